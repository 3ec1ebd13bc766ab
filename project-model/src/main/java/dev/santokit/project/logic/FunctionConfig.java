package dev.santokit.project.logic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a function's front matter says, with defaults applied.
 *
 * @param target the alias of the database that its statements run on
 * @param cache how long its answers are kept, and for whom; null when they are not
 * @param readOnly whether its transaction is READ ONLY, so that Postgres enforces it; always with a
 *     cache
 * @param returns what the author says about the result, for generated types alone; null without
 * @param secrets names that {@code context.getSecret} may ask for; sorted, each once
 * @param timeout how long a call may take; null for the project's {@code limits.callTimeout}
 * @param rateLimit how often it may be called; null for the project's {@code rateLimit}
 * @param description for people; null without
 * @param tags for people; sorted, each once
 */
public record FunctionConfig(
    String target,
    Access access,
    @Nullable CachePolicy cache,
    boolean readOnly,
    Parameters parameters,
    @Nullable JsonNode returns,
    List<String> secrets,
    @Nullable Duration timeout,
    @Nullable RateLimit rateLimit,
    @Nullable String description,
    List<String> tags) {

  /** The alias of a function that names none. */
  public static final String DEFAULT_TARGET = "main";

  private static final Set<String> KEYS =
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
          "description",
          "tags");

  /**
   * Sorts names and gives numbers their one form, so that equal configurations are equal.
   *
   * @throws IllegalArgumentException when answers are kept for everyone and not everyone may call
   */
  public FunctionConfig {
    if (cache != null
        && cache.scope() == CachePolicy.Scope.PUBLIC
        && !(access instanceof Access.Public)) {
      throw new IllegalArgumentException(
          "answers are kept for everyone where not everyone may call");
    }
    readOnly = readOnly || cache != null;
    returns = returns == null ? null : StoredJson.normal(returns);
    secrets = secrets.stream().distinct().sorted().toList();
    tags = tags.stream().distinct().sorted().toList();
  }

  /**
   * The normalised form that manifests and digests hold: defaults applied, durations in
   * milliseconds; what is absent stays absent.
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("target", target);
    json.set("access", access.toJson());
    if (cache != null) {
      json.set("cache", cache.toJson());
    }
    json.put("readOnly", readOnly);
    json.set("params", parameters.toJson());
    if (returns != null) {
      json.set("returns", returns);
    }
    json.set("secrets", array(secrets));
    if (timeout != null) {
      json.set("timeout", StoredJson.number(BigDecimal.valueOf(timeout.toMillis())));
    }
    if (rateLimit != null) {
      json.set("rateLimit", rateLimit.toJson());
    }
    if (description != null) {
      json.put("description", description);
    }
    json.set("tags", array(tags));
    return json;
  }

  private static ArrayNode array(List<String> strings) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    strings.forEach(array::add);
    return array;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it is something else, or of a version that knows more
   */
  public static FunctionConfig fromJson(JsonNode json) {
    StoredJson.onlyKeys("config", json, KEYS);
    String fault = StoredJson.fault(json);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    String target = StoredJson.string("target", json);
    if (target == null) {
      throw new IllegalArgumentException("target is missing");
    }
    return new FunctionConfig(
        target,
        Access.fromJson(json.path("access")),
        json.has("cache") ? CachePolicy.fromJson(json.path("cache")) : null,
        StoredJson.bool("readOnly", json),
        Parameters.fromJson(json.path("params")),
        json.get("returns"),
        StoredJson.strings("secrets", json.path("secrets")),
        json.has("timeout") ? StoredJson.millis("timeout", json) : null,
        json.has("rateLimit") ? RateLimit.fromJson(json.path("rateLimit")) : null,
        StoredJson.string("description", json),
        StoredJson.strings("tags", json.path("tags")));
  }
}
