package dev.santokit.server.event;

import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.call.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that an operator of the server may want to know. No parameters, values or tokens. */
public sealed interface ServerEvent {

  /** Something that happened in a call. */
  sealed interface OfCall extends ServerEvent {
    /** Which call. */
    Origin origin();

    /** What its answer calls it. */
    default String requestId() {
      return origin().requestId();
    }

    /** What was called; null when that is not known. */
    @Nullable String path();
  }

  /** Requests are taken. */
  record Listening(String host, int port) implements ServerEvent {}

  /**
   * Secrets are there and cannot be used; functions that ask for them fail.
   *
   * @param problems a line for each, which names it
   */
  record SecretsUnusable(List<String> problems) implements ServerEvent {}

  /** There is no release to serve yet. */
  record Waiting(Path folder) implements ServerEvent {}

  /** A release is served from now on. */
  record ReleaseActivated(String digest, long revision, int functions, Duration took)
      implements ServerEvent {}

  /**
   * A release is not served; what was served before still is.
   *
   * @param digest null when not even that could be read
   */
  record ReleaseRefused(@Nullable String digest, List<String> problems) implements ServerEvent {}

  /** A function of the served release answers 500 until its problem is gone. */
  record FunctionUnusable(String path, String problem) implements ServerEvent {}

  /** A database cannot be reached any more. */
  record DatabaseAway(String alias, String error) implements ServerEvent {}

  /** Looking whether a database can be reached failed for a reason of ours. */
  record LookFailed(String alias, Throwable cause) implements ServerEvent {}

  /** What tables a database has could not be read; what was known before stays. */
  record CatalogueUnread(String alias, String why) implements ServerEvent {}

  /** A database can be reached again. */
  record DatabaseBack(String alias) implements ServerEvent {}

  /** The keys of an issuer of tokens cannot be had; those that it had count for a day. */
  record IssuerAway(String issuer, String error) implements ServerEvent {}

  /** The keys of an issuer of tokens can be had again. */
  record IssuerBack(String issuer) implements ServerEvent {}

  /** Postgres refused a statement. */
  record StatementFailed(Origin origin, String path, String sqlState, String message)
      implements OfCall {}

  /** A call failed for a reason that is nobody's business but ours. */
  record CallFailed(Origin origin, @Nullable String path, Throwable cause) implements OfCall {}

  /** A call took long. */
  record CallSlow(Origin origin, @Nullable String path, int status, Duration took)
      implements OfCall {}

  /**
   * An answer that was on its way was cut off.
   *
   * @param code why
   */
  record AnswerCut(Origin origin, @Nullable String path, String code) implements OfCall {}

  /**
   * A function threw what its callers learn nothing of.
   *
   * @param stack what it threw, and where
   */
  record FunctionThrew(Origin origin, String path, String stack) implements OfCall {}

  /** A function says something. */
  record FunctionSays(Origin origin, String path, LogLevel level, String text) implements OfCall {}

  /** No new requests; those that run are waited for. */
  record Draining(int running) implements ServerEvent {}

  /**
   * All is closed.
   *
   * @param lost requests that were still running when the time was over
   */
  record Stopped(int lost) implements ServerEvent {}
}
