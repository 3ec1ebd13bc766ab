package dev.santokit.schema.plan;

import dev.santokit.project.problem.Problem;
import java.util.List;

/** What came of planning. Neither has changed the database. */
public sealed interface Planning {

  /** A plan, which may be empty. */
  record Planned(Plan plan) implements Planning {}

  /**
   * The schema cannot be had: Postgres refuses a part of it, or something stands in its way.
   *
   * @param problems in the order of their places, at least one
   */
  record Refused(List<Problem> problems) implements Planning {

    /** Takes a copy. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
