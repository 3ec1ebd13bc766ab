package dev.santokit.operator.project;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a Deployment is with what was written last: the decision, without a cluster. */
sealed interface Rollout {

  /** Pods are being started or replaced. */
  record Progressing(int ready, int wanted) implements Rollout {}

  /** No pod can be made. */
  record Refused(String message) implements Rollout {}

  /** Pods were made and do not become ready. */
  record Stuck(int ready, int wanted) implements Rollout {}

  /** As many pods as wanted are ready, and no older ones are left. */
  record Done(int wanted) implements Rollout {}

  /**
   * Of a Deployment.
   *
   * @param deployment null while there is none
   */
  static Rollout of(@Nullable Deployment deployment) {
    if (deployment == null) {
      return new Progressing(0, 0);
    }
    int wanted = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
    DeploymentStatus status = deployment.getStatus();
    if (status == null || !isOfNow(deployment, status)) {
      return new Progressing(0, wanted);
    }
    int updated = count(status.getUpdatedReplicas());
    int ready = Math.min(updated, count(status.getAvailableReplicas()));
    if (updated == wanted && count(status.getReplicas()) == wanted && ready == wanted) {
      return new Done(wanted);
    }
    Optional<DeploymentCondition> refused = condition(status, "ReplicaFailure", "True");
    if (refused.isPresent()) {
      return new Refused(refused.get().getMessage());
    }
    return condition(status, "Progressing", "False").isPresent()
        ? new Stuck(ready, wanted)
        : new Progressing(ready, wanted);
  }

  private static boolean isOfNow(Deployment deployment, DeploymentStatus status) {
    Long generation = deployment.getMetadata().getGeneration();
    Long observed = status.getObservedGeneration();
    return generation == null || (observed != null && observed >= generation);
  }

  private static Optional<DeploymentCondition> condition(
      DeploymentStatus status, String type, String value) {
    return status.getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .filter(condition -> value.equals(condition.getStatus()))
        .findFirst();
  }

  private static int count(@Nullable Integer number) {
    return number == null ? 0 : number;
  }
}
