package dev.santokit.server.call;

/** The codes that clients branch on. */
public enum RefusalCode {
  VALIDATION_ERROR(400),
  AUTHENTICATION_ERROR(401),
  AUTHORIZATION_ERROR(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  CONFLICT(409),
  PAYLOAD_TOO_LARGE(413),
  /** Goes with Retry-After. */
  RATE_LIMIT(429),
  INTERNAL_ERROR(500),
  /** The answer is larger than the project's limits allow; nothing was committed. */
  RESULT_TOO_LARGE(500),
  /** Goes with Retry-After. */
  UNAVAILABLE(503),
  TIMEOUT(504);

  private final int status;

  RefusalCode(int status) {
    this.status = status;
  }

  /** The status of HTTP that goes with it. */
  public int status() {
    return status;
  }
}
