package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What happens to a project, as it happens. It is watched, so that an apply ends as soon as its
 * release is served; now and then it is read as well, since a watch may end unseen, or not be
 * allowed.
 */
final class ProjectEvents implements AutoCloseable {

  private static final Duration READ_EVERY = Duration.ofSeconds(2);

  private final Objects objects;
  private final String project;
  private final LinkedBlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Optional<Watch>> watch;

  /**
   * Begins to watch in the background.
   *
   * @param wanted whether anybody will ask
   */
  ProjectEvents(Objects objects, String project, boolean wanted) {
    this.objects = objects;
    this.project = project;
    this.watch =
        wanted
            ? CompletableFuture.supplyAsync(this::open, task -> Thread.ofVirtual().start(task))
            : CompletableFuture.completedFuture(Optional.empty());
  }

  private Optional<Watch> open() {
    try {
      return Optional.of(
          objects
              .of(Kind.PROJECT)
              .withName(project)
              .watch(
                  new ListOptionsBuilder().build(),
                  new Watcher<GenericKubernetesResource>() {
                    @Override
                    public void eventReceived(Action action, GenericKubernetesResource resource) {
                      if (action == Action.ADDED || action == Action.MODIFIED) {
                        events.add(objects.json(resource));
                      }
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                      // The reads go on.
                    }
                  }));
    } catch (KubernetesClientException notAllowed) {
      return Optional.empty(); // The reads go on, and say what is wrong.
    }
  }

  /**
   * The project after its next change, or as it is when nothing happened for a while.
   *
   * @param most how long to wait
   * @return empty when it is gone
   */
  Optional<JsonNode> next(Duration most) throws InterruptedException {
    Duration wait = most.compareTo(READ_EVERY) < 0 ? most : READ_EVERY;
    JsonNode event = events.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      return objects.get(Kind.PROJECT, project);
    }
    for (JsonNode newer = events.poll(); newer != null; newer = events.poll()) {
      event = newer;
    }
    return Optional.of(event);
  }

  @Override
  public void close() {
    watch.getNow(Optional.empty()).ifPresent(Watch::close); // else it ends with its client
  }
}
