package dev.santokit.server.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.project.logic.ArgumentRefused;
import dev.santokit.project.logic.Arguments;
import dev.santokit.project.logic.CachePolicy;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.server.cache.FunctionCache;
import dev.santokit.server.cache.ResponseCache;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Executable;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.limit.CallLimit;
import dev.santokit.server.metrics.CallMeasure;
import dev.santokit.server.sql.SqlFunction;
import org.jspecify.annotations.Nullable;

/**
 * A function of the release that is served, compiled.
 *
 * @param limit how often it may be called; null for as often as anyone likes
 * @param cache keeps its answers; null when none is kept
 * @param measure counts its calls
 */
public record ServedFunction(
    FunctionPath path,
    FunctionConfig config,
    Body body,
    @Nullable CallLimit limit,
    @Nullable FunctionCache cache,
    CallMeasure measure) {

  /** What runs. */
  public sealed interface Body {
    /** Statements. */
    record Sql(SqlFunction function) implements Body {}

    /** An ES module. */
    record Js(Executable executable) implements Body {}

    /** A module of WebAssembly. */
    record Wasm(Executable executable) implements Body {}
  }

  /** The same in another release, which keeps answers of its own. */
  public ServedFunction in(ResponseCache answers) {
    CachePolicy policy = config.cache();
    return policy == null
        ? this
        : new ServedFunction(path, config, body, limit, answers.of(path, policy), measure);
  }

  /**
   * Nothing when the caller may call it.
   *
   * @throws Refusal AUTHENTICATION_ERROR when a token could help, else AUTHORIZATION_ERROR
   */
  public void admit(Caller caller) {
    if (config.access().admits(caller.isAuthenticated(), caller.roles())) {
      return;
    }
    throw caller.isAuthenticated()
        ? Refusal.of(RefusalCode.AUTHORIZATION_ERROR, "Permission denied for " + path)
        : Refusal.of(RefusalCode.AUTHENTICATION_ERROR, "Authentication required");
  }

  /**
   * The arguments, checked and with defaults.
   *
   * @param params null when the call has none
   * @throws Refusal VALIDATION_ERROR that names the parameter
   */
  public Arguments read(@Nullable JsonNode params) {
    try {
      return config.parameters().read(params);
    } catch (ArgumentRefused refused) {
      String message = String.valueOf(refused.getMessage());
      throw refused.parameter() == null
          ? Refusal.of(RefusalCode.VALIDATION_ERROR, message)
          : Refusal.of(
              RefusalCode.VALIDATION_ERROR,
              message,
              JsonNodeFactory.instance.objectNode().put("parameter", refused.parameter()));
    }
  }
}
