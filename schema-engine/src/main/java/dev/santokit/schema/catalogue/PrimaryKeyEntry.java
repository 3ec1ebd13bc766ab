package dev.santokit.schema.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of a table.
 *
 * @param name that of its constraint and index
 * @param columns in the order of the key
 * @param include columns that its index holds besides
 */
public record PrimaryKeyEntry(
    String name, List<String> columns, List<String> include, @Nullable String comment) {

  /** Takes copies. */
  public PrimaryKeyEntry {
    columns = List.copyOf(columns);
    include = List.copyOf(include);
  }
}
