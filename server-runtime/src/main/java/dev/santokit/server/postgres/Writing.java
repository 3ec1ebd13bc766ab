package dev.santokit.server.postgres;

/** What statements may do besides giving rows, from least to most. */
public enum Writing {
  /** They give rows, and write nothing as far as their words and functions say. */
  NOTHING,

  /** They may write, and give no rows. */
  WITHOUT_ROWS,

  /** They may write and give rows. */
  WITH_ROWS;

  /** Of one statement. */
  public static Writing of(boolean givesRows, boolean mayWrite) {
    if (!givesRows) {
      return WITHOUT_ROWS;
    }
    return mayWrite ? WITH_ROWS : NOTHING;
  }

  /** Of this and another one together. */
  public Writing and(Writing other) {
    return compareTo(other) > 0 ? this : other;
  }
}
