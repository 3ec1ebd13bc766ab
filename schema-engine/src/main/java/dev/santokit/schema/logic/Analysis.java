package dev.santokit.schema.logic;

import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.sql.SqlScript;
import dev.santokit.project.sql.SqlStatement;
import dev.santokit.project.sql.SqlStatement.Occurrence;
import dev.santokit.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Has Postgres read statements as bodies of functions, in a transaction that is undone: it keeps
 * account of each table and column that such a body uses, and runs nothing of it.
 */
final class Analysis {

  private static final String PREPARED = "stk_logic";

  /** Of a function, by its name. */
  private static final String USES =
      """
      SELECT DISTINCT n.nspname, c.relname, a.attname
      FROM pg_catalog.pg_depend d
      JOIN pg_catalog.pg_class c ON c.oid = d.refobjid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
      WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND d.objid = ?::pg_catalog.regproc
      """;

  private final Connection connection;
  private final String transaction;

  /** In a schema that no other reader waits for. */
  private final String function;

  /**
   * Begins.
   *
   * @param connection with a transaction open, which must be undone afterwards
   */
  Analysis(Connection connection) throws SQLException {
    this.connection = connection;
    execute("SET LOCAL standard_conforming_strings = on");
    execute("SET LOCAL statement_timeout = '30s'");
    execute("SET LOCAL lock_timeout = '1s'");
    String schema = "stk_logic_" + UUID.randomUUID().toString().replace("-", "");
    execute("CREATE SCHEMA " + schema);
    this.function = schema + ".body";
    this.transaction = transaction();
  }

  /**
   * What an SQL function uses.
   *
   * @return empty when one of its statements cannot be a function's body, or is wrong
   * @throws IllegalStateException when a statement has ended the transaction, which none can that
   *     was read as a function's
   */
  Optional<Set<Use>> uses(LogicFunction read) throws SQLException {
    SqlScript script =
        SqlScript.parse(
            read.source().file(), read.source().start(), read.source().body(), new Problems());
    if (script == null) {
      return Optional.empty();
    }
    Set<Use> uses = new HashSet<>();
    for (SqlStatement statement : script.statements()) {
      Savepoint before = connection.setSavepoint();
      try {
        uses.addAll(uses(statement, read.config()));
      } catch (SQLException e) {
        if (lost(e)) {
          throw e;
        }
        return Optional.empty();
      } finally {
        if (!connection.isClosed()) {
          connection.rollback(before);
        }
      }
      if (!transaction.equals(transaction())) {
        throw new IllegalStateException(
            "a statement of " + read.path().value() + " ended its transaction");
      }
    }
    return Optional.of(uses);
  }

  private Set<Use> uses(SqlStatement statement, FunctionConfig config) throws SQLException {
    List<String> names = statement.occurrences().stream().map(Occurrence::name).distinct().toList();
    List<String> types = names.isEmpty() ? List.of() : types(statement, names, config);
    execute(
        "CREATE FUNCTION %s(%s) RETURNS void LANGUAGE sql BEGIN ATOMIC\n%s\n;\nEND"
            .formatted(
                function,
                String.join(", ", types),
                statement.nativeText(o -> "$" + (names.indexOf(o.name()) + 1))));
    Set<Use> uses = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(USES)) {
      query.setString(1, function);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          uses.add(
              new Use(new QualifiedName(rows.getString(1), rows.getString(2)), rows.getString(3)));
        }
      }
    }
    return uses;
  }

  /** The types that Postgres finds for parameters; as declared where it cannot tell. */
  private List<String> types(SqlStatement statement, List<String> names, FunctionConfig config)
      throws SQLException {
    List<String> declared = names.stream().map(n -> ParameterTypes.declared(n, config)).toList();
    List<String> known =
        IntStream.range(0, names.size())
            .mapToObj(i -> onlyTested(statement, names.get(i)) ? declared.get(i) : "unknown")
            .toList();
    String text =
        statement.nativeText(o -> o.nullTest() ? "NULL" : "$" + (names.indexOf(o.name()) + 1));
    Savepoint before = connection.setSavepoint();
    try {
      return described(text, known);
    } catch (SQLException cannotTell) {
      if (lost(cannotTell)) {
        throw cannotTell;
      }
      connection.rollback(before);
      return described(text, declared);
    }
  }

  private static boolean onlyTested(SqlStatement statement, String name) {
    return statement.occurrences().stream().allMatch(o -> !o.name().equals(name) || o.nullTest());
  }

  private List<String> described(String text, List<String> types) throws SQLException {
    execute("PREPARE " + PREPARED + "(" + String.join(", ", types) + ") AS " + text);
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT pg_catalog.format_type(t.oid, NULL)
            FROM pg_catalog.pg_prepared_statements p,
              unnest(p.parameter_types) WITH ORDINALITY AS t (oid, at)
            WHERE p.name = ? ORDER BY t.at
            """)) {
      query.setString(1, PREPARED);
      try (ResultSet rows = query.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
        return found;
      }
    } finally {
      execute("DEALLOCATE " + PREPARED); // a transaction that is undone does not do this
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }

  /** Whether it is the connection that failed, and no statement. */
  private static boolean lost(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  private String transaction() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_current_xact_id()::text")) {
      row.next();
      return row.getString(1);
    }
  }
}
