package dev.santokit.project.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code manifest.json} says: everything of a release but the content of its functions, and
 * where that is.
 */
record Manifest(
    String project,
    String digest,
    long revision,
    Instant createdAt,
    @Nullable Commit commit,
    SortedMap<String, Entry> functions,
    JsonNode permissions,
    SortedMap<String, Shard> shards) {

  private static final int VERSION = 1;

  /**
   * A function.
   *
   * @param hash of its packed content
   * @param shards whose pieces, one after the other, are its packed content
   * @param config as {@code FunctionConfig} writes it
   */
  record Entry(String type, String hash, List<String> shards, JsonNode config) {}

  /**
   * A shard.
   *
   * @param hash of its bytes before compression
   * @param inflated how many these are
   */
  record Shard(String hash, long inflated) {}

  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", VERSION);
    json.put("project", project);
    json.put("release", digest);
    json.put("revision", revision);
    json.put("createdAt", createdAt.toString());
    if (commit != null) {
      json.putObject("source").put("git", commit.id()).put("dirty", commit.dirty());
    }
    ObjectNode all = json.putObject("functions");
    functions.forEach((path, entry) -> all.set(path, toJson(entry)));
    json.set("permissions", permissions);
    ObjectNode files = json.putObject("shards");
    shards.forEach((name, shard) ->
        files.putObject(name).put("hash", shard.hash()).put("inflated", shard.inflated()));
    return json;
  }

  private static ObjectNode toJson(Entry entry) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", entry.type());
    json.put("hash", entry.hash());
    ArrayNode names = json.putArray("shards");
    entry.shards().forEach(names::add);
    json.set("config", entry.config());
    return json;
  }

  /**
   * Reads a manifest. Keys that are not known are passed over: a newer writer may add some that do
   * not change what a release means; what does is in the digest or changes the version.
   *
   * @throws ReleaseRefused when it is none, or of another version
   */
  static Manifest fromJson(JsonNode json) throws ReleaseRefused {
    JsonNode version = json.path("version");
    if (!version.isIntegralNumber() || version.intValue() != VERSION) {
      throw new ReleaseRefused(
          "the manifest has version " + version + ", this server reads version " + VERSION);
    }
    var functions = new TreeMap<String, Entry>();
    for (var function : object(json, "functions").properties()) {
      functions.put(function.getKey(), entry(function.getKey(), function.getValue()));
    }
    var shards = new TreeMap<String, Shard>();
    for (var shard : object(json, "shards").properties()) {
      shards.put(
          shard.getKey(),
          new Shard(string(shard.getValue(), "hash"), number(shard.getValue(), "inflated")));
    }
    return new Manifest(
        string(json, "project"),
        string(json, "release"),
        number(json, "revision"),
        instant(json),
        commit(json),
        functions,
        object(json, "permissions"),
        shards);
  }

  private static Entry entry(String path, JsonNode json) throws ReleaseRefused {
    List<String> shards = new ArrayList<>();
    for (JsonNode name : json.path("shards")) {
      shards.add(name.asText());
    }
    if (shards.isEmpty() || shards.stream().distinct().count() != shards.size()) {
      throw new ReleaseRefused("the manifest names no shards for " + path + ", or one twice");
    }
    return new Entry(string(json, "type"), string(json, "hash"), shards, object(json, "config"));
  }

  private static Instant instant(JsonNode json) throws ReleaseRefused {
    try {
      return Instant.parse(string(json, "createdAt"));
    } catch (DateTimeException e) {
      throw new ReleaseRefused("the manifest's createdAt is no time", e);
    }
  }

  private static @Nullable Commit commit(JsonNode json) throws ReleaseRefused {
    JsonNode source = json.get("source");
    if (source == null) {
      return null;
    }
    JsonNode dirty = source.path("dirty");
    if (!dirty.isBoolean()) {
      throw new ReleaseRefused("the manifest's dirty is no boolean");
    }
    return new Commit(string(source, "git"), dirty.booleanValue());
  }

  private static JsonNode object(JsonNode json, String key) throws ReleaseRefused {
    JsonNode value = json.path(key);
    if (!value.isObject()) {
      throw new ReleaseRefused("the manifest's " + key + " is no object");
    }
    return value;
  }

  private static String string(JsonNode json, String key) throws ReleaseRefused {
    JsonNode value = json.path(key);
    if (!value.isTextual()) {
      throw new ReleaseRefused("the manifest's " + key + " is no string");
    }
    return value.textValue();
  }

  private static long number(JsonNode json, String key) throws ReleaseRefused {
    JsonNode value = json.path(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new ReleaseRefused("the manifest's " + key + " is no number");
    }
    return value.longValue();
  }
}
