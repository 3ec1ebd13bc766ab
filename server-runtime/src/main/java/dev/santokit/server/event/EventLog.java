package dev.santokit.server.event;

import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.call.Origin;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Writes what happens to the log, one line each. */
public final class EventLog implements Events {

  private static final Logger LOG = Logger.getLogger("dev.santokit.server");
  private static final Logger LOGIC = Logger.getLogger("dev.santokit.logic");

  private static final List<String> FIELDS =
      List.of("requestId", "traceId", "release", "userId", "function");

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
      case ServerEvent.OfCall ofCall -> within(ofCall);
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

  /** What tells its call from others in fields of their own, so that they can be searched for. */
  private static void within(ServerEvent.OfCall event) {
    Origin origin = event.origin();
    put("requestId", origin.requestId());
    put("traceId", origin.traceId());
    put("release", origin.release());
    put("userId", origin.user());
    put("function", event.path());
    try {
      say(event);
    } finally {
      FIELDS.forEach(MDC::remove);
    }
  }

  private static void put(String field, @Nullable String value) {
    if (value != null) {
      MDC.put(field, value);
    }
  }

  private static void say(ServerEvent.OfCall event) {
    switch (event) {
      case ServerEvent.StatementFailed(var _, var path, var state, var message) ->
          LOG.warnf("%s: Postgres says %s: %s", path, state, message);
      case ServerEvent.CallFailed(var _, var path, var cause) ->
          LOG.errorf(cause, "%s failed", nameOr(path));
      case ServerEvent.CallSlow(var _, var path, var status, var took) ->
          LOG.warnf("%s took %d ms and answered %d", nameOr(path), took.toMillis(), status);
      case ServerEvent.AnswerCut(var _, var path, var code) ->
          LOG.warnf("an answer of %s was cut off: %s", nameOr(path), code);
      case ServerEvent.FunctionThrew(var _, var path, var stack) ->
          LOG.errorf("%s threw %s", path, stack);
      case ServerEvent.FunctionSays(var _, var path, var level, var text) ->
          LOGIC.logf(level(level), "%s: %s", path, text);
    }
  }

  private static String nameOr(@Nullable String path) {
    return path == null ? "a request" : path;
  }
}
