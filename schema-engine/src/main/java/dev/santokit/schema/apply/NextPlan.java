package dev.santokit.schema.apply;

import dev.santokit.schema.journal.Journal;
import dev.santokit.schema.journal.JournalEntry;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.Planner;
import dev.santokit.schema.plan.Planning;
import dev.santokit.schema.plan.Planning.Planned;
import dev.santokit.schema.plan.Planning.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What is to be done to a database: the rest of the plan that was begun, or a new one. */
public final class NextPlan {

  private NextPlan() {}

  /**
   * Plans. When a plan for the same schema was begun, and the database is what it left behind, that
   * is the plan, with what is not done yet and under the hash that somebody may have agreed to.
   *
   * @param connection with no transaction open; nothing is changed
   * @throws SQLException when the database is away, busy, or the role may not
   */
  public static Planning of(Connection connection, PlanRequest request) throws SQLException {
    return of(connection, request, Planner::plan);
  }

  static Planning of(Connection connection, PlanRequest request, PlanMaker maker)
      throws SQLException {
    return switch (maker.plan(connection, request)) {
      case Refused refused -> refused;
      case Planned(var anew) -> {
        Optional<JournalEntry> begun = Journal.last(connection);
        yield new Planned(begun.map(entry -> entry.continued(anew, request)).orElse(anew));
      }
    };
  }
}
