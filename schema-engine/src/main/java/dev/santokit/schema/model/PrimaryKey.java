package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary key of a table.
 *
 * @param name that of its constraint and index, by Postgres' own rule: {@code users_pkey}
 * @param columns in the order of the key, at least one
 * @param include columns that its index holds besides
 */
public record PrimaryKey(
    String name,
    List<String> columns,
    List<String> include,
    @Nullable String comment,
    Range range) {

  /** Takes copies. */
  public PrimaryKey {
    columns = List.copyOf(columns);
    include = List.copyOf(include);
  }
}
