package dev.santokit.server.auth;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, as it published them last. A thread of its own asks for them, so that no
 * call waits for an issuer: at the start, each time they have been kept for long enough, and when a
 * token names one that is not among them.
 */
final class PublishedKeys implements AutoCloseable {

  /**
   * How often an issuer is asked.
   *
   * @param kept how long keys are not asked for again
   * @param missing how long after a key was missed the next one that is has keys asked for
   * @param stale how long keys count when the issuer is away
   * @param retry until the first try again after a failure; doubled with each, up to {@code
   *     missing}
   */
  record Pace(Duration kept, Duration missing, Duration stale, Duration retry) {
    static final Pace NORMAL =
        new Pace(
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(24),
            Duration.ofSeconds(1));
  }

  /** Is told when an issuer goes and when it comes, once each. */
  interface Listener {
    /** No keys can be had of it. */
    void away(String reason);

    /** Keys can be had of it again. */
    void back();
  }

  private record Loaded(KeySet keys, long at) {}

  private final KeySource source;
  private final Set<String> algorithms;
  private final Pace pace;
  private final LongSupplier nanos;
  private final Listener listener;
  private final CountDownLatch tried = new CountDownLatch(1);
  private final Semaphore asked = new Semaphore(0);
  private final Thread thread;
  private volatile @Nullable Loaded loaded;
  private volatile boolean closed;
  private byte[] body = {};
  private boolean away;

  /**
   * Not asked for yet.
   *
   * @param name of the thread
   * @param nanos the time, as {@link System#nanoTime} counts it
   */
  PublishedKeys(
      String name,
      KeySource source,
      Collection<String> algorithms,
      Pace pace,
      LongSupplier nanos,
      Listener listener) {
    this.source = source;
    this.algorithms = Set.copyOf(algorithms);
    this.pace = pace;
    this.nanos = nanos;
    this.listener = listener;
    // Not a virtual one: looking up a name blocks the thread below it.
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::keepAsking);
  }

  void start() {
    thread.start();
  }

  /** The keys that count now; null when there never were any, or they are too old to trust. */
  @Nullable KeySet current() {
    Loaded now = loaded;
    return now == null || nanos.getAsLong() - now.at > pace.stale.toNanos() ? null : now.keys;
  }

  /** Whether a key of this algorithm may be among them. */
  boolean allow(String algorithm) {
    return algorithms.contains(algorithm);
  }

  /** Has them asked for soon: a token names a key that is not there. */
  void miss() {
    if (asked.availablePermits() == 0) {
      asked.release();
    }
  }

  /** Waits until the first try is over, whatever came of it, or the time is. */
  void awaitFirstTry(Duration most) throws InterruptedException {
    boolean ignored = tried.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void keepAsking() {
    long nextMiss = nanos.getAsLong();
    Duration retry = pace.retry;
    try {
      while (!closed) {
        asked.drainPermits();
        boolean fresh = refresh();
        tried.countDown();
        Duration pause = fresh ? pace.kept : retry;
        retry = fresh ? pace.retry : shorter(retry.multipliedBy(2), pace.missing);
        if (asked.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          TimeUnit.NANOSECONDS.sleep(Math.max(0, nextMiss - nanos.getAsLong()));
          nextMiss = nanos.getAsLong() + pace.missing.toNanos();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean refresh() {
    try {
      byte[] fetched = source.fetch();
      Loaded before = loaded;
      // The same keys stay the same object: tokens that were verified by them stay known.
      KeySet keys =
          before != null && Arrays.equals(fetched, body)
              ? before.keys
              : KeySet.parse(fetched, algorithms);
      body = fetched;
      loaded = new Loaded(keys, nanos.getAsLong());
      if (away) {
        away = false;
        listener.back();
      }
      return true;
    } catch (IOException | RuntimeException failed) {
      if (!away && !closed) {
        away = true;
        listener.away(String.valueOf(failed.getMessage()));
      }
      return false; // whatever an issuer answers, it is asked again
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
