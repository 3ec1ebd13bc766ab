package dev.santokit.server.js;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.problem.Position;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Executable;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.Uncompilable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A function in JavaScript, ready to be called. */
public final class JsFunction implements Executable {

  private final JsEngine engine;
  private final JsProgram program;

  private JsFunction(JsEngine engine, JsProgram program) {
    this.engine = engine;
    this.program = program;
  }

  /**
   * Makes a function of its source. All modules are parsed and evaluated once, so that what cannot
   * be called is known before the release is served. Code outside of functions that takes too long
   * for this is no reason to refuse: calls will say so.
   *
   * @param path of the function, {@code reports/top}
   * @param body its module without front matter
   * @param start where in its file {@code body} begins
   * @param modules the modules that it imports, directly or not, by project path
   * @throws Uncompilable when a module does not parse, imports what is not there or throws, or when
   *     the function's has no function as its default export
   */
  public static JsFunction compile(
      JsEngine engine, FunctionPath path, String body, Position start, Map<String, String> modules)
      throws Uncompilable {
    var program = JsProgram.of("logic/" + path.value() + ".js", start, body, modules);
    engine.load(program);
    return new JsFunction(engine, program);
  }

  @Override
  public Answer run(Invocation invocation) {
    return switch (engine.call(program, invocation)) {
      case JsOutcome.Returned(String json) -> Answer.of(json.getBytes(StandardCharsets.UTF_8));
      case JsOutcome.Threw thrown -> throw refusal(thrown, invocation);
      case JsOutcome.Failed(String stack, RuntimeException failure) -> {
        if (!(failure instanceof Refusal refusal) || refusal.status() == 500) {
          invocation.threw(stack);
        }
        throw failure;
      }
      case JsOutcome.Unfinished(String what) -> {
        invocation.threw("nothing, and has no result: " + what);
        throw Refusal.internal();
      }
      case JsOutcome.TimedOut() -> throw Refusal.timeout();
      case JsOutcome.Broken(Throwable cause) ->
          throw new IllegalStateException("the engine failed in " + invocation.path(), cause);
    };
  }

  private static Refusal refusal(JsOutcome.Threw thrown, Invocation invocation) {
    return Thrown.refusal(thrown)
        .orElseGet(() -> {
          invocation.threw(thrown.stack());
          return Refusal.internal();
        });
  }
}
