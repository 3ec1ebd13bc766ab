package dev.santokit.server.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which a call fails. Everything in it is meant for the client: no SQL, no text of
 * the database, no stack. It has no stack trace, since clients can cause any number of them; what
 * only operators may know is logged where it happens.
 */
public final class Refusal extends RuntimeException {

  private final int status;
  private final String code;
  private final String text;
  private final @Nullable JsonNode details;
  private final int retryAfterSeconds;

  private Refusal(
      int status, String code, String text, @Nullable JsonNode details, int retryAfterSeconds) {
    super(code + ": " + text, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
    this.details = details;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** A refusal of our own. */
  public static Refusal of(RefusalCode code, String message) {
    return new Refusal(code.status(), code.name(), message, null, 0);
  }

  /** A refusal of our own that says more than its message. */
  public static Refusal of(RefusalCode code, String message, JsonNode details) {
    return new Refusal(code.status(), code.name(), message, details, 0);
  }

  /**
   * What the author of a function answers: any status and code.
   *
   * @param status 400 to 599
   */
  public static Refusal byAuthor(
      int status, String code, String message, @Nullable JsonNode details) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("no status of an error: " + status);
    }
    return new Refusal(status, code, message, details, 0);
  }

  /** 503: something that the call needs is away for now. */
  public static Refusal unavailable(String message) {
    return new Refusal(
        RefusalCode.UNAVAILABLE.status(), RefusalCode.UNAVAILABLE.name(), message, null, 1);
  }

  /**
   * 429: the caller asks too often.
   *
   * @param retryAfterSeconds when the next call is taken, at least 1
   */
  public static Refusal tooOften(int retryAfterSeconds) {
    return new Refusal(
        RefusalCode.RATE_LIMIT.status(),
        RefusalCode.RATE_LIMIT.name(),
        "Too many calls: try again in " + retryAfterSeconds + " s",
        null,
        retryAfterSeconds);
  }

  /** 504: the call's wall time is over. */
  public static Refusal timeout() {
    return timeout("The call took longer than it may");
  }

  /** 504: something took longer than it may. */
  public static Refusal timeout(String message) {
    return of(RefusalCode.TIMEOUT, message);
  }

  /** 500 without a reason: the log has it under the request id. */
  public static Refusal internal() {
    return of(RefusalCode.INTERNAL_ERROR, "Internal error");
  }

  /** The same with another status of HTTP, for requests that HTTP has a status of its own for. */
  public Refusal withStatus(int other) {
    return new Refusal(other, code, text, details, retryAfterSeconds);
  }

  /**
   * The same as the one of a call among several: {@code details.index} says which.
   *
   * @param index from 0
   */
  public Refusal at(int index) {
    ObjectNode more = JsonNodeFactory.instance.objectNode();
    if (details instanceof ObjectNode own) {
      more.setAll(own);
    } else if (details != null) {
      more.set("details", details); // an author may answer whatever is JSON
    }
    more.put("index", index);
    return new Refusal(status, code, text, more, retryAfterSeconds);
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }

  /** For machines: one of {@link RefusalCode}, or the author's own. */
  public String code() {
    return code;
  }

  /** For people. */
  public String text() {
    return text;
  }

  /** More for machines; null without. */
  public @Nullable JsonNode details() {
    return details;
  }

  /** When to try again; 0 when that would not help. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
