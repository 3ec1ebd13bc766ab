package dev.santokit.project.quantity;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as they stand in files and resources: {@code 250ms}, {@code 10s}, {@code 1h30m}. */
public final class Durations {

  /** The grammar, with its bound, as messages show it. */
  public static final String GRAMMAR =
      "a duration like 250ms, 10s, 5m, 1h30m or 1d, of at most 20 characters";

  private static final Pattern WHOLE = Pattern.compile("([0-9]+(ms|s|m|h|d))+");
  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");
  private static final int LONGEST = 20;

  private Durations() {}

  /** The duration, or empty when {@code text} is none or is longer than Java can count. */
  public static Optional<Duration> parse(String text) {
    if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      Duration sum = Duration.ZERO;
      var part = PART.matcher(text);
      while (part.find()) {
        long count = Long.parseLong(part.group(1));
        sum =
            sum.plus(
                switch (part.group(2)) {
                  case "ms" -> Duration.ofMillis(count);
                  case "s" -> Duration.ofSeconds(count);
                  case "m" -> Duration.ofMinutes(count);
                  case "h" -> Duration.ofHours(count);
                  default -> Duration.ofDays(count);
                });
      }
      // Releases store milliseconds: a duration that they cannot count is none.
      return sum.equals(Duration.ofMillis(sum.toMillis())) ? Optional.of(sum) : Optional.empty();
    } catch (ArithmeticException | NumberFormatException tooLong) {
      return Optional.empty();
    }
  }

  /**
   * A duration of whole milliseconds as files write it, in the largest unit that needs no other.
   */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    long minutes = seconds / 60;
    if (minutes % 60 != 0) {
      return minutes + "m";
    }
    long hours = minutes / 60;
    return hours % 24 == 0 ? hours / 24 + "d" : hours + "h";
  }
}
