package dev.santokit.schema.plan;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.UndoneTransaction;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.difference.Differences;
import dev.santokit.schema.hazard.Facts;
import dev.santokit.schema.hazard.FactsReader;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.HazardCode;
import dev.santokit.schema.hazard.Hazards;
import dev.santokit.schema.history.HandWritten;
import dev.santokit.schema.scratch.Normalised;
import dev.santokit.schema.scratch.Scratch;
import dev.santokit.schema.statement.Statements;
import dev.santokit.schema.statement.Step;
import dev.santokit.schema.statement.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/** Makes plans. */
public final class Planner {

  private final Connection connection;
  private final PlanRequest request;
  private final SchemaPolicy policy;

  private Planner(Connection connection, PlanRequest request) {
    this.connection = connection;
    this.request = request;
    this.policy = request.policy();
  }

  /**
   * What makes the database what is wanted of it. Changes nothing: what has to be made to find that
   * out is made beside what is there, in a transaction that is undone.
   *
   * @param owner of the role that migrates, with no transaction open
   * @throws SQLException when the database is away, busy, or the role may not
   */
  public static Planning plan(Connection owner, PlanRequest request) throws SQLException {
    return UndoneTransaction.run(owner, () -> new Planner(owner, request).planning());
  }

  private Planning planning() throws SQLException {
    try (java.sql.Statement settings = connection.createStatement()) {
      settings.execute("SET LOCAL lock_timeout = '3s'");
      settings.execute("SET LOCAL statement_timeout = '60s'");
    }
    NavigableSet<String> schemas = new TreeSet<>(request.wanted().scope());
    schemas.addAll(Declared.schemas(connection));
    Scope scope = new Scope(schemas, policy.exclude());
    Snapshot live = CatalogueReader.read(connection, scope);
    List<Problem> problems = InTheWay.problems(connection, request.wanted(), scope, live);
    if (!problems.isEmpty()) {
      return new Planning.Refused(problems);
    }
    return switch (Scratch.normalise(connection, request.wanted(), live)) {
      case Normalised.Refused(var refused) -> new Planning.Refused(refused);
      case Normalised.Taken(var wanted, var untrusted) ->
          new Planning.Planned(plan(live, wanted, untrusted));
    };
  }

  private Plan plan(Snapshot live, Snapshot wanted, Map<Range, String> untrusted)
      throws SQLException {
    List<Change> changes = Differences.between(live, wanted);
    Facts facts = FactsReader.read(connection, changes, request.wanted(), live, untrusted.keySet());
    Written written = Statements.of(changes, wanted, request.wanted(), policy, facts);
    List<PlannedStatement> migrations =
        HandWritten.pending(connection, request.migrations()).stream().map(this::planned).toList();
    List<PlannedStatement> expand = planned(written.expand(), untrusted);
    List<PlannedStatement> contract = planned(written.contract(), untrusted);
    return new Plan(
        PlanHash.of(policy.approval(), migrations, expand, contract, live, wanted),
        policy.approval(),
        changes.size(),
        migrations,
        expand,
        contract,
        leaving(changes),
        Trial.PARTIAL,
        live,
        wanted);
  }

  private List<PlannedStatement> planned(List<Step> steps, Map<Range, String> untrusted) {
    return steps.stream().map(step -> planned(step, untrusted)).toList();
  }

  private PlannedStatement planned(TextFile migration) {
    Hazard hazard =
        hazard(
            HazardCode.HAND_WRITTEN, migration.path(), "nobody but its reader knows what it does");
    return new PlannedStatement(
        migration.text(), false, List.of(hazard), Range.ofFile(migration.path()));
  }

  private Hazard hazard(HazardCode code, String object, String message) {
    return new Hazard(code, Hazards.level(code, policy), object, message);
  }

  private PlannedStatement planned(Step step, Map<Range, String> untrusted) {
    List<Hazard> hazards = new ArrayList<>(step.hazards());
    for (Statement.Place place : step.sql().places()) {
      String foreign = untrusted.get(place.origin());
      if (foreign != null) {
        hazards.add(
            hazard(
                HazardCode.UNTRUSTED_FUNCTION,
                foreign,
                "others may change it, and it runs with the rights of the role that migrates"));
      }
    }
    return new PlannedStatement(
        step.sql().sql(), step.transactional(), hazards, step.sql().origin());
  }

  private static SortedSet<Leaving> leaving(List<Change> changes) {
    SortedSet<Leaving> leaving = new TreeSet<>();
    for (Change change : changes) {
      switch (change) {
        case Change.DropTable(var table) -> leaving.add(new Leaving(table.name(), null));
        case Change.DropColumn(var table, var column) ->
            leaving.add(new Leaving(table.name(), column.name()));
        default -> {} // nothing that a function could name
      }
    }
    return leaving;
  }
}
