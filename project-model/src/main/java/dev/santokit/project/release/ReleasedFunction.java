package dev.santokit.project.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.WasmModule;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A function as a release holds it.
 *
 * @param hash {@code sha256:…} of source and modules, see {@link #packed}
 * @param content the body, without front matter; of WebAssembly the module in Base64, see {@link
 *     #binary}
 * @param modules the JavaScript modules that the body imports, by project path
 */
public record ReleasedFunction(
    LogicType type,
    String hash,
    FunctionConfig config,
    String content,
    SortedMap<String, String> modules) {

  /** Copies. */
  public ReleasedFunction {
    modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
  }

  /** What a release holds of a function that was read from files. */
  public static ReleasedFunction of(LogicFunction function) {
    var source = function.source();
    String packed = pack(source.body(), source.modules());
    return new ReleasedFunction(
        function.type(),
        Sha256.of(CanonicalJson.utf8(packed)),
        function.config(),
        source.body(),
        source.modules());
  }

  /**
   * The module of a function of WebAssembly.
   *
   * @throws IllegalStateException when it is of another type
   */
  public byte[] binary() {
    if (type != LogicType.WASM) {
      throw new IllegalStateException("a function of " + type.word() + " is a text");
    }
    return WasmModule.bytes(content);
  }

  /**
   * The hash of all that enters the digest of a release: type, content and configuration. Two
   * functions with one identity are served alike.
   */
  public String identity() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type.word());
    json.put("content", hash);
    json.set("config", config.toJson());
    return Sha256.of(CanonicalJson.bytes(json));
  }

  /**
   * Source and modules as one text, which shards hold and the hash is over: the RFC 8785 form of
   * {@code {"modules": {path: text}, "source": text}}.
   */
  String packed() {
    return pack(content, modules);
  }

  private static String pack(String source, SortedMap<String, String> modules) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", source);
    ObjectNode texts = json.putObject("modules");
    modules.forEach(texts::put);
    return CanonicalJson.text(json);
  }

  /**
   * Reads what {@link #packed} wrote.
   *
   * @throws ReleaseRefused when it is something else
   */
  static ReleasedFunction unpack(
      String path, LogicType type, String hash, FunctionConfig config, String packed)
      throws ReleaseRefused {
    if (!Sha256.of(CanonicalJson.utf8(packed)).equals(hash)) {
      throw new ReleaseRefused(
          "the content of " + path + " has another hash than the manifest says");
    }
    JsonNode json = ReleaseJson.parse(packed, "the content of " + path);
    var modules = new TreeMap<String, String>();
    for (var module : json.path("modules").properties()) {
      modules.put(module.getKey(), text(path, module.getValue()));
    }
    String content = text(path, json.path("source"));
    if (type == LogicType.WASM) {
      checkBase64(path, content);
    }
    return new ReleasedFunction(type, hash, config, content, modules);
  }

  private static void checkBase64(String path, String content) throws ReleaseRefused {
    try {
      WasmModule.bytes(content);
    } catch (IllegalArgumentException e) {
      throw new ReleaseRefused("the content of " + path + " is no Base64", e);
    }
  }

  private static String text(String path, JsonNode json) throws ReleaseRefused {
    if (!json.isTextual()) {
      throw new ReleaseRefused("the content of " + path + " is no source with modules");
    }
    return json.textValue();
  }
}
