package dev.santokit.schema.hazard;

import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.model.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands on something that leaves or is rebuilt and that no plan takes away: Postgres would
 * refuse the statement, and nothing is ever dropped with {@code CASCADE}.
 */
final class Blockers {

  private static final String OF_COLUMNS =
      """
      SELECT DISTINCT CASE
        WHEN v.oid IS NOT NULL THEN
          CASE v.relkind WHEN 'm' THEN 'the materialized view ' ELSE 'the view ' END
            || pg_catalog.format('%s.%s', vn.nspname, v.relname)
        ELSE 'the ' || pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) END
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_depend d
        ON d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = c.oid
      LEFT JOIN pg_catalog.pg_attribute a
        ON a.attrelid = c.oid AND a.attnum = d.refobjsubid AND a.attnum > 0
      LEFT JOIN pg_catalog.pg_rewrite r
        ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid
      LEFT JOIN pg_catalog.pg_class v ON v.oid = r.ev_class AND v.oid <> c.oid
      LEFT JOIN pg_catalog.pg_namespace vn ON vn.oid = v.relnamespace
      WHERE n.nspname = ? AND c.relname = ? AND (?::text IS NULL OR a.attname = ?)
        AND d.deptype = 'n'
        AND (v.oid IS NOT NULL
          OR d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
          OR d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND ?::text IS NOT NULL
          OR d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND ?::text IS NOT NULL)
      ORDER BY 1
      """;

  private static final String OF_TYPES =
      """
      SELECT DISTINCT 'the ' || pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      JOIN pg_catalog.pg_depend d
        ON d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
        AND d.refobjid IN (t.oid, t.typarray)
      WHERE n.nspname = ? AND t.typname = ? AND d.deptype = 'n'
        AND d.classid IN ('pg_catalog.pg_proc'::pg_catalog.regclass,
          'pg_catalog.pg_type'::pg_catalog.regclass)
      ORDER BY 1
      """;

  private static final String OF_SCHEMAS =
      """
      SELECT DISTINCT 'the ' || pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
      FROM pg_catalog.pg_namespace n
      JOIN pg_catalog.pg_depend d
        ON d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = n.oid
      LEFT JOIN pg_catalog.pg_class c
        ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objid
      LEFT JOIN pg_catalog.pg_type t
        ON d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.oid = d.objid
      WHERE n.nspname = ? AND d.deptype = 'n'
        AND (d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
          OR c.relkind IN ('v', 'm', 'f')
          OR t.typtype = 'd')
      ORDER BY 1
      """;

  /** Foreign keys that need the index of a key or unique constraint. */
  private static final String OF_KEYS =
      """
      SELECT 'the foreign key ' || k.conname || ' of ' || rn.nspname || '.' || r.relname,
        rn.nspname, r.relname, k.conname
      FROM pg_catalog.pg_class i
      JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
      JOIN pg_catalog.pg_constraint k ON k.conindid = i.oid AND k.contype = 'f'
      JOIN pg_catalog.pg_class r ON r.oid = k.conrelid
      JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
      WHERE n.nspname = ? AND i.relname = ?
      ORDER BY 1
      """;

  /** Foreign keys of tables that are out of scope. */
  private static final String OF_TABLES =
      """
      SELECT 'the foreign key ' || k.conname || ' of ' || rn.nspname || '.' || r.relname,
        rn.nspname, r.relname, k.conname
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_constraint k
        ON k.confrelid = c.oid AND k.contype = 'f' AND k.conrelid <> c.oid
      JOIN pg_catalog.pg_class r ON r.oid = k.conrelid
      JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
      WHERE n.nspname = ? AND c.relname = ?
      ORDER BY 1
      """;

  private final Connection connection;
  private final List<Change> changes;

  private Blockers(Connection connection, List<Change> changes) {
    this.connection = connection;
    this.changes = changes;
  }

  /** By change; a change that nothing blocks has no entry. */
  static Map<Change, List<String>> of(Connection connection, List<Change> changes)
      throws SQLException {
    Blockers blockers = new Blockers(connection, changes);
    Map<Change, List<String>> all = new HashMap<>();
    for (Change change : changes) {
      List<String> found = blockers.of(change);
      if (!found.isEmpty()) {
        all.put(change, found);
      }
    }
    return all;
  }

  private List<String> of(Change change) throws SQLException {
    return switch (change) {
      case Change.DropTable(TableEntry table) -> {
        List<String> found = new ArrayList<>(ofColumns(table.name(), null));
        found.addAll(foreignKeys(OF_TABLES, table.name()));
        yield found;
      }
      case Change.DropColumn drop -> ofColumns(drop.table().name(), drop.column().name());
      case Change.ChangeType type -> ofColumns(type.table().name(), type.column().name());
      case Change.DropEnum(var type) -> named(OF_TYPES, type.name());
      case Change.RebuildEnum rebuild -> named(OF_TYPES, rebuild.wanted().name());
      case Change.DropSchema(var schema) -> query(OF_SCHEMAS, schema.name());
      case Change.DropUnique drop -> key(drop, drop.unique().name());
      case Change.DropPrimaryKey drop -> key(drop, drop.key().name());
      case Change.DropIndex drop -> key(drop, drop.index().name());
      case Change.SetPrimaryKey set -> set.live() == null ? List.of() : key(set, set.live().name());
      default -> List.of();
    };
  }

  private List<String> ofColumns(QualifiedName table, @Nullable String column) throws SQLException {
    return query(OF_COLUMNS, table.schema(), table.name(), column, column, column, column);
  }

  private List<String> named(String query, QualifiedName name) throws SQLException {
    return query(query, name.schema(), name.name());
  }

  /** The foreign keys that need an index and stay. */
  private List<String> key(Change.OfTable drop, String name) throws SQLException {
    String liveName = name;
    for (Change change : changes) {
      if (change instanceof Change.SetAside(TableEntry table, String before, String aside)
          && table.name().equals(drop.table().name())
          && aside.equals(name)) {
        liveName = before;
      }
    }
    return foreignKeys(OF_KEYS, new QualifiedName(drop.table().name().schema(), liveName));
  }

  private List<String> foreignKeys(String query, QualifiedName name) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name.schema());
      statement.setString(2, name.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (!leaves(new QualifiedName(rows.getString(2), rows.getString(3)), rows.getString(4))) {
            found.add(rows.getString(1));
          }
        }
      }
    }
    return found;
  }

  /** Whether a foreign key leaves, alone or with its table, or another one takes its place. */
  private boolean leaves(QualifiedName table, String key) {
    return changes.stream()
        .anyMatch(change ->
            switch (change) {
              case Change.DropTable drop -> drop.table().name().equals(table);
              case Change.DropForeignKey drop ->
                  drop.table().name().equals(table) && drop.key().name().equals(key);
              case Change.AddForeignKey add ->
                  add.table().name().equals(table) && add.key().name().equals(key);
              default -> false;
            });
  }

  private List<String> query(String sql, @Nullable String... values) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        query.setString(i + 1, values[i]);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }
}
