package dev.santokit.operator.release;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pod that runs a project's server.
 *
 * @param namespace where it is
 * @param name its name
 * @param run what it is until its process starts again: the uid and when containers started
 * @param address where it answers; null before it has one
 * @param ready whether it gets calls
 */
record ServerPod(
    String namespace, String name, String run, @Nullable String address, boolean ready) {

  /** Of a pod; empty when it is on its way out or has ended. */
  static Optional<ServerPod> of(Pod pod) {
    PodStatus status = pod.getStatus();
    if (pod.getMetadata().getDeletionTimestamp() != null || status == null || hasEnded(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerPod(
            pod.getMetadata().getNamespace(),
            pod.getMetadata().getName(),
            pod.getMetadata().getUid() + starts(status),
            status.getPodIP(),
            isReady(status)));
  }

  private static boolean hasEnded(PodStatus status) {
    return "Succeeded".equals(status.getPhase()) || "Failed".equals(status.getPhase());
  }

  private static boolean isReady(PodStatus status) {
    return status.getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private static String starts(PodStatus status) {
    List<ContainerStatus> containers = status.getContainerStatuses();
    return containers.stream()
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .map(state -> state.getRunning() == null ? "-" : state.getRunning().getStartedAt())
        .collect(Collectors.joining(" ", " ", ""));
  }
}
