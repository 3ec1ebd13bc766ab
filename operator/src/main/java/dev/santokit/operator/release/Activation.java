package dev.santokit.operator.release;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How far pods are with a release: the decision, without a cluster. */
public sealed interface Activation {

  /** As long as pods usually take: asked often. */
  Duration BRISK = Duration.ofSeconds(2);

  /** Between two rounds of requests at first. */
  Duration SHORTEST = Duration.ofMillis(250);

  /** Between two rounds of requests at most. */
  Duration LONGEST = Duration.ofSeconds(5);

  /** All ready pods serve it. */
  record Served() implements Activation {}

  /** No pod is ready, so none serves anything. */
  record NoPods() implements Activation {}

  /**
   * Some do not serve it yet.
   *
   * @param behind names of ready pods that serve another one, or did not answer
   */
  record Taking(List<String> behind) implements Activation {
    /** Copies. */
    public Taking {
      behind = List.copyOf(behind);
    }
  }

  /** A pod has read it and will not serve it. */
  record Refused(String pod, String error) implements Activation {}

  /**
   * Where a release stands.
   *
   * @param digest of the release that the ConfigMaps hold
   * @param ready names of the pods that are ready
   * @param reports what pods said that answered; those that are not ready count when they refuse
   */
  static Activation of(String digest, List<String> ready, List<PodReport> reports) {
    for (PodReport report : reports) {
      PodReport.Refused refused = report.refused();
      if (refused != null && digest.equals(refused.digest())) {
        return new Refused(report.pod(), refused.error());
      }
    }
    if (ready.isEmpty()) {
      return new NoPods();
    }
    List<String> behind = ready.stream().filter(pod -> !serves(pod, digest, reports)).toList();
    return behind.isEmpty() ? new Served() : new Taking(behind);
  }

  private static boolean serves(String pod, String digest, List<PodReport> reports) {
    Optional<PodReport> report = reports.stream().filter(r -> r.pod().equals(pod)).findFirst();
    return report.filter(r -> digest.equals(r.digest())).isPresent();
  }

  /**
   * After how long to ask again.
   *
   * @param open how long this activation has been going on
   */
  static Duration again(Duration open) {
    if (open.compareTo(BRISK) < 0) {
      return SHORTEST;
    }
    Duration quarter = open.dividedBy(4);
    return quarter.compareTo(LONGEST) < 0 ? quarter : LONGEST;
  }
}
