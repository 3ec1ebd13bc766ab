package dev.santokit.schema.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.schema.Case;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.ColumnType;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schema of {@code cases/} makes of a real database. */
class CasesIT {

  static List<Case> cases() {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_schema_is_created_holds_and_is_there_the_next_time(Case schema) throws SQLException {
    DesiredSchema wanted = schema.schema();
    try (Connection connection = TestPostgres.database().getConnection()) {
      assertThat(LiveSchema.apply(connection, wanted)).isInstanceOf(Outcome.Created.class);
      assertThat(LiveSchema.apply(connection, wanted)).isInstanceOf(Outcome.Unchanged.class);
      assertThat(liveTypes(connection, wanted)).isEqualTo(wantedTypes(wanted));
      connection.setAutoCommit(false);
      for (String check : schema.checks()) {
        check(connection, check);
      }
      connection.rollback();
    }
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

  /** How Postgres spells the types that it knows by itself: as we do, or plans never end. */
  private static Map<String, String> wantedTypes(DesiredSchema wanted) {
    Map<String, String> types = new TreeMap<>();
    for (Table table : wanted.tables()) {
      for (Column column : table.columns()) {
        if (column.type() instanceof ColumnType.BuiltIn(String sql)) {
          types.put(
              table.name() + "." + column.name(), sql + (column.nullable() ? "" : " required"));
        }
      }
    }
    return types;
  }

  private static Map<String, String> liveTypes(Connection connection, DesiredSchema wanted)
      throws SQLException {
    Map<String, String> types = new TreeMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT n.nspname || '.' || c.relname || '.' || a.attname,
              format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' required' ELSE '' END
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE a.attnum > 0 AND n.nspname = ANY (?)
            """)) {
      query.setArray(1, connection.createArrayOf("text", wanted.scope().toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    types.keySet().retainAll(wantedTypes(wanted).keySet());
    return types;
  }
}
