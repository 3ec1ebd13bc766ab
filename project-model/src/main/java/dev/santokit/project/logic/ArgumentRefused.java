package dev.santokit.project.logic;

import org.jspecify.annotations.Nullable;

/** Arguments of a call that its function does not take. The message is meant for the client. */
public final class ArgumentRefused extends RuntimeException {

  private final @Nullable String parameter;

  /** Without a stack trace: it is an answer, and clients can cause any number of them. */
  ArgumentRefused(@Nullable String parameter, String message) {
    super(message, null, false, false);
    this.parameter = parameter;
  }

  /** The name of the parameter; null when the arguments as a whole are refused. */
  public @Nullable String parameter() {
    return parameter;
  }
}
