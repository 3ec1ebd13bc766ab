package dev.santokit.schema.plan;

import dev.santokit.schema.history.SystemTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What earlier plans took charge of. */
final class Declared {

  private static final String SCHEMAS =
      """
      SELECT pg_catalog.jsonb_array_elements_text(plan -> 'schemas')
      FROM (SELECT plan FROM santokit.schema_journal ORDER BY id DESC LIMIT 1) last
      """;

  private Declared() {}

  /**
   * The schemas that the last plan looked at: one that is no longer declared is to be dropped,
   * while one that never was is nobody's business.
   */
  static NavigableSet<String> schemas(Connection connection) throws SQLException {
    NavigableSet<String> schemas = new TreeSet<>();
    if (SystemTable.exists(connection, "schema_journal")) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(SCHEMAS)) {
        while (rows.next()) {
          schemas.add(rows.getString(1));
        }
      }
    }
    return schemas;
  }
}
