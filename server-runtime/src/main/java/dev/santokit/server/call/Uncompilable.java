package dev.santokit.server.call;

import dev.santokit.project.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A function that cannot be made executable: its release is refused. */
public final class Uncompilable extends Exception {

  private final List<Problem> problems;

  /** For one thing that is wrong, with its place. */
  public Uncompilable(Problem problem) {
    this(List.of(problem));
  }

  /**
   * For all that is wrong, with its places.
   *
   * @param problems at least one
   */
  public Uncompilable(List<Problem> problems) {
    super(lines(problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong first, and where. */
  public Problem problem() {
    return problems.getFirst();
  }

  /** All that is wrong, a line each. */
  public String lines() {
    return lines(problems);
  }

  private static String lines(List<Problem> problems) {
    return problems.stream().map(Problem::line).collect(Collectors.joining("\n"));
  }
}
