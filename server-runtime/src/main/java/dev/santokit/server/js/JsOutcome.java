package dev.santokit.server.js;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
sealed interface JsOutcome {

  /**
   * It returned.
   *
   * @param json its result as {@code JSON.stringify} writes it; {@code null} for undefined
   */
  record Returned(String json) implements JsOutcome {}

  /**
   * It threw.
   *
   * @param stack what was thrown and where, for the log
   * @param status the thrown value's, if it is an integer
   * @param code the thrown value's, if it is a string
   * @param message the thrown value's, if it is a string
   * @param details the thrown value's
   */
  record Threw(
      String stack,
      @Nullable Integer status,
      @Nullable String code,
      @Nullable String message,
      @Nullable JsonNode details)
      implements JsOutcome {}

  /**
   * It did not catch a failure of what it had asked the server for.
   *
   * @param stack where it asked, for the log
   * @param failure a {@code Refusal}, or a defect of ours
   */
  record Failed(String stack, RuntimeException failure) implements JsOutcome {}

  /**
   * It ended in a way in which its author cannot have meant it to.
   *
   * @param what the author has to know
   */
  record Unfinished(String what) implements JsOutcome {}

  /** Its time was over. */
  record TimedOut() implements JsOutcome {}

  /** The engine failed, not the function. */
  record Broken(Throwable cause) implements JsOutcome {}
}
