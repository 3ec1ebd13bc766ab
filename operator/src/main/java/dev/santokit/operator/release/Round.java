package dev.santokit.operator.release;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks a project's pods what they serve: often while some of them do not serve what they should,
 * and not at all when all do. Not for use by several threads.
 */
final class Round {

  /** How long a touched pod has before it is touched again. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ServerPods pods;
  private final Map<String, PodReport> reports = new HashMap<>();
  private Set<String> readyWhenAsked = Set.of();
  private @Nullable Instant open;
  private @Nullable Instant asked;
  private @Nullable Instant touched;

  Round(ServerPods pods) {
    this.pods = pods;
  }

  /**
   * What is known after a round.
   *
   * @param activation of the release that was asked about
   * @param pods all that there are
   * @param ready what the ready ones said that answered
   * @param open how long this has been going on; null when there is nothing to ask any more
   * @param again after how long to ask again; null when there is nothing to ask
   */
  record Result(
      Activation activation,
      List<ServerPod> pods,
      List<PodReport> ready,
      @Nullable Duration open,
      @Nullable Duration again) {}

  /** Tells the kubelets of all pods that there is something new. */
  void touch(List<ServerPod> all, long revision, Instant now) {
    pods.touch(all, word(revision, now));
    reports.clear();
    open = now;
    asked = now;
    touched = now;
    readyWhenAsked = ready(all);
  }

  /** A value that no touch before had. */
  private static String word(long revision, Instant now) {
    return revision + "." + now.toEpochMilli();
  }

  /**
   * Asks, unless it is too early for that or all is known.
   *
   * @param release which one pods should serve
   * @param mayTouch whether a pod that is behind may be touched
   */
  Result ask(List<ServerPod> all, KnownRelease release, boolean mayTouch, Instant now) {
    reports.keySet().retainAll(all.stream().map(ServerPod::run).toList());
    if (isOpen(all, release.digest())) {
      open = Objects.requireNonNullElse(open, now);
      if (asked == null || !now.isBefore(asked.plus(pause(now))) || isNew(all)) {
        asked = now;
        readyWhenAsked = ready(all);
        round(all);
        if (mayTouch) {
          touchAgain(all, release, now);
        }
      }
    }
    boolean still = isOpen(all, release.digest());
    if (!still) {
      open = null;
    }
    return new Result(
        activation(all, release.digest()),
        all,
        all.stream().filter(ServerPod::ready).map(this::report).filter(Objects::nonNull).toList(),
        open == null ? null : Duration.between(open, now),
        still ? pause(now) : null);
  }

  private Duration pause(Instant now) {
    return Activation.again(Duration.between(Objects.requireNonNullElse(open, now), now));
  }

  private void round(List<ServerPod> all) {
    List<ServerPod> reachable = all.stream().filter(pod -> pod.address() != null).toList();
    Map<String, PodReport> answers = new HashMap<>();
    pods.ask(reachable).forEach(report -> answers.put(report.pod(), report));
    for (ServerPod pod : reachable) {
      PodReport report = answers.get(pod.name());
      if (report == null) {
        reports.remove(pod.run());
      } else {
        reports.put(pod.run(), report);
      }
    }
  }

  /** The kubelet missed the touch, or looked before the ConfigMap reached it. */
  private void touchAgain(List<ServerPod> all, KnownRelease release, Instant now) {
    if (touched != null && now.isBefore(touched.plus(PATIENCE))) {
      return;
    }
    List<ServerPod> behind =
        all.stream()
            .filter(pod -> {
              PodReport report = report(pod);
              return report != null && !release.digest().equals(report.digest());
            })
            .toList();
    if (!behind.isEmpty()) {
      touched = now;
      pods.touch(behind, word(release.revision(), now));
    }
  }

  /** Whether a pod has become ready since: it is asked at once. */
  private boolean isNew(List<ServerPod> all) {
    return !readyWhenAsked.containsAll(ready(all));
  }

  private static Set<String> ready(List<ServerPod> all) {
    return all.stream().filter(ServerPod::ready).map(ServerPod::run).collect(Collectors.toSet());
  }

  private boolean isOpen(List<ServerPod> all, String digest) {
    return all.stream().anyMatch(pod -> !pod.ready() || !isSettled(pod, digest));
  }

  private boolean isSettled(ServerPod pod, String digest) {
    PodReport report = report(pod);
    return report != null
        && digest.equals(report.digest())
        && report.databases().values().stream().allMatch(PodReport.DatabaseReport::reachable);
  }

  private @Nullable PodReport report(ServerPod pod) {
    return reports.get(pod.run());
  }

  private Activation activation(List<ServerPod> all, String digest) {
    return Activation.of(
        digest,
        all.stream().filter(ServerPod::ready).map(ServerPod::name).toList(),
        all.stream().map(this::report).filter(Objects::nonNull).toList());
  }
}
