package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An enum.
 *
 * @param values in the order in which they sort
 */
public record EnumType(
    QualifiedName name, List<String> values, @Nullable String comment, Range range) {

  /** Takes a copy. */
  public EnumType {
    values = List.copyOf(values);
  }
}
