package dev.santokit.schema.logic;

import java.util.Comparator;

/**
 * Something that is served and does not survive a change.
 *
 * @param function its path: {@code users/get}; {@code config/permissions.yaml} for permissions
 * @param object what it uses: {@code public.users.email}
 * @param message a sentence for people
 */
public record Broken(String function, String object, String message) implements Comparable<Broken> {

  private static final Comparator<Broken> ORDER =
      Comparator.comparing(Broken::function)
          .thenComparing(Broken::object)
          .thenComparing(Broken::message);

  @Override
  public int compareTo(Broken other) {
    return ORDER.compare(this, other);
  }
}
