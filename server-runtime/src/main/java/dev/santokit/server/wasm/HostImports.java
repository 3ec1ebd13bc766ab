package dev.santokit.server.wasm;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.call.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The imports of namespace {@code santokit}. Requests and replies are JSON in the module's memory:
 * a request is a pointer and a length; a reply is one i64, pointer in the high and length in the
 * low 32 bits, in memory that the module's {@code alloc} gave. A reply is {@code {"result": …}} or
 * {@code {"error": {status, code, message, details?}}}.
 */
final class HostImports {

  static final String NAMESPACE = "santokit";

  /** Bytes of a request; it is copied out of the module's memory and parsed. */
  private static final int LARGEST_REQUEST = 8 << 20;

  /** Of a line that a module logs; the log itself cuts it by characters. */
  private static final int LONGEST_LINE = 32 << 10;

  private static final byte[] RESULT = "{\"result\":".getBytes(StandardCharsets.UTF_8);

  private static final FunctionType REQUEST =
      FunctionType.of(List.of(ValType.I32, ValType.I32), List.of(ValType.I64));

  private static final FunctionType LINE =
      FunctionType.of(List.of(ValType.I32, ValType.I32, ValType.I32), List.of());

  private static final Map<String, HostCall> OFFERED =
      Map.of(
          "db_query",
          new HostCall(NAMESPACE, "db_query", REQUEST, HostImports::query),
          "invoke",
          new HostCall(NAMESPACE, "invoke", REQUEST, HostImports::invoke),
          "log",
          new HostCall(NAMESPACE, "log", LINE, HostImports::log));

  private HostImports() {}

  /** The import of a name; null when there is none. */
  static @Nullable HostCall find(String name) {
    return OFFERED.get(name);
  }

  /** Whether its reply needs memory of the module. */
  static boolean replies(HostCall call) {
    return call.module().equals(NAMESPACE) && !call.type().returns().isEmpty();
  }

  /** {@code {"sql", "params"?: [], "alias"?}} → rows. */
  private static long[] query(WasmCall call, Instance instance, long[] arguments) {
    var invocation = call.invocation();
    JsonNode request = request("db_query", instance, arguments);
    String sql = text("db_query", request, "sql");
    String alias =
        request.hasNonNull("alias") ? text("db_query", request, "alias") : invocation.target();
    var parameters = new ArrayList<JsonNode>();
    JsonNode given = request.path("params");
    if (!given.isMissingNode() && !given.isNull() && !given.isArray()) {
      throw new Stop.Misuse("santokit.db_query: params is no array");
    }
    given.forEach(parameters::add);
    return reply(instance, () -> invocation.database(alias).query(sql, parameters));
  }

  /** {@code {"path", "params"?: {}}} → what the function answers. */
  private static long[] invoke(WasmCall call, Instance instance, long[] arguments) {
    JsonNode request = request("invoke", instance, arguments);
    String path = text("invoke", request, "path");
    JsonNode parameters =
        request.hasNonNull("params")
            ? request.get("params")
            : JsonNodeFactory.instance.objectNode();
    return reply(instance, () -> call.invocation().invoke(path, parameters));
  }

  private static long[] log(WasmCall call, Instance instance, long[] arguments) {
    var levels = LogLevel.values();
    int level = (int) arguments[0];
    if (level < 0 || level >= levels.length) {
      throw new Stop.Misuse("santokit.log: the level is none of 0, 1, 2 and 3");
    }
    byte[] text = instance.memory().readBytes((int) arguments[1], shortened((int) arguments[2]));
    call.invocation().log(levels[level], new String(text, StandardCharsets.UTF_8));
    return new long[0];
  }

  private static int shortened(int length) {
    // A length beyond the memory stays what it is: out of bounds.
    return length < 0 ? length : Math.min(length, LONGEST_LINE);
  }

  private static JsonNode request(String name, Instance instance, long[] arguments) {
    int length = (int) arguments[1];
    if (length < 0 || length > LARGEST_REQUEST) {
      throw new Stop.Misuse("santokit." + name + ": the request is larger than 8 MiB");
    }
    try {
      return JsonText.tree(instance.memory().readBytes((int) arguments[0], length));
    } catch (JsonText.Invalid invalid) {
      throw new Stop.Misuse("santokit." + name + ": the request is no JSON: " + invalid.what());
    }
  }

  private static String text(String name, JsonNode request, String member) {
    JsonNode value = request.path(member);
    if (!value.isTextual()) {
      throw new Stop.Misuse("santokit." + name + ": the request has no text \"" + member + "\"");
    }
    return value.textValue();
  }

  private static long[] reply(Instance instance, Supplier<byte[]> work) {
    byte[] reply;
    try {
      reply = result(work.get());
    } catch (Refusal refusal) {
      reply = error(refusal);
    }
    return new long[] {handOver(instance, reply)};
  }

  /** Writes into memory that the module gives. */
  static long handOver(Instance instance, byte[] json) {
    int pointer = (int) instance.export("alloc").apply(json.length)[0];
    if (pointer == 0) {
      throw new Stop.Misuse("alloc(" + json.length + ") gives no memory");
    }
    instance.memory().write(pointer, json);
    return ((long) pointer << 32) | json.length;
  }

  private static byte[] result(byte[] json) {
    var reply = new ByteArrayOutputStream(RESULT.length + json.length + 1);
    reply.writeBytes(RESULT);
    reply.writeBytes(json);
    reply.write('}');
    return reply.toByteArray();
  }

  private static byte[] error(Refusal refusal) {
    ObjectNode reply = JsonText.JSON.createObjectNode();
    ObjectNode error = reply.putObject("error");
    error.put("status", refusal.status());
    error.put("code", refusal.code());
    error.put("message", refusal.text());
    if (refusal.details() != null) {
      error.set("details", refusal.details());
    }
    return reply.toString().getBytes(StandardCharsets.UTF_8);
  }
}
