package dev.santokit.server.call;

import dev.santokit.project.problem.Problem;

/** A function that cannot be made executable: its release is refused. */
public final class Uncompilable extends Exception {

  private final Problem problem;

  /** For one thing that is wrong, with its place. */
  public Uncompilable(Problem problem) {
    super(problem.line());
    this.problem = problem;
  }

  /** What is wrong, and where. */
  public Problem problem() {
    return problem;
  }
}
