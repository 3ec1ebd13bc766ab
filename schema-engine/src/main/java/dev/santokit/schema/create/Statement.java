package dev.santokit.schema.create;

import dev.santokit.project.problem.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement, to be sent alone.
 *
 * @param sql without a {@code ;} at its end
 * @param origin what in the schema wants it; null: nothing that stands in a file
 * @param places which parts of {@code sql} come from which places, in the order of the text
 */
public record Statement(String sql, @Nullable Range origin, List<Place> places) {

  /** Takes a copy. */
  public Statement {
    places = List.copyOf(places);
  }

  /** The text from {@code from} up to but without {@code to}, in UTF-16 units, and its origin. */
  public record Place(int from, int to, Range origin) {}

  /**
   * What in the schema the character at {@code offset} (in UTF-16 units) comes from: the tightest
   * place that holds it, or the origin of the whole.
   */
  public @Nullable Range originOf(int offset) {
    Place tightest = null;
    for (Place place : places) {
      boolean holds = place.from() <= offset && offset < place.to();
      if (holds && (tightest == null || length(place) < length(tightest))) {
        tightest = place;
      }
    }
    return tightest == null ? origin : tightest.origin();
  }

  private static int length(Place place) {
    return place.to() - place.from();
  }

  @Override
  public String toString() {
    return sql;
  }
}
