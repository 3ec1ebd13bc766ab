package dev.santokit.project.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;

/**
 * The identity of a release: {@code 1:sha256:<64 hexadecimal digits>}. It is the hash of the RFC
 * 8785 form of exactly {@code {digestVersion, functions: {path: {type, content, config}},
 * permissions}}, so it does not depend on who computes it, where, or in which order files are read.
 */
final class Digest {

  private static final int VERSION = 1;

  /** How much of the hash people are shown. */
  private static final int SHORT = 12;

  private Digest() {}

  /** What the digest is over of one function. */
  record Part(String type, String content, JsonNode config) {}

  static String of(SortedMap<String, Part> functions, JsonNode permissions) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("digestVersion", VERSION);
    ObjectNode all = json.putObject("functions");
    functions.forEach((path, part) -> {
      ObjectNode function = all.putObject(path);
      function.put("type", part.type());
      function.put("content", part.content());
      function.set("config", part.config());
    });
    json.set("permissions", permissions);
    return VERSION + ":" + Sha256.of(CanonicalJson.bytes(json));
  }

  /** The first 12 digits of the hash. */
  static String shortened(String digest) {
    int hex = digest.lastIndexOf(':') + 1;
    return digest.substring(hex, Math.min(digest.length(), hex + SHORT));
  }
}
