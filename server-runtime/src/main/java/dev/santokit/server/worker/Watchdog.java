package dev.santokit.server.worker;

import dev.santokit.server.call.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Cuts guests whose time is over. */
final class Watchdog implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("worker-watchdog").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Watches a guest from now on, and cuts it at the deadline. */
  Guard guard(Guest guest, Deadline deadline) {
    return new Guard(guest, timer, deadline);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  /** One guest, watched. */
  static final class Guard {

    private enum State {
      WATCHING,
      RELEASED,
      CUTTING
    }

    private final Guest guest;
    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final CompletableFuture<@Nullable Void> cut = new CompletableFuture<>();
    private final Future<?> alarm;

    private Guard(Guest guest, ScheduledThreadPoolExecutor timer, Deadline deadline) {
      this.guest = guest;
      alarm = timer.schedule(this::cut, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Watches no longer; waits for nothing, so that it may be called while the guest is entered.
     *
     * @return false when it is too late, since the guest is being cut
     */
    boolean release() {
      boolean inTime = state.compareAndSet(State.WATCHING, State.RELEASED);
      alarm.cancel(false);
      return inTime || state.get() == State.RELEASED;
    }

    /**
     * Like {@link #release}, and waits until a cut that has begun is complete, so that nothing of
     * it reaches this thread any more. Only after the guest was left: the cut may wait for that.
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
        // On a thread of its own, since it takes as long as the guest needs to reach a safe point.
        Thread.ofPlatform()
            .daemon()
            .name("worker-cut")
            .start(() -> {
              try {
                guest.cut();
              } finally {
                cut.complete(null);
              }
            });
      }
    }
  }
}
