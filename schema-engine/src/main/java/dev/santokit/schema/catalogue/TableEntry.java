package dev.santokit.schema.catalogue;

import dev.santokit.schema.model.QualifiedName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table.
 *
 * @param columns in the order of the table; two tables whose columns differ in order alone are
 *     equal
 * @param primaryKey null: none
 * @param uniques unique constraints by name, as are the others
 * @param indexes without those of constraints
 */
public record TableEntry(
    QualifiedName name,
    SequencedMap<String, ColumnEntry> columns,
    @Nullable PrimaryKeyEntry primaryKey,
    NavigableMap<String, UniqueEntry> uniques,
    NavigableMap<String, IndexEntry> indexes,
    NavigableMap<String, ForeignKeyEntry> foreignKeys,
    NavigableMap<String, CheckEntry> checks,
    @Nullable String comment,
    Size size) {

  /** Takes copies. */
  public TableEntry {
    columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
    uniques = Collections.unmodifiableNavigableMap(new TreeMap<>(uniques));
    indexes = Collections.unmodifiableNavigableMap(new TreeMap<>(indexes));
    foreignKeys = Collections.unmodifiableNavigableMap(new TreeMap<>(foreignKeys));
    checks = Collections.unmodifiableNavigableMap(new TreeMap<>(checks));
  }

  /** The same table of another size. */
  public TableEntry withSize(Size other) {
    return new TableEntry(
        name, columns, primaryKey, uniques, indexes, foreignKeys, checks, comment, other);
  }
}
