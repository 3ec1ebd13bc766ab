package dev.santokit.server.database;

import dev.santokit.server.call.Deadline;
import dev.santokit.server.postgres.Link;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends statements whose call's time is over. One thread looks at all connections a few times per
 * deadline that matters, so that a statement that is in time costs one write to memory and no
 * timer.
 */
public final class Watch implements AutoCloseable {

  private static final long INTERVAL_NANOS = Duration.ofMillis(20).toNanos();

  /** How long Postgres has to give up before the connection is cut. */
  private static final long GRACE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("statement-watch").unstarted(this::run);
  private volatile boolean closed;

  /** Begins to look. */
  public Watch() {
    thread.start();
  }

  /** From now on this connection too, until it is closed. */
  void add(Link link) {
    links.removeIf(Link::isClosed);
    links.add(link);
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(INTERVAL_NANOS);
      for (Link link : links) {
        Deadline deadline = link.overdue();
        if (deadline != null && !link.isCancelled()) {
          Thread.ofVirtual().name("cancel").start(() -> end(link, deadline));
        }
      }
    }
  }

  private static void end(Link link, Deadline deadline) {
    try {
      link.cancel();
      LockSupport.parkNanos(GRACE_NANOS);
    } catch (SQLException unreachable) {
      // Nobody answers, so nothing is worth waiting for.
      link.abort();
    }
    if (deadline.equals(link.overdue())) {
      link.abort();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
