package dev.santokit.cli.log;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.terminal.Terminal;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.PrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The logs of all pods of a project, as one. Lines are in the order in which the nodes took them:
 * while following, as far as they arrive within {@link #PATIENCE} of each other.
 */
public final class PodLogs {

  /** How long a line waits for an older one of another pod. */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private static final Duration LOOK_FOR_PODS = Duration.ofSeconds(2);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private static final int NOT_STARTED = 400;
  private static final int GONE = 404;

  private final Cluster cluster;
  private final Terminal terminal;
  private final Map<String, String> selector;
  private final LogFilter filter;

  /**
   * Of a project's pods.
   *
   * @param selector the labels that its pods have
   * @param filter which lines are wanted
   */
  public PodLogs(
      Cluster cluster, Terminal terminal, Map<String, String> selector, LogFilter filter) {
    this.cluster = cluster;
    this.terminal = terminal;
    this.selector = Map.copyOf(selector);
    this.filter = filter;
  }

  /** The pods that exist. */
  public List<String> pods() {
    return cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withLabels(selector)
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  /**
   * What was written until now.
   *
   * @param since how far back; null: as far as the nodes keep it
   * @param tail how many lines at most, the newest; null: all
   */
  public List<PodLine> written(@Nullable Duration since, @Nullable Integer tail) {
    List<PodLine> lines = new ArrayList<>();
    for (String pod : pods()) {
      lines.addAll(written(pod, since, filter.leavesOut() ? null : tail));
    }
    lines.sort(PodLine.BY_TIME);
    return tail == null || lines.size() <= tail
        ? lines
        : lines.subList(lines.size() - tail, lines.size());
  }

  private List<PodLine> written(String pod, @Nullable Duration since, @Nullable Integer tail) {
    TimeTailPrettyLoggable all = stamped(pod);
    TailPrettyLoggable from = since == null ? all : all.sinceSeconds(seconds(since));
    PrettyLoggable some = tail == null ? from : from.tailingLines(tail);
    try (var reader = new BufferedReader(some.getLogReader())) {
      return lines(pod, reader.lines()).toList();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != NOT_STARTED && refused.getCode() != GONE) {
        throw refused;
      }
      terminal.progress("pod " + pod + " has no log yet");
      return List.of();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * Goes on with what is written after {@code shown}, on pods that come later, too, until it is
   * interrupted.
   *
   * @param shown what was shown already
   */
  public void follow(List<PodLine> shown, Consumer<PodLine> show) throws InterruptedException {
    Map<String, Instant> last = new HashMap<>();
    shown.forEach(line -> last.merge(line.pod(), line.time(), (a, b) -> a.isAfter(b) ? a : b));
    BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    Map<String, Thread> followed = new ConcurrentHashMap<>();
    Thread finder =
        Thread.ofVirtual()
            .start(() -> {
              while (!Thread.currentThread().isInterrupted()) {
                found(followed, last, arrived);
                pause(LOOK_FOR_PODS);
              }
            });
    try {
      inOrder(arrived, show);
    } finally {
      finder.interrupt();
      followed.values().forEach(Thread::interrupt);
    }
  }

  /** A line, and when it came here. */
  private record Arrived(PodLine line, long nanos) {}

  private static void inOrder(BlockingQueue<Arrived> arrived, Consumer<PodLine> show)
      throws InterruptedException {
    PriorityQueue<Arrived> waiting =
        new PriorityQueue<>(Comparator.comparing(Arrived::line, PodLine.BY_TIME));
    while (!Thread.currentThread().isInterrupted()) {
      Arrived next = arrived.poll(PATIENCE.toMillis() / 3, TimeUnit.MILLISECONDS);
      if (next != null) {
        waiting.add(next);
      }
      for (Arrived first = waiting.peek();
          first != null && System.nanoTime() - first.nanos() >= PATIENCE.toNanos();
          first = waiting.peek()) {
        show.accept(waiting.remove().line());
      }
    }
  }

  private void found(
      Map<String, Thread> followed, Map<String, Instant> last, BlockingQueue<Arrived> into) {
    List<String> pods;
    try {
      pods = pods();
    } catch (KubernetesClientException away) {
      terminal.progress("cannot look for pods: " + away.getMessage());
      return;
    }
    followed.keySet().retainAll(pods);
    for (String pod : pods) {
      followed.computeIfAbsent(
          pod, name -> Thread.ofVirtual().start(() -> follow(name, last.get(name), into)));
    }
  }

  /** Until the pod is gone. A container that ends is started again, in a new log. */
  private void follow(String pod, @Nullable Instant from, BlockingQueue<Arrived> into) {
    Instant last = from;
    while (!Thread.currentThread().isInterrupted() && isThere(pod)) {
      TimeTailPrettyLoggable all = stamped(pod);
      PrettyLoggable rest = last == null ? all : all.sinceTime(last.toString());
      try (LogWatch watch = rest.watchLog();
          var reader =
              new BufferedReader(
                  new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          Optional<PodLine> read = PodLine.parse(pod, line);
          if (read.isPresent() && (last == null || read.get().time().isAfter(last))) {
            last = read.get().time();
            if (filter.wants(read.get().text())) {
              into.add(new Arrived(read.get(), System.nanoTime()));
            }
          }
        }
      } catch (KubernetesClientException | IOException ended) {
        terminal.progress("log of pod " + pod + " is cut off, looking again");
      }
      pause(LOOK_AGAIN);
    }
  }

  private boolean isThere(String name) {
    try {
      Pod pod = cluster.client().pods().inNamespace(cluster.namespace()).withName(name).get();
      return pod != null;
    } catch (KubernetesClientException away) {
      return true; // the API server is, and the pod may be back with it
    }
  }

  private Stream<PodLine> lines(String pod, Stream<String> stamped) {
    return stamped
        .map(line -> PodLine.parse(pod, line))
        .flatMap(Optional::stream)
        .filter(line -> filter.wants(line.text()));
  }

  private TimeTailPrettyLoggable stamped(String pod) {
    return cluster
        .client()
        .pods()
        .inNamespace(cluster.namespace())
        .withName(pod)
        .withReadyWaitTimeout(null)
        .usingTimestamps();
  }

  private static int seconds(Duration since) {
    return Math.clamp(since.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE);
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
