package dev.santokit.project.problem;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with an input.
 *
 * @param severity whether it stops what was asked for
 * @param code stable, for machines and for the page that explains it
 * @param range the tightest stretch that shows it
 * @param what one line, without a full stop, that says what is wrong
 * @param hint one line that says what would be right; null where {@code what} says it already
 */
public record Problem(
    Severity severity, ErrorCode code, Range range, String what, @Nullable String hint) {

  /** By file, then by place: the order in which someone mends them. */
  public static final Comparator<Problem> BY_PLACE =
      Comparator.<Problem, String>comparing(p -> p.range().file())
          .thenComparing(p -> p.range().from())
          .thenComparing(Problem::code)
          .thenComparing(Problem::what);

  /** An error with a hint. */
  public static Problem error(ErrorCode code, Range range, String what, @Nullable String hint) {
    return new Problem(Severity.ERROR, code, range, what, hint);
  }

  /** A notice with a hint. */
  public static Problem notice(ErrorCode code, Range range, String what, @Nullable String hint) {
    return new Problem(Severity.NOTICE, code, range, what, hint);
  }

  /** Whether it stops what was asked for. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line:col: what is wrong [CODE]}, without the hint. */
  public String line() {
    return range + ": " + what + " [" + code + "]";
  }

  @Override
  public String toString() {
    return hint == null ? line() : line() + "\n  " + hint;
  }
}
