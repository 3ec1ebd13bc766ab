package dev.santokit.schema.catalogue;

import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.project.sql.SqlToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the schemas of a database are called in a snapshot: those that stand in for others by the
 * names of those, all others by their own.
 *
 * @param names by the schema's own name
 * @param quoted how Postgres writes each name in the words that it prints
 */
record SchemaNames(Map<String, String> names, Map<String, String> quoted) {

  /** Takes copies. */
  SchemaNames {
    names = Map.copyOf(names);
    quoted = Map.copyOf(quoted);
  }

  /**
   * @param standIns the names that snapshots have, by those of the schemas that stand in; the
   *     latter need no quotes and are the name of nothing else
   */
  static SchemaNames of(Connection connection, Map<String, String> standIns) throws SQLException {
    return new SchemaNames(standIns, quoted(connection, standIns.values()));
  }

  private static Map<String, String> quoted(Connection connection, Collection<String> names)
      throws SQLException {
    Map<String, String> quoted = new HashMap<>();
    if (names.isEmpty()) {
      return quoted;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT n, pg_catalog.quote_ident(n) FROM pg_catalog.unnest(?::text[]) n")) {
      query.setArray(1, connection.createArrayOf("text", names.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          quoted.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return quoted;
  }

  String of(String schema) {
    return names.getOrDefault(schema, schema);
  }

  /** Words that Postgres printed, in which every name outside of pg_catalog is qualified. */
  String in(String printed) {
    if (names.isEmpty() || names.keySet().stream().noneMatch(printed::contains)) {
      return printed;
    }
    List<SqlToken> tokens;
    try {
      tokens = SqlLexer.tokens(printed);
    } catch (SqlSyntaxError e) {
      throw new IllegalStateException("Postgres prints what cannot be read: " + printed, e);
    }
    StringBuilder words = new StringBuilder();
    for (SqlToken token : tokens) {
      String text = token.text(printed);
      String name = token.kind() == SqlToken.Kind.WORD ? names.get(text) : null;
      words.append(name == null ? text : quoted.getOrDefault(name, name));
    }
    return words.toString();
  }
}
