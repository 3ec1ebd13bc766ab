package dev.santokit.server.js;

import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Invocation;
import dev.santokit.server.call.Uncompilable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions written in JavaScript. One for a server; see the package for what it promises. It
 * costs nothing until it is used.
 */
public final class JsEngine implements AutoCloseable {

  /** A module that needs longer to evaluate would make every call slow. */
  private static final Duration LOADING = Duration.ofSeconds(2);

  private final Watchdog watchdog = new Watchdog();
  private final ThreadPoolExecutor threads;

  /** Calls that run or wait: the queue itself would count those that a thread is about to take. */
  private final Semaphore places;

  private @Nullable Sandbox sandbox;

  /**
   * Makes one.
   *
   * @param cores how many processors there are
   */
  public JsEngine(int cores) {
    int count = 2 * cores;
    places = new Semaphore(count + 4 * count);
    threads =
        new ThreadPoolExecutor(
            count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), JsThread::new);
  }

  /**
   * Runs a call and waits for its end: on one of the engine's threads, on the same thread when a
   * function makes the call. It returns when nothing of the call runs any more. That is when its
   * deadline is over and a few milliseconds, unless it is within one step of the engine's that
   * takes longer, such as the product of two huge BigInts.
   */
  JsOutcome call(JsProgram program, Invocation invocation) {
    if (Thread.currentThread() instanceof JsThread thread) {
      return run(thread, program, invocation);
    }
    if (!places.tryAcquire()) {
      return new JsOutcome.Busy();
    }
    var task = new Task(program, invocation);
    try {
      threads.execute(task);
    } catch (RejectedExecutionException closed) {
      task.end(new JsOutcome.Busy());
    }
    return task.outcome();
  }

  /**
   * Parses and evaluates a program's modules without calling its function.
   *
   * @throws Uncompilable when it cannot be called; not when this takes longer than it may
   */
  void load(JsProgram program) throws Uncompilable {
    // Like calls on a platform thread with a deep stack, whatever thread loads releases; but not on
    // one
    // of theirs, since releases are loaded while calls run.
    Uncompilable found =
        CompletableFuture.supplyAsync(
                () -> faultOrNull(program), work -> new JsThread(work).start())
            .join();
    if (found != null) {
      throw found;
    }
  }

  private @Nullable Uncompilable faultOrNull(JsProgram program) {
    try (Realm realm = sandbox().fresh()) {
      var guard = watchdog.guard(realm, Deadline.in(LOADING));
      try {
        realm.load(program);
        return null;
      } catch (Uncompilable fault) {
        return fault;
      } finally {
        boolean _ = guard.end();
      }
    }
  }

  /** Ends everything that runs. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(waiting -> ((Task) waiting).end(new JsOutcome.Busy()));
    watchdog.close();
    synchronized (this) {
      if (sandbox != null) {
        sandbox.close();
      }
    }
  }

  private JsOutcome run(JsThread thread, JsProgram program, Invocation invocation) {
    try (Realm realm = sandbox().fresh()) {
      return thread.run(realm, program, invocation, watchdog);
    }
  }

  private synchronized Sandbox sandbox() {
    if (sandbox == null) {
      sandbox = new Sandbox(threads.getCorePoolSize());
    }
    return sandbox;
  }

  /** An outermost call, in the queue or on a thread. */
  private final class Task implements Runnable {

    private final JsProgram program;
    private final Invocation invocation;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<JsOutcome> outcome = new CompletableFuture<>();

    Task(JsProgram program, Invocation invocation) {
      this.program = program;
      this.invocation = invocation;
    }

    @Override
    public void run() {
      if (!taken.compareAndSet(false, true)) {
        return;
      }
      try {
        end(JsEngine.this.run((JsThread) Thread.currentThread(), program, invocation));
      } catch (RuntimeException | Error failed) {
        end(new JsOutcome.Broken(failed));
      }
    }

    void end(JsOutcome how) {
      places.release();
      outcome.complete(how);
    }

    JsOutcome outcome() {
      try {
        return outcome.get(invocation.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        return ended();
      } catch (InterruptedException abandoned) {
        Thread.currentThread().interrupt();
        return ended();
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    /** Not begun any more if it still stands in the queue; else it is being cut. */
    private JsOutcome ended() {
      if (taken.compareAndSet(false, true)) {
        threads.remove(this);
        end(new JsOutcome.TimedOut());
      }
      return outcome.join();
    }
  }
}
