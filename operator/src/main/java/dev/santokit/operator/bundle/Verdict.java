package dev.santokit.operator.bundle;

import dev.santokit.project.problem.Problem;
import dev.santokit.project.release.ReleasedFunction;
import java.util.List;

/** What a bundle is good for, beside the other bundles of its project. */
public sealed interface Verdict {

  /** Its function belongs into the next release. */
  record Usable(ReleasedFunction function) implements Verdict {}

  /**
   * It is not valid.
   *
   * @param keepsLast whether the release keeps the content that its path had when it was valid
   */
  record Unusable(List<Problem> problems, boolean keepsLast) implements Verdict {
    /** Copies. */
    public Unusable {
      problems = List.copyOf(problems);
    }
  }

  /**
   * An older bundle has the path.
   *
   * @param older name of that bundle
   * @param path that the older one has, which may differ in case
   */
  record Conflict(String older, String path) implements Verdict {}
}
