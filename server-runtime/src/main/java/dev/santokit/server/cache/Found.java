package dev.santokit.server.cache;

import dev.santokit.server.call.Answer;
import java.time.Duration;

/**
 * An answer, and whether it was there.
 *
 * @param hit whether it was made for another call
 * @param age how long ago; zero when it was made for this one
 */
public record Found(Answer answer, boolean hit, Duration age) {

  static Found fresh(Answer answer) {
    return new Found(answer, false, Duration.ZERO);
  }

  static Found kept(Answer answer, Duration age) {
    return new Found(answer, true, age);
  }
}
