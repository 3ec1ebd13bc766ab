package dev.santokit.schema.catalogue;

import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a database holds from {@code pg_catalog}: one query for each kind of thing, however
 * many tables there are. What an extension brought, partitions, partitioned tables and kinds that
 * the dialect does not have are left out.
 */
public final class CatalogueReader {

  private final Connection connection;
  private final SchemaNames names;
  private final boolean sizes;
  private final Map<Long, TableRows> tables = new HashMap<>();

  private CatalogueReader(Connection connection, SchemaNames names, boolean sizes) {
    this.connection = connection;
    this.names = names;
    this.sizes = sizes;
  }

  /**
   * What stands in the schemas of {@code scope}. Within a transaction it changes its search path
   * and puts it back; without one it opens one for itself.
   *
   * @throws SQLException when the database is away, or busy
   */
  public static Snapshot read(Connection connection, Scope scope) throws SQLException {
    return inTransaction(
        connection,
        () ->
            new CatalogueReader(connection, new SchemaNames(Map.of(), Map.of()), true)
                .snapshot(scope));
  }

  /**
   * What stands in schemas that stand in for others, without sizes, in the transaction that is
   * open.
   *
   * @param standIns the names that the snapshot has, by those of the schemas that are read; the
   *     latter need no quotes and are the name of nothing else
   */
  public static Snapshot readAs(Connection connection, Map<String, String> standIns)
      throws SQLException {
    return inTransaction(
        connection,
        () ->
            new CatalogueReader(connection, SchemaNames.of(connection, standIns), false)
                .snapshot(Scope.of(standIns.keySet())));
  }

  /** Names are printed with their schemas only when these are not on the search path. */
  private static Snapshot inTransaction(
      Connection connection, UndoneTransaction.Work<Snapshot> reading) throws SQLException {
    if (connection.getAutoCommit()) {
      return UndoneTransaction.run(connection, () -> inTransaction(connection, reading));
    }
    String path = setting(connection, "SELECT pg_catalog.current_setting('search_path')");
    setting(connection, "SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)");
    Snapshot snapshot = reading.run();
    setting(
        connection,
        "SELECT pg_catalog.set_config('search_path', " + Quote.literal(path) + ", true)");
    return snapshot;
  }

  private static String setting(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private Snapshot snapshot(Scope scope) throws SQLException {
    Object[] schemas = scope.schemas().toArray();
    NavigableMap<String, SchemaEntry> schemaEntries = new TreeMap<>();
    NavigableMap<QualifiedName, EnumEntry> enumEntries = new TreeMap<>();
    try (PreparedStatement query = query(Queries.SCHEMAS, "text", schemas);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String name = names.of(rows.getString(1));
        schemaEntries.put(name, new SchemaEntry(name, rows.getString(2)));
      }
    }
    try (PreparedStatement query = query(Queries.ENUMS, "text", schemas);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        QualifiedName name = name(rows, 1);
        if (!scope.excludes(name)) {
          enumEntries.put(name, new EnumEntry(name, strings(rows, 3), rows.getString(4)));
        }
      }
    }
    tables(scope, schemas);
    Object[] oids = tables.keySet().toArray();
    columns(oids);
    indexes(oids);
    constraints(oids);
    NavigableMap<QualifiedName, TableEntry> tableEntries = new TreeMap<>();
    tables.values().forEach(t -> tableEntries.put(t.name, t.entry()));
    return new Snapshot(schemaEntries, enumEntries, tableEntries);
  }

  private void tables(Scope scope, Object[] schemas) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Queries.TABLES)) {
      query.setBoolean(1, sizes);
      query.setArray(2, connection.createArrayOf("text", schemas));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          QualifiedName name = name(rows, 2);
          if (!scope.excludes(name)) {
            Size size = sizes ? new Size(rows.getLong(5), rows.getLong(6)) : Size.NONE;
            tables.put(rows.getLong(1), new TableRows(name, rows.getString(4), size));
          }
        }
      }
    }
  }

  private void columns(Object[] oids) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Queries.COLUMNS)) {
      query.setArray(1, connection.createArrayOf("bigint", oids));
      query.setArray(2, connection.createArrayOf("bigint", oids));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ColumnEntry column = column(rows);
          table(rows).columns.put(column.name(), column);
        }
      }
    }
  }

  private ColumnEntry column(ResultSet rows) throws SQLException {
    String expression = words(rows.getString(5));
    String identity = rows.getString(6);
    boolean generated = !rows.getString(7).isEmpty();
    boolean serial = rows.getBoolean(10);
    return new ColumnEntry(
        rows.getString(2),
        names.in(rows.getString(3)),
        rows.getBoolean(4),
        serial || generated ? null : expression,
        identity.isEmpty()
            ? null
            : new IdentityEntry(identity.equals("a"), rows.getLong(8), rows.getLong(9)),
        generated ? expression : null,
        serial,
        rows.getString(11));
  }

  private void indexes(Object[] oids) throws SQLException {
    try (PreparedStatement query = query(Queries.INDEXES, "bigint", oids);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String definition = words(rows.getString(5));
        if (definition == null) {
          continue; // it went while the others were read
        }
        SequencedSet<String> columns = new LinkedHashSet<>(strings(rows, 6));
        columns.addAll(strings(rows, 7));
        IndexEntry index =
            new IndexEntry(
                rows.getString(2),
                rows.getBoolean(3),
                rows.getBoolean(4),
                definition,
                List.copyOf(columns),
                rows.getString(8));
        table(rows).indexes.put(index.name(), index);
      }
    }
  }

  private void constraints(Object[] oids) throws SQLException {
    try (PreparedStatement query = query(Queries.CONSTRAINTS, "bigint", oids);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        constraint(table(rows), rows);
      }
    }
  }

  private void constraint(TableRows table, ResultSet rows) throws SQLException {
    String name = rows.getString(2);
    List<String> columns = strings(rows, 5);
    String comment = rows.getString(18);
    switch (rows.getString(3)) {
      case "p" -> table.primaryKey = new PrimaryKeyEntry(name, columns, strings(rows, 7), comment);
      case "u" ->
          table.uniques.put(
              name, new UniqueEntry(name, columns, strings(rows, 7), rows.getBoolean(8), comment));
      case "c" -> {
        String definition = words(rows.getString(4));
        if (definition != null) {
          table.checks.put(name, check(name, definition, columns, rows.getBoolean(6), comment));
        }
      }
      default -> table.foreignKeys.put(name, foreignKey(name, columns, rows));
    }
  }

  private static CheckEntry check(
      String name,
      String definition,
      List<String> columns,
      boolean validated,
      @Nullable String comment) {
    String notValid = " NOT VALID";
    String lasting =
        !validated && definition.endsWith(notValid)
            ? definition.substring(0, definition.length() - notValid.length())
            : definition;
    return new CheckEntry(name, lasting, columns, validated, comment);
  }

  private ForeignKeyEntry foreignKey(String name, List<String> columns, ResultSet rows)
      throws SQLException {
    QualifiedName target = name(rows, 9);
    List<String> deleted = strings(rows, 15);
    String definition =
        ForeignKeyWords.definition(
            columns,
            target,
            strings(rows, 11),
            rows.getString(12).equals("f") ? "MATCH FULL" : "",
            action(rows.getString(13)),
            action(rows.getString(14)),
            deleted.isEmpty() ? "" : "(" + Quote.identifiers(deleted) + ")",
            rows.getBoolean(17)
                ? ForeignKey.Deferral.INITIALLY_DEFERRED
                : rows.getBoolean(16)
                    ? ForeignKey.Deferral.INITIALLY_IMMEDIATE
                    : ForeignKey.Deferral.NONE);
    return new ForeignKeyEntry(name, definition, target, columns, rows.getBoolean(6));
  }

  private static ForeignKey.Action action(String letter) {
    return switch (letter) {
      case "r" -> ForeignKey.Action.RESTRICT;
      case "c" -> ForeignKey.Action.CASCADE;
      case "n" -> ForeignKey.Action.SET_NULL;
      case "d" -> ForeignKey.Action.SET_DEFAULT;
      default -> ForeignKey.Action.NO_ACTION;
    };
  }

  private PreparedStatement query(String sql, String type, Object[] values) throws SQLException {
    PreparedStatement query = connection.prepareStatement(sql);
    query.setArray(1, connection.createArrayOf(type, values));
    return query;
  }

  private TableRows table(ResultSet rows) throws SQLException {
    return Objects.requireNonNull(tables.get(rows.getLong(1)), "a table that was asked for");
  }

  private QualifiedName name(ResultSet rows, int column) throws SQLException {
    return new QualifiedName(names.of(rows.getString(column)), rows.getString(column + 1));
  }

  private @Nullable String words(@Nullable String printed) {
    return printed == null ? null : names.in(printed);
  }

  private static List<String> strings(ResultSet rows, int column) throws SQLException {
    Array array = rows.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  /** A table while its rows come in. */
  private static final class TableRows {
    private final QualifiedName name;
    private final @Nullable String comment;
    private final Size size;
    private final SequencedMap<String, ColumnEntry> columns = new LinkedHashMap<>();
    private @Nullable PrimaryKeyEntry primaryKey;
    private final NavigableMap<String, UniqueEntry> uniques = new TreeMap<>();
    private final NavigableMap<String, IndexEntry> indexes = new TreeMap<>();
    private final NavigableMap<String, ForeignKeyEntry> foreignKeys = new TreeMap<>();
    private final NavigableMap<String, CheckEntry> checks = new TreeMap<>();

    private TableRows(QualifiedName name, @Nullable String comment, Size size) {
      this.name = name;
      this.comment = comment;
      this.size = size;
    }

    private TableEntry entry() {
      return new TableEntry(
          name, columns, primaryKey, uniques, indexes, foreignKeys, checks, comment, size);
    }
  }
}
