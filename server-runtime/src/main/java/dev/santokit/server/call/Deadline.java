package dev.santokit.server.call;

import java.time.Duration;

/**
 * When a call's wall time is over: at a point in time, or when nobody waits for it any more.
 *
 * @param nanos as {@link System#nanoTime} will say then
 * @param client who waits
 */
public record Deadline(long nanos, Client client) {

  /** From now on, whoever waits. */
  public static Deadline in(Duration time) {
    return in(time, Client.PATIENT);
  }

  /** From now on. */
  public static Deadline in(Duration time, Client client) {
    return new Deadline(System.nanoTime() + time.toNanos(), client);
  }

  /** The nearer one of this and another that begins now. */
  public Deadline within(Duration time) {
    Deadline other = in(time, client);
    return other.nanos - nanos < 0 ? other : this;
  }

  /** Nanoseconds that are left; 0 when it is over. */
  public long remainingNanos() {
    return client.isGone() ? 0 : Math.max(0, nanos - System.nanoTime());
  }

  /** Whether it is over. */
  public boolean isOver() {
    return client.isGone() || nanos - System.nanoTime() <= 0;
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
