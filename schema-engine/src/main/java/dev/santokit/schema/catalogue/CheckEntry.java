package dev.santokit.schema.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition that every row meets.
 *
 * @param definition what stands after {@code CONSTRAINT "name"}, without {@code NOT VALID}: {@code
 *     CHECK ((price > 0))}
 * @param columns those that it uses
 * @param validated false: made {@code NOT VALID} and not validated since
 */
public record CheckEntry(
    String name,
    String definition,
    List<String> columns,
    boolean validated,
    @Nullable String comment) {

  /** Takes a copy. */
  public CheckEntry {
    columns = List.copyOf(columns);
  }
}
