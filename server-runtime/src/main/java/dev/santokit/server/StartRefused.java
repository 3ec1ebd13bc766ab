package dev.santokit.server;

/** The server cannot start as it is set up. The message says what to do, and holds no secret. */
public final class StartRefused extends Exception {

  /** With a line for people. */
  public StartRefused(String message) {
    super(message);
  }
}
