package dev.santokit.server.worker;

import com.sun.management.ThreadMXBean;
import dev.santokit.server.call.Deadline;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Cuts guests whose time is over or who take too much memory. A thread of its own looks at all of
 * them every few milliseconds while there are any, so that a call pays next to nothing for it.
 */
final class Watchdog implements AutoCloseable {

  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(5);

  /** While the heap fills. */
  private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(1);

  /** How often it looks at nothing before it sleeps until it is woken. */
  private static final int IDLE_LOOKS = 40;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private final Heap heap = new Heap();
  private final long allocation;
  private final Thread thread;
  private volatile boolean asleep = true; // it is started by the first guest
  private volatile boolean closed;

  /**
   * Begins.
   *
   * @param allocation bytes that a call may allocate, with all calls that it makes
   */
  Watchdog(long allocation) {
    this.allocation = allocation;
    thread = Thread.ofPlatform().daemon().name("worker-watchdog").unstarted(this::watch);
  }

  /** What the current thread may have allocated when a call that begins now is over. */
  Budget budget() {
    return new Budget(THREADS.getCurrentThreadAllocatedBytes());
  }

  /** Watches a guest of the current thread from now on. */
  Guard guard(Guest guest, Deadline deadline, Budget budget) {
    var guard = new Guard(guest, deadline, budget);
    guards.add(guard);
    if (asleep) {
      wake();
    }
    return guard;
  }

  private synchronized void wake() {
    if (thread.getState() == Thread.State.NEW && !closed) {
      thread.start();
    }
    LockSupport.unpark(thread);
  }

  private void watch() {
    int idle = 0;
    asleep = false;
    while (!closed) {
      LockSupport.parkNanos(heap.isSuspicious() ? OFTEN : EVERY);
      idle = guards.isEmpty() ? idle + 1 : 0;
      if (idle > IDLE_LOOKS) {
        asleep = true;
        while (guards.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
        idle = 0;
      }
      guards.forEach(Guard::look);
      lookAtHeap();
    }
  }

  /** Calls that have allocated much, compared with the others, are those that fill the heap. */
  private void lookAtHeap() {
    if (!heap.isSuspicious()) {
      return;
    }
    List<Guard> watched = guards.stream().filter(Guard::isWatching).toList();
    long together = watched.stream().mapToLong(guard -> guard.budget.sinceTrusted()).sum();
    if (together < heap.suspicion()) {
      return;
    }
    if (!heap.isFull()) {
      watched.forEach(guard -> guard.budget.trust());
      return;
    }
    // One after the other would be too late.
    long large = together / (2L * watched.size());
    watched.stream()
        .filter(guard -> guard.budget.sinceTrusted() >= large)
        .forEach(guard -> guard.cut(new Exhausted("it fills the memory of the server")));
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  /** What a call, with all calls that it makes on its thread, has allocated. */
  final class Budget {

    private final long thread = Thread.currentThread().threadId();
    private final long before;
    private volatile long trusted;
    private volatile long seen;

    private Budget(long before) {
      this.before = before;
      this.trusted = before;
      this.seen = before;
    }

    private boolean isSpent() {
      seen = THREADS.getThreadAllocatedBytes(thread);
      return seen - before > allocation;
    }

    private long sinceTrusted() {
      return seen - trusted;
    }

    private void trust() {
      trusted = seen;
    }
  }

  /** One guest, watched. */
  final class Guard {

    private enum State {
      WATCHING,
      RELEASED,
      CUTTING
    }

    private final Guest guest;
    private final Deadline deadline;
    private final Budget budget;
    private final AtomicReference<State> state = new AtomicReference<>(State.WATCHING);
    private final CompletableFuture<@Nullable Void> cut = new CompletableFuture<>();
    private volatile @Nullable Exhausted why;

    private Guard(Guest guest, Deadline deadline, Budget budget) {
      this.guest = guest;
      this.deadline = deadline;
      this.budget = budget;
    }

    /**
     * Watches no longer; waits for nothing, so that it may be called while the guest is entered.
     *
     * @return false when it is too late, since the guest is being cut
     */
    boolean release() {
      boolean inTime = state.compareAndSet(State.WATCHING, State.RELEASED);
      guards.remove(this);
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

    /**
     * Nothing when the guest was cut since its time is over.
     *
     * @throws Exhausted when it was cut for another reason
     */
    void checkMemory() {
      Exhausted exhausted = why;
      if (exhausted != null) {
        throw exhausted;
      }
    }

    private boolean isWatching() {
      return state.get() == State.WATCHING;
    }

    private void look() {
      if (deadline.isOver()) {
        cut(null);
      } else if (budget.isSpent()) {
        cut(
            new Exhausted(
                "it allocated more than the " + allocation + " bytes of limits.jsAllocation"));
      }
    }

    private void cut(@Nullable Exhausted reason) {
      if (state.get() != State.WATCHING) {
        return;
      }
      why = reason; // only the watchdog's thread writes it
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
