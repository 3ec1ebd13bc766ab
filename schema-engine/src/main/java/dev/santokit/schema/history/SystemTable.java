package dev.santokit.schema.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Tables of schema {@code santokit}, which are not there before the first plan. */
public final class SystemTable {

  private SystemTable() {}

  /**
   * Whether there is such a table, and it can be believed: it belongs to the role that is
   * connected, to the owner of the database or to a superuser. Anyone else could have put it there
   * to have statements of theirs run, or taken for agreed to.
   *
   * @param name without the schema
   * @throws ForeignTable when it belongs to someone else
   */
  public static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT pg_catalog.pg_get_userbyid(c.relowner),
              o.rolsuper OR o.rolname = current_user
                OR o.oid = (SELECT datdba FROM pg_catalog.pg_database
                            WHERE datname = pg_catalog.current_database())
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_roles o ON o.oid = c.relowner
            WHERE n.nspname = 'santokit' AND c.relname = ?
            """)) {
      query.setString(1, name);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        if (!row.getBoolean(2)) {
          throw new ForeignTable(name, row.getString(1));
        }
        return true;
      }
    }
  }

  /** A table that steers what we do belongs to a role that must not do that. */
  public static final class ForeignTable extends SQLException {
    ForeignTable(String table, String owner) {
      super(
          "santokit.%s belongs to %s: it must belong to the role that migrates"
              .formatted(table, owner));
    }
  }
}
