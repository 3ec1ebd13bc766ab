package dev.santokit.schema.catalogue;

import dev.santokit.schema.model.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An enum.
 *
 * @param values in the order in which they sort
 */
public record EnumEntry(QualifiedName name, List<String> values, @Nullable String comment) {

  /** Takes a copy. */
  public EnumEntry {
    values = List.copyOf(values);
  }
}
