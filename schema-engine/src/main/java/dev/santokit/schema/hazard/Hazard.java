package dev.santokit.schema.hazard;

import java.util.Comparator;

/**
 * What a statement of a plan may hurt, and where.
 *
 * @param level after the policy of the plan was applied
 * @param object what is hurt: {@code public.users.email}
 * @param message a sentence for people, with counts: {@code 3 rows lose it}
 */
public record Hazard(HazardCode code, Level level, String object, String message)
    implements Comparable<Hazard> {

  private static final Comparator<Hazard> ORDER =
      Comparator.comparing(Hazard::code)
          .thenComparing(Hazard::object)
          .thenComparing(Hazard::level)
          .thenComparing(Hazard::message);

  /** The hazard at the level that its code has by itself. */
  public static Hazard of(HazardCode code, String object, String message) {
    return new Hazard(code, code.defaultLevel(), object, message);
  }

  /** The same hazard at another level. */
  public Hazard at(Level other) {
    return new Hazard(code, other, object, message);
  }

  @Override
  public int compareTo(Hazard other) {
    return ORDER.compare(this, other);
  }

  /** A line: {@code DROP_COLUMN public.users.email: 3 rows lose it}. */
  @Override
  public String toString() {
    return code + " " + object + ": " + message;
  }
}
