package dev.santokit.server.event;

import dev.santokit.server.call.Invocation.LogLevel;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Writes what happens to the log, one line each. */
public final class EventLog implements Events {

  private static final Logger LOG = Logger.getLogger("dev.santokit.server");
  private static final Logger LOGIC = Logger.getLogger("dev.santokit.logic");

  /** Of this process. */
  public EventLog() {}

  @Override
  public void accept(ServerEvent event) {
    switch (event) {
      case ServerEvent.Listening(var host, var port) -> LOG.infof("listening on %s:%d", host, port);
      case ServerEvent.SecretsUnusable(var problems) ->
          LOG.errorf("secrets cannot be used: %s", String.join("; ", problems));
      case ServerEvent.Waiting(var folder) -> LOG.infof("no release in %s yet: waiting", folder);
      case ServerEvent.ReleaseActivated(var digest, var revision, var functions, var took) ->
          LOG.infof(
              "serving release %s, revision %d, %d %s, after %d ms",
              digest,
              revision,
              functions,
              functions == 1 ? "function" : "functions",
              took.toMillis());
      case ServerEvent.ReleaseRefused(var digest, var problems) ->
          LOG.errorf(
              "release %s is not served: %s",
              digest == null ? "(unreadable)" : digest, String.join("; ", problems));
      case ServerEvent.FunctionUnusable(var path, var problem) ->
          LOG.errorf("%s answers 500 until this is mended: %s", path, problem);
      case ServerEvent.DatabaseAway(var alias, var error) ->
          LOG.warnf("database %s cannot be reached: %s", alias, error);
      case ServerEvent.LookFailed(var alias, var cause) ->
          LOG.errorf(cause, "looking for database %s failed", alias);
      case ServerEvent.CatalogueUnread(var alias, var why) ->
          LOG.errorf("the tables of database %s cannot be read: %s", alias, why);
      case ServerEvent.DatabaseBack(var alias) -> LOG.infof("database %s is back", alias);
      case ServerEvent.IssuerAway(var issuer, var error) ->
          LOG.warnf("the keys of issuer %s cannot be had: %s", issuer, error);
      case ServerEvent.IssuerBack(var issuer) ->
          LOG.infof("the keys of issuer %s are had again", issuer);
      case ServerEvent.StatementFailed(var id, var path, var state, var message) ->
          of(id, path, () -> LOG.warnf("%s: Postgres says %s: %s", path, state, message));
      case ServerEvent.CallFailed(var id, var path, var cause) ->
          of(id, path, () -> LOG.errorf(cause, "%s failed", path == null ? "a request" : path));
      case ServerEvent.FunctionThrew(var id, var path, var stack) ->
          of(id, path, () -> LOG.errorf("%s threw %s", path, stack));
      case ServerEvent.FunctionSays(var id, var path, var level, var text) ->
          of(id, path, () -> LOGIC.logf(level(level), "%s: %s", path, text));
      case ServerEvent.Draining(var running) ->
          LOG.infof("stopping: %d requests are still running", running);
      case ServerEvent.Stopped(var lost) -> {
        if (lost > 0) {
          LOG.warnf("stopped; %d requests were cut off", lost);
        } else {
          LOG.info("stopped");
        }
      }
    }
  }

  private static Logger.Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Logger.Level.DEBUG;
      case INFO -> Logger.Level.INFO;
      case WARN -> Logger.Level.WARN;
      case ERROR -> Logger.Level.ERROR;
    };
  }

  /** As fields of their own, so that they can be searched for. */
  private static void of(String requestId, @Nullable String path, Runnable log) {
    MDC.put("requestId", requestId);
    if (path != null) {
      MDC.put("function", path);
    }
    try {
      log.run();
    } finally {
      MDC.remove("requestId");
      MDC.remove("function");
    }
  }
}
