package dev.santokit.server.fetch;

import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;

/** A request on its way. */
public final class Asking {

  private final FutureTask<FetchResponse> task;
  private final Runnable done;

  Asking(FutureTask<FetchResponse> task, Runnable done) {
    this.task = task;
    this.done = done;
  }

  void run() {
    task.run();
    done.run();
  }

  /**
   * The answer. Only when it is done.
   *
   * @throws FetchRefused when there is none
   */
  public FetchResponse answer() throws FetchRefused {
    return switch (task.state()) {
      case SUCCESS -> task.resultNow();
      case FAILED -> {
        if (task.exceptionNow() instanceof FetchRefused refused) {
          throw refused;
        }
        throw new IllegalStateException("a request failed", task.exceptionNow());
      }
      case CANCELLED -> throw new CancellationException();
      case RUNNING -> throw new IllegalStateException("it is still on its way");
    };
  }

  /** Nobody waits for it any more. */
  public void cancel() {
    task.cancel(true);
  }
}
