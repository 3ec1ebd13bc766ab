package dev.santokit.operator.plan;

import dev.santokit.operator.status.Reason;
import java.time.Duration;
import java.time.Instant;

/**
 * Why the last work at a database did not come to its end.
 *
 * @param during what was being done
 * @param reason {@link Reason#FAILED} when a statement failed, any other when it did not come to
 *     that
 * @param message what to do about it; no text of a driver but Postgres' own words on a statement
 * @param attempts how many there were in a row, from 1
 * @param at when
 */
record Trouble(Task during, Reason reason, String message, int attempts, Instant at) {

  private static final Duration LONGEST_AWAY = Duration.ofSeconds(30);
  private static final Duration FIRST_FAILED = Duration.ofSeconds(10);
  private static final Duration LONGEST_FAILED = Duration.ofMinutes(10);
  private static final Duration UNTIL_SET = Duration.ofSeconds(5);
  private static final Duration WHILE_BUSY = Duration.ofSeconds(2);
  private static final int MOST_DOUBLINGS = 16;

  /** Whether a statement failed: it will again unless the database or the plan changes. */
  boolean isFailure() {
    return reason == Reason.FAILED;
  }

  /** After how long it is tried again; not positive when it is time. */
  Duration left(Instant now) {
    return Duration.between(now, at.plus(pause()));
  }

  private Duration pause() {
    if (reason == Reason.BUSY) {
      return WHILE_BUSY; // others come to their end, and say nothing about it
    }
    if (reason == Reason.MISSING) {
      return UNTIL_SET; // whoever sets a secret looks at what follows
    }
    Duration first = isFailure() ? FIRST_FAILED : Duration.ofSeconds(1);
    Duration longest = isFailure() ? LONGEST_FAILED : LONGEST_AWAY;
    Duration pause = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
