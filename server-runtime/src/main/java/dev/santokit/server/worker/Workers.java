package dev.santokit.server.worker;

import dev.santokit.project.config.Limits;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The threads of a server for code of its project. They cost nothing until they are used. */
public final class Workers implements AutoCloseable {

  /** How many calls may wait for each thread: more would not begin in time, mostly. */
  private static final int WAITING_PER_THREAD = 64;

  /**
   * How long a call waits for a thread before it is refused, so that its client may go elsewhere.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Duration patience;
  private final Watchdog watchdog;
  private final ThreadPoolExecutor threads;

  /** Calls that run or wait: the queue itself would count those that a thread is about to take. */
  private final Semaphore places;

  /**
   * Makes them.
   *
   * @param cores how many processors there are
   * @param allocation bytes that a call may allocate, with all calls that it makes
   */
  public Workers(int cores, long allocation) {
    this(cores, allocation, WAITING_PER_THREAD, PATIENCE);
  }

  Workers(int cores, long allocation, int waitingPerThread, Duration patience) {
    int count = 2 * cores;
    this.patience = patience;
    watchdog = new Watchdog(allocation);
    places = new Semaphore(count + waitingPerThread * count);
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> new Worker(work, watchdog));
  }

  /** Makes them, with what a call may allocate in a project that says nothing. */
  public Workers(int cores) {
    this(cores, Limits.DEFAULT.jsAllocation());
  }

  /** How many calls run. */
  public int running() {
    return threads.getActiveCount();
  }

  /** How many calls wait for a thread. */
  public int waiting() {
    return threads.getQueue().size();
  }

  /** How many calls can run at once. */
  public int count() {
    return threads.getCorePoolSize();
  }

  /**
   * Runs a call and waits for its end: on one of these threads, on the same thread when a function
   * makes the call. It returns when nothing of the call runs any more.
   *
   * @param work gets the thread on which it runs, to {@link Worker#run run} a guest; what it throws
   *     is thrown here, in an IllegalStateException unless it is a Refusal or Exhausted
   * @throws Refusal UNAVAILABLE when it did not begin, since the queue is full or no thread was
   *     free within a second; TIMEOUT when its time was over before it began
   */
  public <T> T call(Deadline deadline, Function<Worker, T> work) {
    if (Thread.currentThread() instanceof Worker worker) {
      return work.apply(worker);
    }
    if (!places.tryAcquire()) {
      throw busy();
    }
    var task = new Task<>(deadline, work);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closed) {
      task.fail(busy());
    }
    return task.result();
  }

  /**
   * Runs something that is no call and waits for its end: on a thread like those of calls, with as
   * deep a stack, but on none of them, since calls go on meanwhile.
   *
   * @param work what it throws is thrown here in a {@link CompletionException}
   */
  public <T> T aside(Function<Worker, T> work) {
    return CompletableFuture.supplyAsync(
            () -> work.apply((Worker) Thread.currentThread()),
            task -> new Worker(task, watchdog).start())
        .join();
  }

  /** Ends everything that runs. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(waiting -> ((Task<?>) waiting).fail(busy()));
    watchdog.close();
  }

  private static Refusal busy() {
    return Refusal.unavailable("Too many calls at once");
  }

  /** An outermost call, in the queue or on a thread. */
  private final class Task<T> implements Runnable {

    private final Deadline deadline;
    private final Function<Worker, T> work;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    Task(Deadline deadline, Function<Worker, T> work) {
      this.deadline = deadline;
      this.work = work;
    }

    @Override
    public void run() {
      if (!taken.compareAndSet(false, true)) {
        return;
      }
      @Nullable Throwable failure = null;
      @Nullable T returned = null;
      try {
        returned = work.apply((Worker) Thread.currentThread());
      } catch (RuntimeException | Error failed) {
        failure = failed;
      }
      // First of all the place: whoever sees the result may call again at once.
      places.release();
      if (failure != null) {
        result.completeExceptionally(failure);
      } else {
        result.complete(returned);
      }
    }

    void fail(Refusal refusal) {
      places.release();
      result.completeExceptionally(refusal);
    }

    T result() {
      try {
        long wait = Math.min(patience.toNanos(), deadline.remainingNanos());
        return result.get(wait, TimeUnit.NANOSECONDS);
      } catch (TimeoutException waited) {
        return ended();
      } catch (InterruptedException abandoned) {
        Thread.currentThread().interrupt();
        return ended();
      } catch (ExecutionException failed) {
        throw thrown(failed.getCause());
      }
    }

    /** Not begun any more if it still stands in the queue; else it ends or is cut. */
    private T ended() {
      if (taken.compareAndSet(false, true)) {
        threads.remove(this);
        fail(deadline.isOver() ? Refusal.timeout() : busy());
      }
      try {
        return result.join();
      } catch (CompletionException failed) {
        throw thrown(failed.getCause());
      }
    }

    private static RuntimeException thrown(@Nullable Throwable failure) {
      return failure instanceof Refusal || failure instanceof Exhausted
          ? (RuntimeException) failure
          : new IllegalStateException("a call failed on its worker", failure);
    }
  }
}
