package dev.santokit.schema.live;

import dev.santokit.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads what a database holds, one query for all schemas. What an extension brought is left out.
 */
final class Catalogue {

  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, a.attname
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.objid = c.oid AND d.deptype = 'e')
      """;

  /** What would be in the way: relations but indexes and parts of others, and types. */
  private static final String OBJECTS =
      """
      SELECT CASE c.relkind
          WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'f' THEN 'foreign table'
          WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
          ELSE 'type' END, n.nspname, c.relname
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'c')
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.objid = c.oid AND d.deptype IN ('a', 'e', 'i'))
      UNION ALL
      SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END,
          n.nspname, t.typname
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname = ANY (?) AND t.typtype IN ('e', 'd', 'r')
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
            AND d.objid = t.oid AND d.deptype = 'e')
      ORDER BY 1, 2, 3
      """;

  private Catalogue() {}

  /** The columns of the tables in these schemas; a table without columns has an empty set. */
  static NavigableMap<QualifiedName, NavigableSet<String>> columns(
      Connection connection, Collection<String> schemas) throws SQLException {
    NavigableMap<QualifiedName, NavigableSet<String>> tables = new TreeMap<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          var table = new QualifiedName(rows.getString(1), rows.getString(2));
          NavigableSet<String> columns = tables.computeIfAbsent(table, t -> new TreeSet<>());
          String column = rows.getString(3);
          if (column != null) {
            columns.add(column);
          }
        }
      }
    }
    return tables;
  }

  /** What stands in these schemas, as {@code table public.users}. */
  static List<String> objects(Connection connection, Collection<String> schemas)
      throws SQLException {
    List<String> objects = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OBJECTS)) {
      query.setArray(1, connection.createArrayOf("text", schemas.toArray()));
      query.setArray(2, connection.createArrayOf("text", schemas.toArray()));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          objects.add(
              rows.getString(1) + " " + new QualifiedName(rows.getString(2), rows.getString(3)));
        }
      }
    }
    return objects;
  }
}
