package dev.santokit.server.catalogue;

import java.util.List;

/**
 * What makes rows of a table distinct: a primary key, or a unique constraint or index without a
 * condition.
 *
 * @param name of the constraint or index
 * @param columns in their order
 */
public record Key(String name, List<String> columns) {
  /** Copies the list. */
  public Key {
    columns = List.copyOf(columns);
  }
}
