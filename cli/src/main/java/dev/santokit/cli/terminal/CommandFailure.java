package dev.santokit.cli.terminal;

import org.jspecify.annotations.Nullable;

/**
 * A command cannot do what was asked. One place, the command line itself, turns it into a line and
 * an exit code.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitCode code;
  private final @Nullable String hint;

  /**
   * @param what one line without a full stop
   * @param hint one line that says what to do; null where {@code what} says it already
   * @param cause shown with {@code --verbose}; null where there is none
   */
  public CommandFailure(
      ExitCode code, String what, @Nullable String hint, @Nullable Throwable cause) {
    super(what, cause);
    this.code = code;
    this.hint = hint;
  }

  /** A failure of the work itself. */
  public static CommandFailure failed(String what, @Nullable String hint) {
    return new CommandFailure(ExitCode.FAILED, what, hint, null);
  }

  /** Something that was named is not there. */
  public static CommandFailure notFound(String what, @Nullable String hint) {
    return new CommandFailure(ExitCode.NOT_FOUND, what, hint, null);
  }

  /** The command line asks for what cannot be. */
  public static CommandFailure usage(String what, @Nullable String hint) {
    return new CommandFailure(ExitCode.USAGE, what, hint, null);
  }

  /** What the shell is told. */
  public ExitCode code() {
    return code;
  }

  /** What to do about it. */
  public @Nullable String hint() {
    return hint;
  }

  /** What went wrong: never null here. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
