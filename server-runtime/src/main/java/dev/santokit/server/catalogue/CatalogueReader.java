package dev.santokit.server.catalogue;

import dev.santokit.server.postgres.Link;
import dev.santokit.server.postgres.PgType;
import dev.santokit.server.postgres.Script;
import dev.santokit.server.postgres.Types;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Tuple;

/** Reads the tables of a database: a handful of queries, however many tables there are. */
final class CatalogueReader {

  /** Ordinary and partitioned tables, views; not the partitions, nor what extensions brought. */
  private static final String TABLES =
      """
      tables AS (
        SELECT c.oid, n.nspname, c.relname, c.relkind FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition
          AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
          AND n.nspname NOT IN ('information_schema', 'santokit')
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
              AND d.deptype = 'e'))
      """;

  private static final Script COLUMNS =
      Script.of(
          "WITH "
              + TABLES
              + """
              SELECT t.nspname, t.relname, t.relkind IN ('v', 'm'), a.attname, a.atttypid,
                a.attnotnull, a.atthasdef OR a.attidentity <> '',
                a.attidentity = 'a' OR a.attgenerated <> ''
              FROM tables t JOIN pg_catalog.pg_attribute a
                ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
              ORDER BY t.oid, a.attnum\
              """);

  private static final Script KEYS =
      Script.of(
          "WITH "
              + TABLES
              + """
              SELECT t.nspname, t.relname, x.relname, i.indisprimary, a.attname
              FROM tables t JOIN pg_catalog.pg_index i ON i.indrelid = t.oid
              JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
              CROSS JOIN pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k(num, at)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num
              WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                AND k.at <= i.indnkeyatts
              ORDER BY t.oid, i.indexrelid, k.at\
              """);

  private static final Script FOREIGN_KEYS =
      Script.of(
          "WITH "
              + TABLES
              + """
              SELECT t.nspname, t.relname, f.conname, o.nspname, o.relname, a.attname, b.attname
              FROM tables t
              JOIN pg_catalog.pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f'
              JOIN tables o ON o.oid = f.confrelid
              CROSS JOIN ROWS FROM (pg_catalog.unnest(f.conkey), pg_catalog.unnest(f.confkey))
                WITH ORDINALITY k(num, target, at)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.num
              JOIN pg_catalog.pg_attribute b ON b.attrelid = o.oid AND b.attnum = k.target
              ORDER BY t.oid, f.conname, k.at\
              """);

  private static final Script ARRAYS =
      new Script(
          List.of(
              Script.Step.inOrder(
                  "SELECT oid, typarray FROM pg_catalog.pg_type"
                      + " WHERE oid = ANY ($1::pg_catalog.text[]::pg_catalog.oid[])",
                  new int[] {PgType.TEXT_ARRAY})));

  private final Link link;
  private final Types types;

  CatalogueReader(Link link, Types types) {
    this.link = link;
    this.types = types;
  }

  /**
   * Reads them.
   *
   * @throws SQLException when the database cannot say
   */
  Catalogue read() throws SQLException {
    Map<TableName, Draft> drafts = new LinkedHashMap<>();
    List<Tuple> columns = rows(COLUMNS);
    Map<Integer, Integer> arrays = arrays(columns);
    for (Tuple row : columns) {
      drafts
          .computeIfAbsent(name(row, 0), name -> new Draft(name, bool(row, 2)))
          .add(row, types, link, arrays);
    }
    for (Tuple row : rows(KEYS)) {
      Draft draft = drafts.get(name(row, 0));
      if (draft != null) {
        draft.addKey(text(row, 2), bool(row, 3), text(row, 4));
      }
    }
    foreignKeys(drafts);
    return new Catalogue(
        drafts.values().stream().map(Draft::table).collect(Collectors.toMap(Table::name, t -> t)));
  }

  /** The oid of the arrays of each column's type. */
  private Map<Integer, Integer> arrays(List<Tuple> columns) throws SQLException {
    Set<Integer> oids = new LinkedHashSet<>();
    for (Tuple row : columns) {
      oids.add(types.of(oid(row, 4), link).oid());
    }
    String list =
        oids.stream().map(Integer::toUnsignedString).collect(Collectors.joining(",", "{", "}"));
    Map<Integer, Integer> arrays = new HashMap<>();
    for (Tuple row : link.run(ARRAYS, list).getFirst().rows()) {
      arrays.put(oid(row, 0), oid(row, 1));
    }
    return arrays;
  }

  private void foreignKeys(Map<TableName, Draft> drafts) throws SQLException {
    record Constraint(TableName from, String name, TableName to) {}
    SequencedMap<Constraint, List<Tuple>> parts = new LinkedHashMap<>();
    for (Tuple row : rows(FOREIGN_KEYS)) {
      parts
          .computeIfAbsent(
              new Constraint(name(row, 0), text(row, 2), name(row, 3)), one -> new ArrayList<>())
          .add(row);
    }
    parts.forEach((constraint, rows) -> {
      Draft from = drafts.get(constraint.from);
      Draft to = drafts.get(constraint.to);
      if (from != null && to != null) {
        var key =
            new ForeignKey(
                constraint.name,
                constraint.from,
                rows.stream().map(row -> text(row, 5)).toList(),
                constraint.to,
                rows.stream().map(row -> text(row, 6)).toList());
        from.refersTo.add(key);
        to.referredBy.add(key);
      }
    });
  }

  private List<Tuple> rows(Script script) throws SQLException {
    return link.run(script).getFirst().rows();
  }

  /** A table whose parts are coming in. */
  private static final class Draft {
    private final TableName name;
    private final boolean isView;
    private final SequencedMap<String, Column> columns = new LinkedHashMap<>();
    private final SequencedMap<String, List<String>> keys = new LinkedHashMap<>();
    private @Nullable String primary;
    private final List<ForeignKey> refersTo = new ArrayList<>();
    private final List<ForeignKey> referredBy = new ArrayList<>();

    Draft(TableName name, boolean isView) {
      this.name = name;
      this.isView = isView;
    }

    void add(Tuple row, Types types, Link link, Map<Integer, Integer> arrays) throws SQLException {
      PgType type = types.of(oid(row, 4), link);
      String column = text(row, 3);
      columns.put(
          column,
          new Column(
              column,
              columns.size(),
              type,
              type.isArray() ? types.of(type.element(), link) : null,
              arrays.getOrDefault(type.oid(), 0),
              bool(row, 5),
              bool(row, 6),
              bool(row, 7)));
    }

    void addKey(String key, boolean isPrimary, String column) {
      if (isPrimary) {
        primary = key;
      }
      keys.computeIfAbsent(key, one -> new ArrayList<>()).add(column);
    }

    Table table() {
      List<Key> all = keys.entrySet().stream().map(k -> new Key(k.getKey(), k.getValue())).toList();
      Key primaryKey =
          all.stream().filter(key -> key.name().equals(primary)).findFirst().orElse(null);
      return new Table(name, isView, columns, primaryKey, all, refersTo, referredBy);
    }
  }

  private static TableName name(Tuple row, int schema) {
    return new TableName(text(row, schema), text(row, schema + 1));
  }

  private static int oid(Tuple row, int column) {
    return Integer.parseUnsignedInt(text(row, column));
  }

  private static boolean bool(Tuple row, int column) {
    return text(row, column).equals("t");
  }

  private static String text(Tuple row, int column) {
    byte[] bytes = row.get(column);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
