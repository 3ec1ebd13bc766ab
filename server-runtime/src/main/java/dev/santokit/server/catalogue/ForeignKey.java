package dev.santokit.server.catalogue;

import java.util.List;

/**
 * A foreign key.
 *
 * @param name of the constraint
 * @param from the table that refers
 * @param columns of {@code from}, in their order
 * @param to the table that is referred to
 * @param target columns of {@code to}, in the same order
 */
public record ForeignKey(
    String name, TableName from, List<String> columns, TableName to, List<String> target) {
  /** Copies the lists. */
  public ForeignKey {
    columns = List.copyOf(columns);
    target = List.copyOf(target);
  }
}
