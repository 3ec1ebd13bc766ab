package dev.santokit.server.secrets;

/** A secret is there and cannot be used. The message names it and says why; it holds no value. */
public final class SecretUnusable extends RuntimeException {

  SecretUnusable(String what) {
    super(what, null, false, false);
  }

  SecretUnusable(String what, Throwable cause) {
    super(what, cause);
  }

  /** One line that says what is wrong. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
