package dev.santokit.server.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the role of a connection may do that functions do not need. */
final class Excess {

  private static final String QUERY =
      """
      SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p'))
      FROM pg_roles WHERE rolname = current_user
      """;

  private static final List<String> WORDS =
      List.of(
          "is a superuser",
          "passes row security",
          "may create roles",
          "may create databases",
          "may replicate",
          "owns tables");

  private Excess() {}

  /** In words for people; empty when it is nothing, null when it cannot be told. */
  static @Nullable List<String> of(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUERY)) {
      var excess = new ArrayList<String>();
      if (!row.next()) {
        return null;
      }
      for (int column = 0; column < WORDS.size(); column++) {
        if (row.getBoolean(column + 1)) {
          excess.add(WORDS.get(column));
        }
      }
      // A superuser may do all the rest, too.
      return row.getBoolean(1) ? List.of(WORDS.getFirst()) : List.copyOf(excess);
    } catch (SQLException notTold) {
      return null;
    }
  }
}
