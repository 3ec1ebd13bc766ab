package dev.santokit.server.cache;

import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call that runs, and that others with the same question wait for. */
final class Flight {

  private final CompletableFuture<End> end = new CompletableFuture<>();

  /** What those who wait get of it. */
  sealed interface End {
    /** Its answer. */
    record Shared(ResponseCache.Kept kept) implements End {}

    /** Its refusal, which would be theirs. */
    record Refused(Refusal refusal) implements End {}

    /** Nothing: the answer went out in parts. Each runs for itself. */
    record TooLarge() implements End {}

    /** Nothing: it ended for a reason of its own. One of them runs. */
    record Alone() implements End {}
  }

  void land(End how) {
    end.complete(how);
  }

  /** How many wait for it, as estimated. */
  int waiting() {
    return end.getNumberOfDependents();
  }

  /**
   * Waits for it.
   *
   * @throws Refusal TIMEOUT when the time of the one who waits is over first
   */
  End await(Deadline deadline) {
    try {
      return end.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw Refusal.timeout();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw Refusal.timeout();
    } catch (ExecutionException never) {
      throw new IllegalStateException("a flight lands in one of its ends", never);
    }
  }
}
