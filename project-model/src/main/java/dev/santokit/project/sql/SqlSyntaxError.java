package dev.santokit.project.sql;

import dev.santokit.project.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A text that Postgres could not read as SQL, or not as the SQL that it seems to be. */
public final class SqlSyntaxError extends Exception {

  private final ErrorCode code;
  private final int from;
  private final int to;
  private final String what;
  private final @Nullable String hint;

  SqlSyntaxError(ErrorCode code, int from, int to, String what, @Nullable String hint) {
    super(what, null, false, false);
    this.code = code;
    this.from = from;
    this.to = to;
    this.what = what;
    this.hint = hint;
  }

  /** Which kind of error it is. */
  public ErrorCode code() {
    return code;
  }

  /** Offset of the first character that shows it, in UTF-16 units. */
  public int from() {
    return from;
  }

  /** Offset after the last character that shows it. */
  public int to() {
    return to;
  }

  /** One line that says what is wrong. */
  public String what() {
    return what;
  }

  /** One line that says what would be right; null where {@link #what} says it already. */
  public @Nullable String hint() {
    return hint;
  }
}
