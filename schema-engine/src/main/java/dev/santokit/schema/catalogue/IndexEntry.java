package dev.santokit.schema.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that belongs to no constraint.
 *
 * @param valid false: what a {@code CREATE INDEX CONCURRENTLY} that failed has left
 * @param definition what {@code pg_get_indexdef} prints from {@code USING} on: {@code USING btree
 *     (email) WHERE (deleted IS NULL)}
 * @param columns all that it uses: those that it sorts by, in its order, then those of {@code
 *     INCLUDE}, expressions and {@code WHERE}
 */
public record IndexEntry(
    String name,
    boolean unique,
    boolean valid,
    String definition,
    List<String> columns,
    @Nullable String comment) {

  /** Takes a copy. */
  public IndexEntry {
    columns = List.copyOf(columns);
  }
}
