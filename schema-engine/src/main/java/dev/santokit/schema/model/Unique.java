package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A unique constraint.
 *
 * @param name that of its index, too
 * @param nullsDistinct whether any number of rows may hold null, as SQL has it
 */
public record Unique(
    String name,
    List<String> columns,
    List<String> include,
    boolean nullsDistinct,
    @Nullable String comment,
    Range range) {

  /** Takes copies. */
  public Unique {
    columns = List.copyOf(columns);
    include = List.copyOf(include);
  }
}
