package dev.santokit.schema.apply;

import dev.santokit.project.problem.Problem;
import dev.santokit.schema.plan.Plan;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of carrying out a part of a plan. */
public sealed interface Applied {

  /**
   * The part is done.
   *
   * @param version of the schema in the database's own history: the number of the last step in
   *     {@code santokit.history_plan}; 0 when no plan ever had one
   * @param took from the lock to the last statement
   */
  record Done(String version, Duration took) implements Applied {}

  /**
   * The database is not the one that the plan was made for: no statement of it was run, apart from
   * migrations written by hand when it was they that changed more than was foreseen.
   *
   * @param now what would have to be done instead
   */
  record Changed(Plan now) implements Applied {}

  /**
   * The schema cannot be had any more: what stands in the database now is in its way, or Postgres
   * refuses a part of it. Nothing was done.
   *
   * @param problems at least one
   */
  record Refused(List<Problem> problems) implements Applied {
    /** Takes a copy. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Postgres refused a statement. What ran in its transaction before it is undone; groups before
   * that stay done, and the next run goes on behind them.
   *
   * @param sql the statement
   * @param sqlState five characters
   * @param message what Postgres says, in one line, without the values of rows
   * @param problem the same with its place in a file; null: it stands in none
   */
  record Failed(String sql, String sqlState, String message, @Nullable Problem problem)
      implements Applied {}

  /** Another runner works on this database. */
  record Busy() implements Applied {}
}
