package dev.santokit.cli.terminal;

/** What a command tells the shell. The numbers are part of the contract; scripts branch on them. */
public enum ExitCode {
  /** It did what was asked. */
  DONE(0),
  /** It could not, for a reason that it has printed. */
  FAILED(1),
  /** The command line itself is wrong. */
  USAGE(2),
  /** The caller may not do that. */
  NOT_PERMITTED(3),
  /** What was named does not exist. */
  NOT_FOUND(4),
  /** It took longer than it may. */
  TIMED_OUT(5),
  /** There are changes, where a command was asked to say so by its exit code. */
  CHANGES(10);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process's exit status. */
  public int number() {
    return number;
  }
}
