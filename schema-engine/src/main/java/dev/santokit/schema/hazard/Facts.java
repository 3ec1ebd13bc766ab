package dev.santokit.schema.hazard;

import dev.santokit.schema.difference.Change;
import dev.santokit.schema.model.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the database says about changes beyond its schema: how many rows there are and which of them
 * a change would meet. What is not known has no entry.
 *
 * @param rows of tables
 * @param offenders rows that a change would refuse
 * @param casts how values come to a new type; no entry: as Postgres does it by itself
 * @param sequences what a serial column takes its numbers from, as it stands in a statement
 * @param rewriting columns that come with a default that is computed for each row
 * @param blockers what stands on something that leaves, such as {@code the view app.active}
 */
public record Facts(
    Map<QualifiedName, Count> rows,
    Map<Change, Count> offenders,
    Map<Change, Cast> casts,
    Map<Change, String> sequences,
    Map<Change, Boolean> rewriting,
    Map<Change, List<String>> blockers) {

  /** When nobody looked. */
  public static final Facts NONE =
      new Facts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /** Takes copies. */
  public Facts {
    rows = Map.copyOf(rows);
    offenders = Map.copyOf(offenders);
    casts = Map.copyOf(casts);
    sequences = Map.copyOf(sequences);
    rewriting = Map.copyOf(rewriting);
    blockers = Map.copyOf(blockers);
  }

  /**
   * A number of rows.
   *
   * @param exact false: Postgres' estimate, since the table is large
   */
  public record Count(long number, boolean exact) {

    /** {@code no row is}, {@code 1 row is}, {@code about 2000000 rows are}. */
    String that(String one, String many) {
      if (!exact) {
        return "about " + number + " rows " + many;
      }
      return number == 0
          ? "no row " + one
          : number == 1 ? "1 row " + one : number + " rows " + many;
    }
  }

  /** How a value comes to another type. */
  public enum Cast {
    /** By itself. */
    IMPLICIT,
    /** By a cast that has to be asked for. */
    EXPLICIT,
    /** By its text: Postgres has no cast, and one side is an enum. */
    BY_TEXT,
    /** Not at all. */
    NONE
  }

  /** How values come to the type that a column gets. */
  public Cast cast(Change change) {
    return casts.getOrDefault(change, Cast.IMPLICIT);
  }

  /** The sequence of a serial column, as it stands in a statement. */
  public Optional<String> sequence(Change change) {
    return Optional.ofNullable(sequences.get(change));
  }

  /** {@code 3 rows lose it}; {@code all rows lose it} when nobody counted. */
  String rowsOf(QualifiedName table, String one, String many) {
    Count count = rows.get(table);
    return count == null ? "all rows " + many : count.that(one, many);
  }

  /** Rows that the change would refuse; null: nobody counted. */
  @Nullable Count offendersOf(Change change) {
    return offenders.get(change);
  }
}
