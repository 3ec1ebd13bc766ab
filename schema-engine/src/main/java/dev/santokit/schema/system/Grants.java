package dev.santokit.schema.system;

import dev.santokit.schema.model.Quote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The rights of the role that logic runs as, where another one owns the schema. */
public final class Grants {

  /** Rights that the role lacks, as statements; each object once. */
  private static final String MISSING =
      """
      WITH role AS (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = ?),
      scope AS (SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY (?)),
      ours AS (SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = 'santokit')
      SELECT pg_catalog.format('GRANT USAGE ON SCHEMA %I', n.nspname)
      FROM (TABLE scope UNION TABLE ours) n, role
      WHERE NOT pg_catalog.has_schema_privilege(role.oid, n.oid, 'USAGE')
      UNION ALL
      SELECT pg_catalog.format('GRANT %s ON TABLE %I.%I',
        pg_catalog.string_agg(p.privilege, ', ' ORDER BY p.privilege), n.nspname, c.relname)
      FROM scope n
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
      CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) p (privilege), role
      WHERE NOT pg_catalog.has_table_privilege(role.oid, c.oid, p.privilege)
        AND pg_catalog.pg_has_role(current_user, c.relowner, 'USAGE')
      GROUP BY n.nspname, c.relname
      UNION ALL
      SELECT pg_catalog.format('GRANT USAGE ON SEQUENCE %I.%I', n.nspname, c.relname)
      FROM scope n
      JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'S', role
      WHERE NOT pg_catalog.has_sequence_privilege(role.oid, c.oid, 'USAGE')
        AND pg_catalog.pg_has_role(current_user, c.relowner, 'USAGE')
      UNION ALL
      SELECT 'GRANT INSERT ON TABLE santokit.audit_log'
      FROM role
      WHERE NOT pg_catalog.has_table_privilege(
        role.oid, pg_catalog.to_regclass('santokit.audit_log'), 'INSERT')
      ORDER BY 1
      """;

  private Grants() {}

  /**
   * Gives the role what it lacks: USAGE of the schemas, SELECT, INSERT, UPDATE and DELETE on their
   * tables, USAGE of their sequences, and INSERT alone on {@code santokit.audit_log}. What belongs
   * to a role that the one connected is no member of is left out: nobody but its owner can give it.
   *
   * @param role that of the server; nothing happens when it is the one that is connected, or there
   *     is none of that name
   * @param schemas those of the plan
   * @return the statements that were run; none when it had all
   */
  public static List<String> give(Connection connection, String role, Collection<String> schemas)
      throws SQLException {
    List<String> grants = missing(connection, role, schemas);
    for (String grant : grants) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(grant + " TO " + Quote.identifier(role));
      }
    }
    return grants;
  }

  private static List<String> missing(
      Connection connection, String role, Collection<String> schemas) throws SQLException {
    List<String> grants = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(MISSING)) {
      query.setString(1, role);
      query.setArray(2, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          grants.add(rows.getString(1));
        }
      }
    }
    return grants;
  }
}
