package dev.santokit.server.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.logic.Arguments;

/**
 * One run of one function: a call from outside, or one that another function makes. All runs of one
 * call form a tree, which shares its database sessions and its deadline. For one thread at a time.
 */
public interface Invocation {

  /** What runs, as logs call it: {@code users/get}, {@code crud/main/posts/select}. */
  String path();

  /** Who asked from outside; the same in the whole tree. */
  Caller caller();

  /** The checked arguments, defaults applied. */
  Arguments arguments();

  /** What answers and logs call the request from outside. */
  default String requestId() {
    return request().requestId();
  }

  /** The request from outside; the same in the whole tree. */
  CallRequest request();

  /**
   * Who waits for the answer of this run: the caller from outside, or {@link Client#PATIENT} for a
   * run whose answer someone here wants as a whole.
   */
  default Client client() {
    return Client.PATIENT;
  }

  /** When this run must be over; a nested run has at most what the outer one has left. */
  Deadline deadline();

  /** The alias that the function's {@code target} names. */
  String target();

  /**
   * The session of the call tree with a database. The tree has at most one connection per alias: it
   * is taken at the first statement and given back when the outermost run ends.
   *
   * @throws Refusal NOT_FOUND when no such database is configured
   */
  Session database(String alias);

  /**
   * Runs another function of the same release, private ones too. Defaults and checks of its
   * parameters apply, its access does not. A statement of it that fails inside a transaction of
   * this tree undoes what it did and leaves the transaction usable.
   *
   * @param parameters an object
   * @return its answer: one JSON value in UTF-8
   * @throws Refusal NOT_FOUND, VALIDATION_ERROR and whatever it refuses itself; VALIDATION_ERROR
   *     when runs are nested more than 16 deep or {@code path} is one of {@code crud/…}
   */
  byte[] invoke(String path, JsonNode parameters);

  /**
   * The value of a secret that the function's front matter names.
   *
   * @throws Refusal INTERNAL_ERROR when the function does not name it, config uses it itself, or it
   *     has no value; the log says which
   */
  String secret(String name);

  /**
   * Says what the function threw when its callers learn nothing of it, however much it has logged.
   *
   * @param stack what it threw, and where; the log cuts a long one
   */
  void threw(String stack);

  /** Adds a line of the function to the log; the log cuts long ones and drops too many. */
  void log(LogLevel level, String text);

  /** How much a line of a function matters. */
  enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
