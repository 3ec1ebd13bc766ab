package dev.santokit.server.js;

import dev.santokit.server.call.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Cuts realms whose time is over. */
final class Watchdog implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("js-watchdog").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Watches a realm from now on, and cuts it at the deadline. */
  Guard guard(Realm realm, Deadline deadline) {
    return new Guard(realm, timer, deadline);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One realm, watched. */
  static final class Guard {

    private enum State {
      WATCHING,
      RELEASED,
      CUTTING
    }

    private final Realm realm;
    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final CompletableFuture<@Nullable Void> cut = new CompletableFuture<>();
    private final Future<?> alarm;

    private Guard(Realm realm, ScheduledThreadPoolExecutor timer, Deadline deadline) {
      this.realm = realm;
      alarm = timer.schedule(this::cut, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Watches no longer; waits for nothing, so that it may be called while the realm is entered.
     *
     * @return false when it is too late, since the realm is being cut
     */
    boolean release() {
      boolean inTime = state.compareAndSet(State.WATCHING, State.RELEASED);
      alarm.cancel(false);
      return inTime || state.get() == State.RELEASED;
    }

    /**
     * Like {@link #release}, and waits until a cut that has begun is complete, so that nothing of
     * it reaches this thread any more. Only after the realm was left: the cut waits for that.
     */
    boolean end() {
      if (release()) {
        return true;
      }
      cut.join();
      // A cut interrupts the thread, so that it leaves what it waits for; nothing may have noticed.
      boolean _ = Thread.interrupted();
      return false;
    }

    private void cut() {
      if (state.compareAndSet(State.WATCHING, State.CUTTING)) {
        // On a thread of its own, since it takes as long as the realm needs to reach a safe point.
        Thread.ofPlatform()
            .daemon()
            .name("js-cut")
            .start(() -> {
              try {
                realm.cut();
              } finally {
                cut.complete(null);
              }
            });
      }
    }
  }
}
