package dev.santokit.schema.drift;

import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.journal.Journal;
import dev.santokit.schema.journal.JournalEntry;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.PlannedStatement;
import dev.santokit.schema.plan.Planner;
import dev.santokit.schema.plan.Planning;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Changes of a live schema that no plan made. They are told, never mended. */
public final class Drift {

  private Drift() {}

  /**
   * What would lead back to the schema that was applied last. While nobody has changed anything
   * this reads the catalogue and no more.
   *
   * @param connection with no transaction open; nothing is changed
   * @param request what was applied last
   * @return statements, for people to read; empty when the schema is the one that was left, and
   *     when no plan was ever carried out
   * @throws SQLException when the database is away, or busy
   */
  public static List<String> of(Connection connection, PlanRequest request) throws SQLException {
    Optional<JournalEntry> last = Journal.last(connection);
    if (last.isEmpty() || last.get().expects(live(connection, request, last.get()))) {
      return List.of();
    }
    return switch (Planner.plan(connection, request)) {
      case Planning.Planned(var plan) -> {
        Set<String> planned = texts(last.get().expandLeft(), last.get().contractLeft());
        List<String> back = new ArrayList<>();
        Stream.of(plan.expand(), plan.contract())
            .flatMap(List::stream)
            .map(PlannedStatement::sql)
            .filter(sql -> !planned.contains(sql)) // what waits is no drift
            .forEach(back::add);
        yield back;
      }
      case Planning.Refused(var problems) ->
          problems.stream().map(problem -> "-- " + problem.what()).toList();
    };
  }

  private static Snapshot live(Connection connection, PlanRequest request, JournalEntry last)
      throws SQLException {
    NavigableSet<String> schemas = new TreeSet<>(request.wanted().scope());
    schemas.addAll(last.schemas());
    return CatalogueReader.read(connection, new Scope(schemas, request.policy().exclude()));
  }

  private static Set<String> texts(List<PlannedStatement> some, List<PlannedStatement> others) {
    Set<String> texts = new HashSet<>();
    Stream.of(some, others).flatMap(List::stream).forEach(s -> texts.add(s.sql()));
    return texts;
  }
}
