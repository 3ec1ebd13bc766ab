package dev.santokit.schema.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.create.Creation;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.live.Difference.Kind;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.model.NormalForm;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Makes a database what a project wants of it. */
public final class LiveSchema {

  /** Any number that nobody else locks; one runner at a time per database. */
  private static final long RUNNER_LOCK = 0x53414e544f4b4954L;

  /** Classes of SQLSTATE that blame the statement, not the connection, the server or the moment. */
  private static final Set<String> BLAMES_STATEMENT =
      Set.of("0A", "22", "23", "2B", "3F", "42", "54");

  private final Connection connection;
  private final DesiredSchema wanted;
  private final ObjectNode form;
  private final String hash;

  private LiveSchema(Connection connection, DesiredSchema wanted) {
    this.connection = connection;
    this.wanted = wanted;
    this.form = NormalForm.of(wanted);
    this.hash = NormalForm.hash(form);
  }

  /**
   * Creates everything when nothing is there, in one transaction, and records it in {@code
   * santokit.schema_applied}. Changes nothing when the schema stands already or another one does.
   * Waits up to 30 s for another runner.
   *
   * @param connection with no transaction open; its user may create schemas
   * @throws SQLException when the database is away, busy, or the user may not
   */
  public static Outcome apply(Connection connection, DesiredSchema wanted) throws SQLException {
    return run(connection, wanted, true);
  }

  /**
   * What {@link #apply} would come to, found by doing it in a transaction that is undone: Postgres
   * itself says whether it takes the statements.
   *
   * @throws SQLException as {@link #apply}
   */
  public static Outcome attempt(Connection connection, DesiredSchema wanted) throws SQLException {
    return run(connection, wanted, false);
  }

  private static Outcome run(Connection connection, DesiredSchema wanted, boolean keep)
      throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      Outcome outcome = new LiveSchema(connection, wanted).run();
      done = keep && outcome instanceof Outcome.Created;
      if (done) {
        connection.commit();
      }
      return outcome;
    } finally {
      if (!done) {
        connection.rollback();
      }
      connection.setAutoCommit(autoCommit);
    }
  }

  private Outcome run() throws SQLException {
    settings();
    Optional<AppliedSchema> applied = AppliedSchema.read(connection);
    if (applied.isPresent()) {
      List<Difference> differences = differences(applied.get());
      return differences.isEmpty() ? new Outcome.Unchanged(hash) : new Outcome.Differs(differences);
    }
    List<String> objects = Catalogue.objects(connection, wanted.scope());
    if (!objects.isEmpty()) {
      return new Outcome.NotEmpty(objects);
    }
    List<Statement> statements = Creation.statements(wanted);
    Optional<Problem> refused = execute(connection, statements);
    if (refused.isPresent()) {
      return new Outcome.Refused(refused.get());
    }
    AppliedSchema.write(connection, hash, form);
    return new Outcome.Created(hash, statements.size());
  }

  /** For this transaction alone. Fragments were read as these settings read them. */
  private void settings() throws SQLException {
    List<String> path = new ArrayList<>(List.of("pg_catalog"));
    path.addAll(wanted.scope());
    path.add(Namespace.PUBLIC); // where extensions usually put their types
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL standard_conforming_strings = on");
      statement.execute("SET LOCAL search_path = " + Quote.identifiers(path));
      statement.execute("SET LOCAL statement_timeout = '30s'");
      statement.execute("SELECT pg_catalog.pg_advisory_xact_lock(" + RUNNER_LOCK + ")");
      statement.execute("SET LOCAL lock_timeout = '1s'");
    }
  }

  private List<Difference> differences(AppliedSchema applied) throws SQLException {
    NavigableSet<Difference> differences = Comparison.between(applied.form(), form);
    NavigableMap<QualifiedName, NavigableSet<String>> recorded = columns(applied.form());
    Set<String> scope = new TreeSet<>();
    applied.form().path("schemas").fieldNames().forEachRemaining(scope::add);
    NavigableMap<QualifiedName, NavigableSet<String>> live = Catalogue.columns(connection, scope);
    drift(recorded, live, Kind.MISSING, differences);
    drift(live, recorded, Kind.UNKNOWN, differences);
    return List.copyOf(differences);
  }

  /** Tables and columns that {@code there} has and {@code elsewhere} does not. */
  private static void drift(
      NavigableMap<QualifiedName, NavigableSet<String>> there,
      NavigableMap<QualifiedName, NavigableSet<String>> elsewhere,
      Kind kind,
      Set<Difference> differences) {
    there.forEach((table, columns) -> {
      NavigableSet<String> others = elsewhere.get(table);
      if (others == null) {
        differences.add(new Difference(kind, "table " + table));
      } else {
        columns.stream()
            .filter(c -> !others.contains(c))
            .forEach(c -> differences.add(new Difference(kind, "column " + table + "." + c)));
      }
    });
  }

  private static NavigableMap<QualifiedName, NavigableSet<String>> columns(JsonNode form) {
    NavigableMap<QualifiedName, NavigableSet<String>> tables = new TreeMap<>();
    form.path("tables")
        .properties()
        .forEach(schema ->
            schema
                .getValue()
                .properties()
                .forEach(table -> {
                  NavigableSet<String> columns = new TreeSet<>();
                  table.getValue().path("columns").fieldNames().forEachRemaining(columns::add);
                  tables.put(new QualifiedName(schema.getKey(), table.getKey()), columns);
                }));
    return tables;
  }

  /**
   * Runs the statements one by one, each alone, in the transaction that is open.
   *
   * @return the problem of the first one that Postgres refuses
   * @throws IllegalStateException when one of them has ended the transaction, which no statement of
   *     a checked schema can
   */
  static Optional<Problem> execute(Connection connection, List<Statement> statements)
      throws SQLException {
    String transaction = transaction(connection);
    for (Statement next : statements) {
      try (java.sql.Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        statement.execute(next.sql());
      } catch (SQLException e) {
        Range origin = next.origin();
        if (e instanceof PSQLException refused && origin != null && blamesStatement(refused)) {
          return Optional.of(problem(refused, next, origin));
        }
        throw e;
      }
    }
    if (!transaction.equals(transaction(connection))) {
      throw new IllegalStateException("a statement of the schema ended its transaction");
    }
    return Optional.empty();
  }

  private static boolean blamesStatement(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.length() == 5 && BLAMES_STATEMENT.contains(state.substring(0, 2));
  }

  private static Problem problem(PSQLException refused, Statement statement, Range origin) {
    ServerErrorMessage message = refused.getServerErrorMessage();
    if (message == null) {
      return Problem.error(
          ErrorCode.SCHEMA_REFUSED, origin, "Postgres: " + refused.getMessage(), null);
    }
    Range place = place(message.getPosition(), statement, origin);
    String hint = message.getHint() != null ? message.getHint() : message.getDetail();
    return Problem.error(
        ErrorCode.SCHEMA_REFUSED,
        place,
        "Postgres refuses this: " + oneLine(message.getMessage()),
        hint == null ? null : oneLine(hint));
  }

  /** {@code position} counts characters from 1; 0 when Postgres names none. */
  private static Range place(int position, Statement statement, Range origin) {
    String sql = statement.sql();
    if (position < 1 || position > sql.codePointCount(0, sql.length())) {
      return origin;
    }
    Range place = statement.originOf(sql.offsetByCodePoints(0, position - 1));
    return place == null ? origin : place;
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "it does not say why" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String transaction(Connection connection) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_current_xact_id()::text")) {
      row.next();
      return row.getString(1);
    }
  }
}
