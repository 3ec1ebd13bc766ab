package dev.santokit.server.worker;

import dev.santokit.server.call.Deadline;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread that runs calls, one within the other. */
public final class Worker extends Thread {

  /** A guest's recursion is Java's. */
  private static final long STACK_BYTES = 4L << 20;

  private final Watchdog watchdog;
  private @Nullable Frame innermost;

  Worker(Runnable work, Watchdog watchdog) {
    super(null, work, "worker", STACK_BYTES);
    this.watchdog = watchdog;
    setDaemon(true);
  }

  /**
   * Runs a guest on this thread until it ends or is cut, within the one that runs already.
   *
   * @param work enters the guest; returns or throws when it was left
   * @return what {@code work} returns; empty when the time of this guest or of the one around it is
   *     over
   * @throws Exhausted when the calls of this thread together take more memory than they may
   */
  public <T> Optional<T> run(Guest guest, Deadline deadline, Supplier<T> work) {
    Frame outer = innermost;
    // Only the innermost guest is watched, so that two guests of one thread are never cut at once.
    if (outer != null && !outer.guard.release()) {
      outer.guard.checkMemory();
      return Optional.empty();
    }
    var frame =
        new Frame(guest, deadline, outer == null ? watchdog.budget() : outer.budget, watchdog);
    innermost = frame;
    try {
      T result = work.get();
      if (frame.guard.end()) {
        return Optional.of(result);
      }
      frame.guard.checkMemory();
      return Optional.empty();
    } finally {
      boolean _ = frame.guard.end();
      innermost = outer;
      if (outer != null) {
        outer.watch(watchdog);
      }
    }
  }

  /** A guest with a call in it. */
  private static final class Frame {

    private final Guest guest;
    private final Deadline deadline;
    private final Watchdog.Budget budget;
    private Watchdog.Guard guard;

    Frame(Guest guest, Deadline deadline, Watchdog.Budget budget, Watchdog watchdog) {
      this.guest = guest;
      this.deadline = deadline;
      this.budget = budget;
      guard = watchdog.guard(guest, deadline, budget);
    }

    void watch(Watchdog watchdog) {
      guard = watchdog.guard(guest, deadline, budget);
    }
  }
}
