package dev.santokit.schema.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unique constraint.
 *
 * @param name that of its index, too
 * @param columns in the order of its index
 * @param include columns that its index holds besides
 * @param nullsDistinct whether any number of rows may hold null
 */
public record UniqueEntry(
    String name,
    List<String> columns,
    List<String> include,
    boolean nullsDistinct,
    @Nullable String comment) {

  /** Takes copies. */
  public UniqueEntry {
    columns = List.copyOf(columns);
    include = List.copyOf(include);
  }
}
