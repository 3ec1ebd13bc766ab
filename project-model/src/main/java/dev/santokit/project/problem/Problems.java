package dev.santokit.project.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the problems of one reading, so that all errors of all files are told at once. A parser
 * that cannot go on returns null or leaves a part out after it has added an error; what it returns
 * then is used by nobody, since {@link #hasErrors} is asked first. Not for use by several threads.
 */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  /** Adds one. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Adds all of another reading. */
  public void addAll(List<Problem> problems) {
    found.addAll(problems);
  }

  /** Adds an error. */
  public void error(ErrorCode code, Range range, String what, @Nullable String hint) {
    add(Problem.error(code, range, what, hint));
  }

  /** Adds an error that needs no hint. */
  public void error(ErrorCode code, Range range, String what) {
    add(Problem.error(code, range, what, null));
  }

  /** Adds a notice. */
  public void notice(ErrorCode code, Range range, String what, @Nullable String hint) {
    add(Problem.notice(code, range, what, hint));
  }

  /** Whether anything refuses the input. */
  public boolean hasErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  /** What was found, by file and place. */
  public List<Problem> sorted() {
    return found.stream().sorted(Problem.BY_PLACE).distinct().toList();
  }
}
