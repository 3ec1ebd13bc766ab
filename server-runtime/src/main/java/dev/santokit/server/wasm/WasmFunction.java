package dev.santokit.server.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.AuthorError;
import dev.santokit.server.call.Executable;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.Uncompilable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A function in WebAssembly, ready to be called. */
public final class WasmFunction implements Executable {

  private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

  private final WasmEngine engine;
  private final WasmProgram program;

  private WasmFunction(WasmEngine engine, WasmProgram program) {
    this.engine = engine;
    this.program = program;
  }

  /**
   * Makes a function of a module: compiles it, and starts it once, so that what cannot be called is
   * known before the release is served.
   *
   * @param file its name in problems
   * @throws Uncompilable when it is no module, imports what is not offered, does not export what is
   *     called, wants more memory than a call may have or does not start
   */
  public static WasmFunction compile(WasmEngine engine, String file, byte[] module)
      throws Uncompilable {
    return new WasmFunction(engine, engine.compile(module, file));
  }

  @Override
  public Answer run(Invocation invocation) {
    return switch (engine.call(program, invocation)) {
      case WasmOutcome.Returned(byte[] output) -> Answer.of(checked(output, invocation));
      case WasmOutcome.Refused(Refusal refusal) -> throw refusal;
      case WasmOutcome.Failed(String what) -> throw failed(what, invocation);
      case WasmOutcome.Broken(Throwable cause) ->
          throw new IllegalStateException("the server failed in " + invocation.path(), cause);
    };
  }

  private static byte[] checked(byte[] output, Invocation invocation) {
    byte[] json = stripped(output);
    if (json.length == 0) {
      return NULL;
    }
    try {
      if (JsonText.beginsWithError(json)) {
        Optional<Refusal> meant = refusal(JsonText.tree(json));
        if (meant.isPresent()) {
          throw meant.get();
        }
      }
      return json;
    } catch (JsonText.Invalid invalid) {
      throw failed("its answer is no JSON: " + invalid.what(), invocation);
    }
  }

  /** Without the white space around it, such as the end of a line that was printed. */
  private static byte[] stripped(byte[] output) {
    int from = 0;
    int to = output.length;
    while (from < to && isSpace(output[from])) {
      from++;
    }
    while (from < to && isSpace(output[to - 1])) {
      to--;
    }
    return from == 0 && to == output.length ? output : Arrays.copyOfRange(output, from, to);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** What an answer means that is {@code {"error": {"status": 404, …}}} and nothing more. */
  private static Optional<Refusal> refusal(JsonNode answer) {
    JsonNode error = answer.path("error");
    if (answer.size() != 1 || !error.path("status").isInt()) {
      return Optional.empty();
    }
    return AuthorError.refusal(
        error.get("status").intValue(),
        error.path("code").textValue(),
        error.path("message").textValue(),
        error.get("details"));
  }

  private static Refusal failed(String what, Invocation invocation) {
    invocation.threw(what);
    return Refusal.internal();
  }
}
