package dev.santokit.operator.plan;

import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.operator.status.Reason;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Work at databases on threads of its own, so that a statement that takes an hour holds up nothing
 * else, and what it found. At most one work for a plan at a time, and four in all.
 */
@Singleton
public class PlanWork {

  private static final Logger LOG = Logger.getLogger(PlanWork.class);
  private static final int MOST_AT_ONCE = 4;

  /** How much of a stack is logged. */
  private static final int FRAMES = 8;

  private final Clock clock;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          MOST_AT_ONCE, Thread.ofPlatform().daemon().name("schema-", 0).factory());

  /** By uid: a plan of the same name made later begins anew. */
  private final Map<String, Known> byPlan = new ConcurrentHashMap<>();

  private final AtomicReference<Consumer<ResourceID>> listener = new AtomicReference<>(plan -> {});

  /** With the clock that tells when something was found. */
  public PlanWork(Clock clock) {
    this.clock = clock;
  }

  /** Calls {@code found} with each plan whose work came to an end. */
  void listen(Consumer<ResourceID> found) {
    listener.set(found);
  }

  /** What is known for what a plan asks now. */
  Known known(SchemaPlan plan, Asked asked) {
    return byPlan.compute(
        plan.getMetadata().getUid(),
        (uid, before) -> {
          if (before == null) {
            return Known.nothing(asked, false);
          }
          if (before.content().equals(asked)) {
            return before;
          }
          Known anew = Known.nothing(asked, true);
          // What is under way is for what was asked before: it is waited for, and forgotten.
          return before.working() == null ? anew : anew.at(before.working());
        });
  }

  /**
   * Starts work, unless some is under way for the plan.
   *
   * @return what is known from now on
   */
  Known start(SchemaPlan plan, Known known, Task task, Supplier<Finding> work) {
    String uid = plan.getMetadata().getUid();
    Known working = known.at(task);
    if (!byPlan.replace(uid, known, working)) {
      return byPlan.getOrDefault(uid, known);
    }
    try {
      threads.execute(() -> run(ResourceID.fromResource(plan), uid, working, task, work));
    } catch (RejectedExecutionException ending) {
      LOG.debugf("%s is not begun: the operator ends", task);
    }
    return working;
  }

  private void run(ResourceID plan, String uid, Known working, Task task, Supplier<Finding> work) {
    Finding finding;
    try {
      finding = work.get();
    } catch (RuntimeException unexpected) {
      // Without its message, which may be a driver's and name addresses.
      LOG.errorf(
          "%s/%s: %s failed: %s at %s",
          plan.getNamespace().orElse(""),
          plan.getName(),
          task,
          unexpected.getClass().getName(),
          Stream.of(unexpected.getStackTrace()).limit(FRAMES).toList());
      finding =
          new Finding.Stopped(
              Reason.RETRYING, "Work at the database failed; the operator's log says why");
    }
    Finding found = finding;
    byPlan.computeIfPresent(
        uid,
        (same, now) ->
            now.content().equals(working.content())
                ? now.after(task, found, clock.instant())
                : Known.nothing(now.content(), now.anew()));
    listener.get().accept(plan);
  }

  /** Forgets plans that are not among {@code uids}. */
  void retain(Set<String> uids) {
    byPlan.keySet().retainAll(uids);
  }

  /** Begins nothing more. A statement that runs goes on in the database, as after a crash. */
  @PreDestroy
  void end() {
    threads.shutdownNow();
  }
}
