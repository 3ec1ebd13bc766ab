package dev.santokit.server.call;

import java.time.Duration;

/**
 * When a call's wall time is over.
 *
 * @param nanos as {@link System#nanoTime} will say then
 */
public record Deadline(long nanos) {

  /** From now on. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The nearer one of this and another that begins now. */
  public Deadline within(Duration time) {
    Deadline other = in(time);
    return other.nanos - nanos < 0 ? other : this;
  }

  /** Nanoseconds that are left; 0 when it is over. */
  public long remainingNanos() {
    return Math.max(0, nanos - System.nanoTime());
  }

  /** Whether it is over. */
  public boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }

  /**
   * Nothing while there is time.
   *
   * @throws Refusal TIMEOUT when it is over
   */
  public void check() {
    if (isOver()) {
      throw Refusal.timeout();
    }
  }
}
