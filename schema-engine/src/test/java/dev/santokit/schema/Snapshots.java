package dev.santokit.schema;

import dev.santokit.schema.catalogue.CheckEntry;
import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.EnumEntry;
import dev.santokit.schema.catalogue.ForeignKeyEntry;
import dev.santokit.schema.catalogue.IndexEntry;
import dev.santokit.schema.catalogue.PrimaryKeyEntry;
import dev.santokit.schema.catalogue.SchemaEntry;
import dev.santokit.schema.catalogue.Size;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.catalogue.UniqueEntry;
import dev.santokit.schema.model.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Makes snapshots of tables in {@code public} by hand. */
public final class Snapshots {

  private Snapshots() {}

  /** Tables and enums: {@link TableEntry} and {@link EnumEntry}. */
  public static Snapshot of(Record... entries) {
    TreeMap<QualifiedName, TableEntry> tables = new TreeMap<>();
    TreeMap<QualifiedName, EnumEntry> enums = new TreeMap<>();
    for (Record entry : entries) {
      switch (entry) {
        case TableEntry table -> tables.put(table.name(), table);
        case EnumEntry type -> enums.put(type.name(), type);
        default -> throw new IllegalArgumentException(entry.toString());
      }
    }
    TreeMap<String, SchemaEntry> schemas = new TreeMap<>();
    schemas.put("public", new SchemaEntry("public", null));
    return new Snapshot(schemas, enums, tables);
  }

  /** A table of the parts, each the entry of a column, an index and so on. */
  public static TableEntry table(String name, Record... parts) {
    SequencedMap<String, ColumnEntry> columns = new LinkedHashMap<>();
    TreeMap<String, UniqueEntry> uniques = new TreeMap<>();
    TreeMap<String, IndexEntry> indexes = new TreeMap<>();
    TreeMap<String, ForeignKeyEntry> foreignKeys = new TreeMap<>();
    TreeMap<String, CheckEntry> checks = new TreeMap<>();
    PrimaryKeyEntry key = null;
    for (Record part : parts) {
      switch (part) {
        case ColumnEntry column -> columns.put(column.name(), column);
        case UniqueEntry unique -> uniques.put(unique.name(), unique);
        case IndexEntry index -> indexes.put(index.name(), index);
        case ForeignKeyEntry foreign -> foreignKeys.put(foreign.name(), foreign);
        case CheckEntry check -> checks.put(check.name(), check);
        case PrimaryKeyEntry primary -> key = primary;
        default -> throw new IllegalArgumentException(part.toString());
      }
    }
    return new TableEntry(
        new QualifiedName("public", name),
        columns,
        key,
        uniques,
        indexes,
        foreignKeys,
        checks,
        null,
        Size.NONE);
  }

  /** An enum. */
  public static EnumEntry enumType(String name, String... values) {
    return new EnumEntry(new QualifiedName("public", name), List.of(values), null);
  }

  /** A column that is never null and has no default. */
  public static ColumnEntry column(String name, String type) {
    return new ColumnEntry(name, type, false, null, null, null, false, null);
  }

  /** A column that may be null. */
  public static ColumnEntry nullable(String name, String type) {
    return new ColumnEntry(name, type, true, null, null, null, false, null);
  }

  /** An index of one column. */
  public static IndexEntry index(String name, boolean valid, String column) {
    String definition = "USING btree (" + column + ")";
    return new IndexEntry(name, false, valid, definition, List.of(column), null);
  }

  /** A unique constraint. */
  public static UniqueEntry unique(String name, String... columns) {
    return new UniqueEntry(name, List.of(columns), List.of(), true, null);
  }

  /** A check of one column. */
  public static CheckEntry check(String name, String definition, boolean validated, String column) {
    return new CheckEntry(name, definition, List.of(column), validated, null);
  }
}
