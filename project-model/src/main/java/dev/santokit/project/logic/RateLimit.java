package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.quantity.Durations;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How often something may be called. Each replica of a server counts by itself.
 *
 * @param limit calls that are admitted at once, at least 1; they come back evenly over {@code per}
 * @param per whole milliseconds, at least 1
 * @param key whose calls are counted together
 */
public record RateLimit(int limit, Duration per, Key key) {

  /** Whose calls are counted together. */
  public enum Key {
    /** Each user's; those of anonymous callers by their address. */
    USER,
    /** Each address's. */
    IP,
    /** All. */
    GLOBAL;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The most calls that a limit may say: whoever needs more needs no limit. */
  private static final int MOST = 1_000_000;

  private static final String SHORTEST = "1ms";
  private static final String LONGEST = "30d";
  private static final String EXAMPLE = "100/m, or {limit: 100, per: 1m, key: user}";

  private static final Pattern SHORT = Pattern.compile("([0-9]{1,7})/([smhd])");
  private static final SequencedMap<String, Key> KEYS = new LinkedHashMap<>();

  static {
    for (Key key : Key.values()) {
      KEYS.put(key.word(), key);
    }
  }

  /** Refuses what limits nothing or everything. */
  public RateLimit {
    if (limit < 1 || limit > MOST || per.toMillis() < 1) {
      throw new IllegalArgumentException("a rate limit admits from 1 to " + MOST + " calls");
    }
  }

  /**
   * Reads {@code 100/m} or {@code {limit: 100, per: 1m, key: user|ip|global}}.
   *
   * @return empty when an error was added
   */
  public static Optional<RateLimit> read(Node node, Problems problems) {
    if (node instanceof Node.Scalar scalar && scalar.value().isTextual()) {
      return inShort(scalar, problems);
    }
    if (node instanceof Node.Mapping) {
      return Fields.of(node, "rateLimit", Set.of("limit", "per", "key"), problems)
          .flatMap(RateLimit::read);
    }
    problems.error(
        ErrorCode.WRONG_TYPE,
        node.range(),
        "rateLimit must be a number of calls in a time, not " + node.describe(),
        "write " + EXAMPLE);
    return Optional.empty();
  }

  private static Optional<RateLimit> inShort(Node.Scalar scalar, Problems problems) {
    var parts = SHORT.matcher(scalar.text());
    if (parts.matches()) {
      int limit = Integer.parseInt(parts.group(1));
      if (limit >= 1 && limit <= MOST) {
        Duration per = Durations.parse("1" + parts.group(2)).orElseThrow();
        return Optional.of(new RateLimit(limit, per, Key.USER));
      }
    }
    problems.error(
        ErrorCode.INVALID_VALUE,
        scalar.range(),
        "rateLimit must be from 1 to " + MOST + " calls in a second, minute, hour or day",
        "write " + EXAMPLE);
    return Optional.empty();
  }

  private static Optional<RateLimit> read(Fields fields) {
    fields.require("limit", "write " + EXAMPLE);
    fields.require("per", "write " + EXAMPLE);
    Optional<Integer> limit = fields.integer("limit", 1, MOST);
    Optional<Duration> per = fields.duration("per", SHORTEST, LONGEST);
    Optional<Key> key = fields.word("key", KEYS);
    return limit.flatMap(l -> per.map(p -> new RateLimit(l, p, key.orElse(Key.USER))));
  }

  /** As manifests hold it: {@code per} in milliseconds. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("limit", limit);
    json.set("per", StoredJson.number(BigDecimal.valueOf(per.toMillis())));
    json.put("key", key.word());
    return json;
  }

  /** As files write it in full: {@code {limit: 100, per: 1m, key: user}}. */
  public ObjectNode written() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("limit", limit)
        .put("per", Durations.text(per))
        .put("key", key.word());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static RateLimit fromJson(JsonNode json) {
    StoredJson.onlyKeys("rateLimit", json, Set.of("limit", "per", "key"));
    JsonNode limit = json.path("limit");
    Key key = KEYS.get(json.path("key").asText());
    if (!limit.isInt() || key == null) {
      throw new IllegalArgumentException("rateLimit has no limit or no key");
    }
    return new RateLimit(limit.intValue(), StoredJson.millis("per", json), key);
  }
}
