package dev.santokit.server.release;

import dev.santokit.project.logic.BodyPlaces;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.release.ReleasedFunction;
import dev.santokit.project.sql.SqlScript;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.event.Events;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.function.ServedFunction;
import dev.santokit.server.js.JsEngine;
import dev.santokit.server.js.JsFunction;
import dev.santokit.server.limit.RateLimits;
import dev.santokit.server.metrics.Measures;
import dev.santokit.server.sql.SqlFunction;
import dev.santokit.server.wasm.WasmEngine;
import dev.santokit.server.wasm.WasmFunction;
import java.util.Set;

/** Makes functions executable. What their database says of them comes later. */
public final class FunctionCompiler {

  private final JsEngine js;
  private final WasmEngine wasm;
  private final Set<String> databases;
  private final RateLimits limits;
  private final Events events;
  private final Measures measures;

  /**
   * For a server.
   *
   * @param databases the aliases that are configured
   */
  public FunctionCompiler(
      JsEngine js,
      WasmEngine wasm,
      Set<String> databases,
      RateLimits limits,
      Events events,
      Measures measures) {
    this.js = js;
    this.wasm = wasm;
    this.databases = Set.copyOf(databases);
    this.limits = limits;
    this.events = events;
    this.measures = measures;
  }

  /**
   * The function, ready to run. Places of problems are those of its body: a release does not carry
   * what stands before it in its file.
   *
   * @throws Uncompilable when it never could, whatever its database says
   */
  public ServedFunction compile(FunctionPath path, ReleasedFunction function) throws Uncompilable {
    return new ServedFunction(
        path,
        function.config(),
        body(path, function),
        limits.of(path.value(), function.config().rateLimit()),
        null,
        measures.function(path.value()));
  }

  private ServedFunction.Body body(FunctionPath path, ReleasedFunction function)
      throws Uncompilable {
    String file = BodyPlaces.name(path, function.type());
    return switch (function.type()) {
      case SQL -> new ServedFunction.Body.Sql(sql(path, file, function));
      case JS ->
          new ServedFunction.Body.Js(
              JsFunction.compile(js, path, function.content(), Position.START, function.modules()));
      case WASM ->
          new ServedFunction.Body.Wasm(WasmFunction.compile(wasm, file, function.binary()));
    };
  }

  private SqlFunction sql(FunctionPath path, String file, ReleasedFunction function)
      throws Uncompilable {
    String target = function.config().target();
    if (!databases.contains(target)) {
      throw refused(
          ErrorCode.UNKNOWN_DATABASE,
          file,
          "the configuration of this server has no database \"" + target + "\"");
    }
    var problems = new Problems();
    SqlScript script = SqlScript.parse(file, Position.START, function.content(), problems);
    if (script == null) {
      throw new Uncompilable(problems.sorted());
    }
    return new SqlFunction(
        file,
        function.config(),
        script,
        problem -> events.accept(new ServerEvent.FunctionUnusable(path.value(), problem.line())));
  }

  private static Uncompilable refused(ErrorCode code, String file, String what) {
    return new Uncompilable(Problem.error(code, Range.ofFile(file), what, null));
  }
}
