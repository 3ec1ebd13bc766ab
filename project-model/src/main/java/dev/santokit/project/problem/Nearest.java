package dev.santokit.project.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The word that someone probably meant. */
public final class Nearest {

  /** Two edits: more would suggest words that have nothing to do with what was written. */
  private static final int MOST_EDITS = 2;

  private Nearest() {}

  /**
   * The known word within two edits of {@code word}, the first in the alphabet of equally near
   * ones.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(k -> Math.abs(k.length() - word.length()) <= MOST_EDITS)
        .filter(
            k -> edits(lower, k.toLowerCase(Locale.ROOT)) <= Math.min(MOST_EDITS, k.length() - 1))
        .min(
            Comparator.<String>comparingInt(k -> edits(lower, k.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code did you mean "x"?}, or the list of what is known when nothing is near. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(k -> "did you mean \"" + k + "\"?")
        .orElseGet(
            () -> "known here: " + known.stream().sorted().collect(Collectors.joining(", ")));
  }

  /** Levenshtein's distance: insertions, deletions and replacements of one character. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
