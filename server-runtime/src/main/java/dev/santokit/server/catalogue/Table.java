package dev.santokit.server.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A table, or a view.
 *
 * @param isView whether its rows are those of a query
 * @param columns by name, in the order of the table
 * @param primaryKey null without one
 * @param keys what makes rows distinct, the primary key included
 * @param refersTo its foreign keys
 * @param referredBy the foreign keys of other tables, or its own, that refer to it
 */
public record Table(
    TableName name,
    boolean isView,
    SequencedMap<String, Column> columns,
    @Nullable Key primaryKey,
    List<Key> keys,
    List<ForeignKey> refersTo,
    List<ForeignKey> referredBy) {

  /** Copies its parts. */
  public Table {
    columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
    keys = List.copyOf(keys);
    refersTo = List.copyOf(refersTo);
    referredBy = List.copyOf(referredBy);
  }

  /** The column of a name; null when it has none. */
  public @Nullable Column column(String column) {
    return columns.get(column);
  }
}
