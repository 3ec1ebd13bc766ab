package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Grant;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the keys of front matter. */
final class ConfigReader {

  /** All that may stand there. */
  static final Set<String> KEYS =
      Set.of(
          "target",
          "access",
          "cache",
          "readOnly",
          "params",
          "returns",
          "secrets",
          "timeout",
          "rateLimit",
          "schedule",
          "description",
          "tags");

  private static final int LONGEST_SECRET = 128;

  private final Fields fields;
  private final LogicType type;
  private final @Nullable Surroundings surroundings;
  private final Problems problems;

  private ConfigReader(
      Fields fields, LogicType type, @Nullable Surroundings surroundings, Problems problems) {
    this.fields = fields;
    this.type = type;
    this.surroundings = surroundings;
    this.problems = problems;
  }

  /**
   * Reads metadata.
   *
   * @param surroundings null when the project's configuration could not be read: what depends on it
   *     is not checked then
   * @return the configuration, with defaults in the place of what is wrong; null when the metadata
   *     is no mapping
   */
  static @Nullable FunctionConfig read(
      Node metadata, LogicType type, @Nullable Surroundings surroundings, Problems problems) {
    return Fields.of(metadata, "front matter", KEYS, problems)
        .map(fields -> new ConfigReader(fields, type, surroundings, problems).config())
        .orElse(null);
  }

  private FunctionConfig config() {
    fields.notYet("schedule", "a schedule");
    Access access = access();
    Optional<CachePolicy> cache = CachePolicy.read(fields, access, problems);
    return new FunctionConfig(
        target(),
        access,
        cache.orElse(null),
        readOnly(),
        fields
            .node("params")
            .map(params -> ParameterReader.read(params, problems))
            .orElse(Parameters.NONE),
        fields.node("returns").flatMap(this::returns).orElse(null),
        secrets(),
        timeout().orElse(null),
        fields.node("rateLimit").flatMap(node -> RateLimit.read(node, problems)).orElse(null),
        fields.string("description").orElse(null),
        fields.strings("tags"));
  }

  private boolean readOnly() {
    Optional<Boolean> readOnly = fields.bool("readOnly");
    if (readOnly.isPresent() && !readOnly.get() && fields.has("cache")) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          fields.rangeOf("readOnly"),
          "a function whose answers are kept only reads",
          "remove \"readOnly\", or \"cache\"");
    }
    return readOnly.orElse(false);
  }

  private String target() {
    Optional<String> target = fields.string("target");
    String alias = target.orElse(FunctionConfig.DEFAULT_TARGET);
    boolean used = type == LogicType.SQL || target.isPresent();
    if (used && surroundings != null && !surroundings.databases().contains(alias)) {
      problems.error(
          ErrorCode.UNKNOWN_DATABASE,
          target.isPresent() ? fields.rangeOf("target") : Range.at(file(), fields.range().from()),
          "there is no database \"" + alias + "\" in config/databases.yaml",
          databasesHint(alias));
    }
    return alias;
  }

  private String databasesHint(String alias) {
    var known = surroundings == null ? Set.<String>of() : surroundings.databases();
    return known.isEmpty()
        ? "add it: " + alias + ": {url: \"${DATABASE_URL}\"}"
        : "there are: " + String.join(", ", known.stream().sorted().toList());
  }

  private String file() {
    return fields.range().file();
  }

  private Access access() {
    Optional<Node> node = fields.node("access");
    if (node.isEmpty()) {
      problems.notice(
          ErrorCode.ACCESS_ABSENT,
          Range.at(file(), fields.range().from()),
          "access is not set: whoever has a valid token may call this function",
          "say so: access: authenticated, or access: public, or a role");
      return new Access.Authenticated();
    }
    return switch (node.get()) {
      case Node.Scalar scalar when scalar.value().isTextual() -> access(scalar);
      case Node.Sequence list -> roles(list);
      case Node other -> {
        problems.error(
            ErrorCode.WRONG_TYPE,
            other.range(),
            "access must be public, authenticated, a role or a list of roles, not "
                + other.describe(),
            null);
        yield new Access.Authenticated();
      }
    };
  }

  private Access access(Node.Scalar scalar) {
    return switch (scalar.text()) {
      case Access.PUBLIC -> new Access.Public();
      case Access.AUTHENTICATED -> new Access.Authenticated();
      default ->
          role(scalar) ? new Access.Roles(List.of(scalar.text())) : new Access.Authenticated();
    };
  }

  private Access roles(Node.Sequence list) {
    List<String> roles = new ArrayList<>();
    for (Node item : list.items()) {
      if (!(item instanceof Node.Scalar scalar) || !scalar.value().isTextual()) {
        problems.error(
            ErrorCode.WRONG_TYPE,
            item.range(),
            "access is a list of roles, not of " + item.describe());
      } else if (scalar.text().equals(Access.PUBLIC)
          || scalar.text().equals(Access.AUTHENTICATED)) {
        problems.error(
            ErrorCode.INVALID_VALUE,
            item.range(),
            "\"" + scalar.text() + "\" is no role, so it stands alone",
            "write access: " + scalar.text());
      } else if (role(scalar)) {
        roles.add(scalar.text());
      }
    }
    if (list.items().isEmpty()) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          list.range(),
          "access for no role admits nobody",
          "a function for context.invoke alone has a name that begins with _");
    }
    return roles.isEmpty() ? new Access.Authenticated() : new Access.Roles(roles);
  }

  private boolean role(Node.Scalar scalar) {
    String role = scalar.text();
    if (role.equals("owner")) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          scalar.range(),
          "\"owner\" is a rule about rows, no role",
          "compare with :user_id in the function, or use config/permissions.yaml");
      return false;
    }
    boolean legal = Grant.isWord(role);
    if (!legal) {
      problems.error(
          ErrorCode.INVALID_VALUE, scalar.range(), "this is no name of a role", Grant.GRAMMAR);
    }
    return legal;
  }

  private Optional<JsonNode> returns(Node node) {
    var json = node.toJson();
    String fault =
        json.isTextual() || json.isContainerNode()
            ? StoredJson.fault(json)
            : "returns must be a type, a mapping or a list, not " + node.describe();
    if (fault == null) {
      return Optional.of(json);
    }
    problems.error(ErrorCode.INVALID_VALUE, node.range(), fault);
    return Optional.empty();
  }

  private List<String> secrets() {
    List<String> names = new ArrayList<>();
    for (Node item : fields.items("secrets")) {
      if (!(item instanceof Node.Scalar scalar)
          || !TextForms.isIdentifier(scalar.text(), LONGEST_SECRET)) {
        problems.error(
            ErrorCode.INVALID_VALUE,
            item.range(),
            "this is no name of a secret",
            "a name is a letter or _, then letters, digits or _: secrets: [STRIPE_KEY]");
      } else if (surroundings != null && surroundings.configSecrets().contains(scalar.text())) {
        problems.error(
            ErrorCode.SECRET_OF_CONFIG,
            item.range(),
            "the configuration uses " + scalar.text() + ", so logic cannot read it",
            "give logic a secret of its own");
      } else {
        names.add(scalar.text());
      }
    }
    if (!names.isEmpty() && type != LogicType.JS) {
      problems.notice(
          ErrorCode.KEY_WITHOUT_EFFECT,
          fields.rangeOf("secrets"),
          (type == LogicType.SQL ? "SQL" : "WebAssembly") + " cannot read secrets",
          "remove \"secrets\", or write the function in JavaScript");
    }
    return names;
  }

  private Optional<Duration> timeout() {
    Optional<Duration> timeout = fields.duration("timeout");
    if (timeout.isPresent() && timeout.get().isZero()) {
      problems.error(
          ErrorCode.INVALID_VALUE, fields.rangeOf("timeout"), "no call ends in no time", null);
      return Optional.empty();
    }
    if (timeout.isPresent()
        && surroundings != null
        && timeout.get().compareTo(surroundings.callTimeout()) > 0) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          fields.rangeOf("timeout"),
          "timeout is more than limits.callTimeout, "
              + surroundings.callTimeout().toMillis()
              + " ms",
          "raise limits.callTimeout in config/project.yaml");
    }
    return timeout;
  }
}
