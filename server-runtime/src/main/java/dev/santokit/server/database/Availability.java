package dev.santokit.server.database;

import dev.santokit.server.call.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether a database can be reached. While it cannot, calls are refused at once instead of waiting
 * for connections that will not come, and one thread tries again and again until it can.
 */
final class Availability implements AutoCloseable {

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final DataSource source;
  private final Listener listener;
  private final Semaphore suspicions = new Semaphore(0);
  private final Thread prober;
  private volatile @Nullable Away away;
  private volatile @Nullable List<String> excess;
  private final CountDownLatch looked = new CountDownLatch(1);
  private volatile boolean closed;

  /** Hears what changes; both run on the thread that tries. */
  interface Listener {
    /** It cannot be reached any more. */
    void away(String error);

    /** It can be reached again. */
    void back();

    /** A defect of ours kept it from finding out, or came up while it said so. */
    void failed(RuntimeException defect);
  }

  Availability(String alias, DataSource source, Listener listener) {
    this.source = source;
    this.listener = listener;
    this.prober = Thread.ofVirtual().name("probe-" + alias).unstarted(this::run);
  }

  /** Begins; looks at once whether the database is there. */
  void start() {
    suspicions.release();
    prober.start();
  }

  /**
   * Nothing while the database can be reached. Waits for the first look at it.
   *
   * @throws Refusal UNAVAILABLE while it cannot
   */
  void check() throws InterruptedException {
    looked.await();
    if (away != null) {
      throw Refusal.unavailable("The database is not available");
    }
  }

  /** Why it cannot be reached; null while it can. */
  @Nullable Away away() {
    return away;
  }

  /**
   * What its role may do that functions do not need, as of the last time that it came back; null
   * while that is not known.
   */
  @Nullable List<String> excess() {
    return excess;
  }

  /** Says that something failed which looks as if the database were away. */
  void suspect() {
    suspicions.release();
  }

  private void run() {
    try {
      while (!closed) {
        if (away == null) {
          suspicions.acquire();
        } else {
          boolean ignored = suspicions.tryAcquire(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
        }
        suspicions.drainPermits();
        probe();
        looked.countDown();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void probe() {
    Away before = away;
    try (Connection connection = source.getConnection()) {
      boolean usable = connection.isValid(2);
      if (usable && (before != null || excess == null)) {
        excess = Excess.of(connection);
      }
      if (usable && before != null) {
        away = null;
        listener.back();
      }
    } catch (SQLException unreachable) {
      Away now = Away.of(unreachable);
      away = now;
      if (before == null && !closed) {
        listener.away(now.text());
      }
    } catch (RuntimeException defect) {
      listener.failed(defect); // the next look comes all the same
    }
  }

  @Override
  public void close() {
    closed = true;
    prober.interrupt();
  }
}
