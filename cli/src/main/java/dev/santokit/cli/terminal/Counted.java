package dev.santokit.cli.terminal;

/** Numbers of things, in words. */
public final class Counted {

  private Counted() {}

  /** {@code 1 table}, {@code 2 tables}. */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
