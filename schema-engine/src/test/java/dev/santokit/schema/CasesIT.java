package dev.santokit.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.apply.Applied;
import dev.santokit.schema.apply.Part;
import dev.santokit.schema.apply.PlanRun;
import dev.santokit.schema.apply.Progress;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.PrimaryKeyEntry;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.create.Creation;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.plan.Need;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.PlannedStatement;
import dev.santokit.schema.plan.Planner;
import dev.santokit.schema.plan.Planning;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine makes of a real database for every folder of {@code cases/}. */
class CasesIT {

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_plan_is_exactly_these_statements_and_leads_where_it_should(Case schema)
      throws SQLException {
    DesiredSchema wanted = schema.schema();
    OwnerDatabase database = OwnerDatabase.of(TestPostgres.url(), "santokit test");
    try (Connection connection = database.open()) {
      begin(schema, database, connection);
      Plan plan = plan(connection, wanted);
      schema.isExactly("expected.sql", sql(plan));
      schema.isExactly("expected-hazards.txt", hazards(plan));
      if (plan.need() != Need.DENIED) {
        apply(database, wanted, plan.hash(), Part.EXPAND);
        apply(database, wanted, plan.hash(), Part.CONTRACT);
        assertThat(live(connection, wanted)).as("what was planned").isEqualTo(plan.wanted());
        assertThat(nameless(live(connection, wanted)))
            .as("the same as a fresh database")
            .isEqualTo(nameless(fresh(wanted)));
        assertThat(sql(plan(connection, wanted))).as("a second plan").isEmpty();
      }
      check(schema, connection);
    }
  }

  static void begin(Case schema, OwnerDatabase database, Connection connection)
      throws SQLException {
    if (schema.text("from.sql").isPresent()) {
      run(connection, schema.text("from.sql").orElseThrow());
    }
    if (schema.before().isPresent()) {
      DesiredSchema before = schema.before().orElseThrow();
      apply(database, before, plan(connection, before).hash(), Part.EXPAND);
    }
    if (schema.text("seed.sql").isPresent()) {
      run(connection, schema.text("seed.sql").orElseThrow());
    }
  }

  static Plan plan(Connection connection, DesiredSchema wanted) throws SQLException {
    Planning planning = Planner.plan(connection, request(wanted));
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    return ((Planning.Planned) planning).plan();
  }

  private static PlanRequest request(DesiredSchema wanted) {
    return new PlanRequest(wanted, List.of(), SchemaPolicy.DEFAULT);
  }

  /** As an operator does when somebody has agreed. */
  private static void apply(OwnerDatabase database, DesiredSchema wanted, String hash, Part part)
      throws SQLException {
    Applied applied =
        PlanRun.run(database, request(wanted), hash, part, Optional.empty(), Progress.NONE);
    assertThat(applied).as("%s", part).isInstanceOf(Applied.Done.class);
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new SQLException(e.getMessage() + " in: " + sql, e.getSQLState(), e);
    }
  }

  private static Snapshot live(Connection connection, DesiredSchema wanted) throws SQLException {
    return CatalogueReader.read(connection, Scope.of(wanted.scope())).withoutSizes();
  }

  private static Snapshot fresh(DesiredSchema wanted) throws SQLException {
    try (Connection connection = TestPostgres.database().getConnection()) {
      run(connection, "SET search_path = " + Quote.identifiers(wanted.searchPath()));
      for (var next : Creation.statements(wanted)) {
        run(connection, next.sql());
      }
      return live(connection, wanted);
    }
  }

  /** Without the names of primary keys, which a schema does not name and an adopted one keeps. */
  private static Snapshot nameless(Snapshot schema) {
    NavigableMap<QualifiedName, TableEntry> tables = new TreeMap<>();
    schema.tables().forEach((name, table) -> tables.put(name, nameless(table)));
    return new Snapshot(schema.schemas(), schema.enums(), tables);
  }

  private static TableEntry nameless(TableEntry table) {
    PrimaryKeyEntry key = table.primaryKey();
    return new TableEntry(
        table.name(),
        table.columns(),
        key == null ? null : new PrimaryKeyEntry("", key.columns(), key.include(), key.comment()),
        table.uniques(),
        table.indexes(),
        table.foreignKeys(),
        table.checks(),
        table.comment(),
        table.size());
  }

  /** Each statement as the files have it: what is not transactional says so. */
  private static String sql(Plan plan) {
    String contract = statements(plan.contract());
    return statements(plan.expand()) + (contract.isEmpty() ? "" : "-- contract\n" + contract);
  }

  static String statements(List<PlannedStatement> statements) {
    return statements.stream()
        .map(s -> (s.transactional() ? "" : "-- stands alone\n") + s.sql() + ";\n")
        .collect(Collectors.joining());
  }

  private static String hazards(Plan plan) {
    return Stream.of(plan.expand(), plan.contract())
        .flatMap(List::stream)
        .flatMap(s -> s.hazards().stream())
        .map(CasesIT::line)
        .collect(Collectors.joining());
  }

  private static String line(Hazard hazard) {
    return hazard.level() + " " + hazard + "\n";
  }

  private static void check(Case schema, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    for (String check : schema.checks()) {
      check(connection, check);
    }
    connection.rollback();
  }

  private static void check(Connection connection, String check) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      if (check.startsWith("-- fails ")) {
        String state = check.substring("-- fails ".length()).lines().findFirst().orElseThrow();
        assertThatThrownBy(() -> statement.execute(check))
            .as(check)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
        connection.rollback(before);
      } else if (statement.execute(check)) {
        allTrue(check, statement.getResultSet());
      }
    }
  }

  private static void allTrue(String check, ResultSet rows) throws SQLException {
    int count = 0;
    while (rows.next()) {
      count++;
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        assertThat(rows.getString(i)).as("column %d of %s", i, check).isEqualTo("t");
      }
    }
    assertThat(count).as("rows of %s", check).isPositive();
  }
}
