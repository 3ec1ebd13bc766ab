package dev.santokit.operator.bundle;

import dev.santokit.project.problem.Problem;
import dev.santokit.project.release.ReleasedFunction;
import java.time.Instant;
import java.util.List;

/**
 * A LogicBundle as far as a release is concerned.
 *
 * @param uid of the object, which a bundle of the same name made later does not have
 * @param name of the object
 * @param generation of the spec that was parsed
 * @param created when the object was made, in whole seconds
 * @param path as the spec says it, legal or not
 * @param content what the spec means
 */
public record ParsedBundle(
    String uid, String name, long generation, Instant created, String path, Content content) {

  /** What a spec means. */
  public sealed interface Content {}

  /** A function without errors. */
  public record Function(ReleasedFunction released) implements Content {}

  /**
   * No function.
   *
   * @param problems at least one, by place
   */
  public record Broken(List<Problem> problems) implements Content {
    /** Copies. */
    public Broken {
      problems = List.copyOf(problems);
    }
  }
}
