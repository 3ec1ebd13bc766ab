package dev.santokit.operator.plan;

import dev.santokit.operator.status.Reason;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.Planning;
import java.time.Duration;
import java.util.List;

/** What came of work at a database. */
sealed interface Finding {

  /** A plan was made, or cannot be. */
  record Made(Planning planning) implements Finding {}

  /**
   * A part of the plan is in the database.
   *
   * @param version of the schema in the database's own history
   * @param took how long
   */
  record Ran(String version, Duration took) implements Finding {}

  /**
   * The database is not the one that the plan was made for. Nothing was done.
   *
   * @param now the plan for what it is
   */
  record Changed(Plan now) implements Finding {}

  /** What the functions of a release use of that which leaves. */
  record Used(LogicSeen seen) implements Finding {}

  /**
   * How the live schema differs from the one applied last.
   *
   * @param statements that lead back; none when it does not
   */
  record Compared(List<String> statements) implements Finding {
    /** Takes a copy. */
    public Compared {
      statements = List.copyOf(statements);
    }
  }

  /** It could not be done, see {@link Trouble}. */
  record Stopped(Reason reason, String message) implements Finding {}
}
