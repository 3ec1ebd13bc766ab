package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.cli.apply.Difference.Deletion;
import dev.santokit.cli.apply.Difference.Write;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.terminal.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Carries out a difference: the project first, then schemas, then functions side by side. */
final class Writing {

  /** Field manager of all that files say. */
  static final String MANAGER = Cluster.FIELD_MANAGER;

  /** Field manager of the one field that says which functions become a release. */
  static final String RELEASE_MANAGER = "stk-release";

  private static final int SIDE_BY_SIDE = 16;

  private final Objects objects;
  private final boolean force;

  /**
   * @param force take over fields that other managers own
   */
  Writing(Objects objects, boolean force) {
    this.objects = objects;
    this.force = force;
  }

  /** Asks the API server whether it would take all of it, and changes nothing. */
  void attempt(Difference difference) {
    List<Callable<Void>> requests = new ArrayList<>();
    difference.writes().forEach(write -> requests.add(() -> apply(write, true)));
    difference.deletions().forEach(deletion -> requests.add(() -> delete(deletion, true)));
    sideBySide(requests, done -> {});
  }

  /**
   * Writes.
   *
   * @param done told how many of the requests are through
   * @return the project as it is after its own writes; null when it had none
   */
  @Nullable JsonNode carryOut(Difference difference, IntConsumer done) {
    JsonNode project = null;
    for (Write write : of(difference, Kind.PROJECT)) {
      project = objects.apply(write.item(), write.manager(), force, false);
    }
    for (Write write : of(difference, Kind.PLAN)) {
      objects.apply(write.item(), write.manager(), force, false);
    }
    List<Callable<Void>> requests = new ArrayList<>();
    of(difference, Kind.BUNDLE).forEach(write -> requests.add(() -> apply(write, false)));
    difference.deletions().forEach(deletion -> requests.add(() -> delete(deletion, false)));
    sideBySide(requests, done);
    return project;
  }

  private static List<Write> of(Difference difference, Kind kind) {
    return difference.writes().stream().filter(write -> write.item().kind() == kind).toList();
  }

  private @Nullable Void apply(Write write, boolean dryRun) {
    objects.apply(write.item(), write.manager(), force, dryRun);
    return null;
  }

  private @Nullable Void delete(Deletion deletion, boolean dryRun) {
    objects.delete(deletion.kind(), deletion.name(), dryRun);
    return null;
  }

  /** The first failure ends it; those under way are waited for. */
  private static void sideBySide(List<Callable<Void>> requests, IntConsumer done) {
    Semaphore places = new Semaphore(SIDE_BY_SIDE);
    AtomicInteger through = new AtomicInteger();
    List<Future<Void>> futures = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Callable<Void> request : requests) {
        places.acquire();
        if (futures.stream().anyMatch(future -> future.state() == Future.State.FAILED)) {
          break;
        }
        futures.add(
            threads.submit(() -> {
              try {
                return request.call();
              } finally {
                places.release();
                done.accept(through.incrementAndGet());
              }
            }));
      }
      for (Future<Void> future : futures) {
        future.get();
      }
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted", null);
    }
  }
}
