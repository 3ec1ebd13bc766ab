package dev.santokit.schema.hcl;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import org.jspecify.annotations.Nullable;

/** Ends the reading of one file; never leaves this package. */
final class SyntaxError extends RuntimeException {

  private final transient Problem problem;

  SyntaxError(ErrorCode code, Range range, String what, @Nullable String hint) {
    super(what, null, false, false);
    this.problem = Problem.error(code, range, what, hint);
  }

  Problem problem() {
    return problem;
  }
}
