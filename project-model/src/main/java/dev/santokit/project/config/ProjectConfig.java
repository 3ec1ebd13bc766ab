package dev.santokit.project.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.logic.RateLimit;
import dev.santokit.project.logic.Surroundings;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a project, with defaults applied: they live here and nowhere else.
 *
 * @param databases by alias
 * @param auth how callers prove who they are
 * @param limits what a call may take
 * @param json how numbers are written
 * @param cors which other origins browsers may call from
 * @param headers that every answer carries, by name; none that the server sets itself
 * @param egress hosts that functions may call
 * @param rateLimit of functions that do not say so themselves; null when they have none
 * @param docs who may read what functions there are
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 */
public record ProjectConfig(
    SortedMap<String, Database> databases,
    Auth auth,
    Limits limits,
    JsonNumbers json,
    Cors cors,
    SortedMap<String, String> headers,
    List<EgressHost> egress,
    @Nullable RateLimit rateLimit,
    Docs docs,
    List<AddressRange> trustedProxies) {

  /** The name of the file that the server reads. */
  public static final String FILE = "config.json";

  /** A project that configures nothing. */
  public static final ProjectConfig DEFAULT =
      new ProjectConfig(
          new TreeMap<>(),
          Auth.NONE,
          Limits.DEFAULT,
          JsonNumbers.DEFAULT,
          Cors.NONE,
          new TreeMap<>(),
          List.of(),
          null,
          Docs.AUTHENTICATED,
          List.of());

  /** Copies maps and lists. */
  public ProjectConfig {
    databases = Collections.unmodifiableSortedMap(new TreeMap<>(databases));
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    egress = List.copyOf(egress);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** The same with other databases. */
  public ProjectConfig with(SortedMap<String, Database> other) {
    return new ProjectConfig(
        other, auth, limits, json, cors, headers, egress, rateLimit, docs, trustedProxies);
  }

  /** The same with other callers. */
  public ProjectConfig with(Auth other) {
    return new ProjectConfig(
        databases, other, limits, json, cors, headers, egress, rateLimit, docs, trustedProxies);
  }

  /** The same with other bounds. */
  public ProjectConfig with(Limits other) {
    return new ProjectConfig(
        databases, auth, other, json, cors, headers, egress, rateLimit, docs, trustedProxies);
  }

  /** What functions have to fit to. */
  public Surroundings surroundings() {
    return new Surroundings(databases.keySet(), limits.callTimeout(), secretNames());
  }

  /**
   * Reads {@code config/} of a project: {@code databases.yaml}, {@code auth.yaml} and {@code
   * project.yaml}, each of which may be absent. A file there that nothing reads is an error, too.
   *
   * @return null when an error was added
   */
  public static @Nullable ProjectConfig read(ProjectFolder folder, Problems problems) {
    return new ConfigReader(problems).folder(folder);
  }

  /** The names of all secrets that the configuration needs. Logic never sees them. */
  public SortedSet<String> secretNames() {
    var names = new TreeSet<String>();
    databases.values().forEach(database -> names.addAll(names(database)));
    Auth.Jwt jwt = auth.jwt();
    if (jwt != null) {
      names.addAll(jwt.secret().names());
      jwt.previousSecrets().forEach(secret -> names.addAll(secret.names()));
    }
    return names;
  }

  private static SortedSet<String> names(Database database) {
    var names = new TreeSet<>(database.url().names());
    SecretText readUrl = database.readUrl();
    names.addAll(readUrl == null ? Set.of() : readUrl.names());
    Database.Migration migration = database.migration();
    if (migration != null) {
      names.addAll(migration.url().names());
      SecretText devUrl = migration.devUrl();
      names.addAll(devUrl == null ? Set.of() : devUrl.names());
    }
    return names;
  }

  /**
   * What {@code config/} says as it is written, in the shape of a resource's spec: databases, auth,
   * permissions, and each key of {@code project.yaml} beside them.
   *
   * @return each value with its place in its file; null when an error was added
   */
  public static Node.@Nullable Mapping written(ProjectFolder folder, Problems problems) {
    return new ConfigReader(problems).written(folder);
  }

  /**
   * The configuration as the server reads it: defaults applied, durations in milliseconds, secrets
   * by name, without what the schema engine alone uses.
   */
  public ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode aliases = root.putObject("databases");
    databases.forEach((alias, database) -> write(database, aliases.putObject(alias)));
    Auth.Jwt jwt = auth.jwt();
    ObjectNode tokens = root.putObject("auth");
    if (jwt != null) {
      write(jwt, tokens.putObject("jwt"));
    }
    if (!auth.issuers().isEmpty()) {
      ArrayNode issuers = tokens.putArray("issuers");
      auth.issuers().forEach(issuer -> write(issuer, issuers.addObject()));
    }
    root.putObject("limits")
        .put("callTimeout", limits.callTimeout().toMillis() + "ms")
        .put("maxRequestBody", limits.maxRequestBody())
        .put("bufferedBody", limits.bufferedBody())
        .put("maxBody", limits.maxBody())
        .put("maxRows", limits.maxRows())
        .put("jsAllocation", limits.jsAllocation());
    root.putObject("json")
        .put("int8", Words.of(json.int8()))
        .put("numeric", Words.of(json.numeric()));
    writeNetwork(root);
    return root;
  }

  private void writeNetwork(ObjectNode root) {
    if (!cors.origins().isEmpty()) {
      ObjectNode written = root.putObject("cors");
      written.set("origins", array(cors.origins()));
      written.put("credentials", cors.credentials());
    }
    if (!headers.isEmpty()) {
      ObjectNode written = root.putObject("headers");
      headers.forEach(written::put);
    }
    if (!egress.isEmpty()) {
      ArrayNode hosts = root.putArray("egress");
      egress.forEach(host ->
          hosts.addObject().put("host", host.written()).put("private", host.privateAddresses()));
    }
    if (rateLimit != null) {
      root.set("rateLimit", rateLimit.written());
    }
    root.put("docs", Words.of(docs));
    if (!trustedProxies.isEmpty()) {
      root.set(
          "trustedProxies", array(trustedProxies.stream().map(AddressRange::toString).toList()));
    }
  }

  private static ArrayNode array(List<String> strings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    strings.forEach(array::add);
    return array;
  }

  private static void write(Database database, ObjectNode json) {
    json.put("url", database.url().template());
    SecretText readUrl = database.readUrl();
    if (readUrl != null) {
      json.put("readUrl", readUrl.template());
    }
    Pool pool = database.pool();
    ObjectNode written = json.putObject("pool").put("max", pool.max());
    if (pool.total() != null) {
      written.put("total", pool.total());
    }
    written.put("mode", Words.of(pool.mode()));
  }

  private static void write(Auth.Jwt jwt, ObjectNode json) {
    json.put("secret", jwt.secret().template());
    var previous = json.putArray("previousSecrets");
    jwt.previousSecrets().forEach(secret -> previous.add(secret.template()));
    json.put("expiresIn", jwt.expiresIn().toMillis() + "ms");
  }

  private static void write(Auth.Issuer issuer, ObjectNode json) {
    json.put("issuer", issuer.issuer());
    if (issuer.jwksUri() != null) {
      json.put("jwksUri", issuer.jwksUri().toString());
    }
    json.set("audience", array(issuer.audience()));
    if (issuer.rolesClaim() != null) {
      json.put("rolesClaim", issuer.rolesClaim());
    }
    json.set("algorithms", array(issuer.algorithms()));
  }

  /**
   * Reads the text of what {@link #toJson} wrote, by the same rules as the files of a project.
   *
   * @param file its name in problems
   * @return null when an error was added
   */
  public static @Nullable ProjectConfig fromJson(String file, String text, Problems problems) {
    return new ConfigReader(problems).whole(file, text);
  }

  /**
   * Reads all parts that stand in one mapping: {@code databases}, {@code auth}, and the keys of
   * {@code project.yaml}.
   *
   * @return null when an error was added
   */
  public static @Nullable ProjectConfig of(Node root, Problems problems) {
    var own = new Problems();
    ProjectConfig config = new ConfigReader(own).whole(root, false);
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : config;
  }
}
