package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
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

/**
 * How long an answer is kept, and for whom. A function with one is {@code readOnly}.
 *
 * @param ttl whole milliseconds, at least 1
 * @param scope who gets an answer that is kept
 */
public record CachePolicy(Duration ttl, Scope scope) {

  /** Who gets an answer that is kept. */
  public enum Scope {
    /** Whoever asks the same. Only a function with {@code access: public} has it. */
    PUBLIC,
    /** The user whom it was made for, with the roles that they had then. */
    USER;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String SHORTEST = "1ms";
  private static final String LONGEST = "365d";
  private static final SequencedMap<String, Scope> SCOPES = new LinkedHashMap<>();

  static {
    for (Scope scope : Scope.values()) {
      SCOPES.put(scope.word(), scope);
    }
  }

  /** Refuses what is kept for no time. */
  public CachePolicy {
    if (ttl.toMillis() < 1) {
      throw new IllegalArgumentException("an answer is kept for at least a millisecond");
    }
  }

  /**
   * Reads {@code 60s} or {@code {ttl: 60s, scope: user}}. An answer is kept for everyone only where
   * everyone may call, and for one user only where the file says so.
   *
   * @return empty when an error was added
   */
  static Optional<CachePolicy> read(Fields config, Access access, Problems problems) {
    Node node = config.node("cache").orElse(null);
    if (node == null) {
      return Optional.empty();
    }
    Optional<CachePolicy> policy =
        node instanceof Node.Mapping
            ? Fields.of(node, "cache", Set.of("ttl", "scope"), problems).flatMap(CachePolicy::read)
            : config
                .duration("cache", SHORTEST, LONGEST)
                .map(ttl -> new CachePolicy(ttl, Scope.PUBLIC));
    if (policy.isPresent()
        && policy.get().scope == Scope.PUBLIC
        && !(access instanceof Access.Public)) {
      refusePublic(policy.get(), node.range(), problems);
      return Optional.empty();
    }
    return policy;
  }

  private static Optional<CachePolicy> read(Fields fields) {
    fields.require("ttl", "write cache: {ttl: 60s, scope: user}");
    Optional<Scope> scope = fields.word("scope", SCOPES);
    return fields
        .duration("ttl", SHORTEST, LONGEST)
        .map(ttl -> new CachePolicy(ttl, scope.orElse(Scope.PUBLIC)));
  }

  private static void refusePublic(CachePolicy policy, Range range, Problems problems) {
    problems.error(
        ErrorCode.CACHE_NOT_PUBLIC,
        range,
        "not everyone may call this function, so its answers are not kept for everyone",
        "write cache: {ttl: "
            + Durations.text(policy.ttl)
            + ", scope: user}, or access: public if everyone may have them");
  }

  /** As manifests hold it: {@code ttl} in milliseconds. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("ttl", StoredJson.number(BigDecimal.valueOf(ttl.toMillis())));
    json.put("scope", scope.word());
    return json;
  }

  /** As files write it in full: {@code {ttl: 1m, scope: user}}. */
  public ObjectNode written() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ttl", Durations.text(ttl))
        .put("scope", scope.word());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static CachePolicy fromJson(JsonNode json) {
    StoredJson.onlyKeys("cache", json, Set.of("ttl", "scope"));
    Scope scope = SCOPES.get(json.path("scope").asText());
    if (scope == null) {
      throw new IllegalArgumentException("cache has no scope");
    }
    return new CachePolicy(StoredJson.millis("ttl", json), scope);
  }
}
