package dev.santokit.operator.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;

class RolloutTest {

  static Deployment deployment(int wanted, int existing, int updated, int available) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withGeneration(4L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(wanted)
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(4L)
        .withReplicas(existing)
        .withUpdatedReplicas(updated)
        .withAvailableReplicas(available)
        .endStatus()
        .build();
  }

  private static Deployment with(Deployment deployment, String condition, String status) {
    return deployment
        .edit()
        .editStatus()
        .addNewCondition()
        .withType(condition)
        .withStatus(status)
        .withMessage("exceeded quota")
        .endCondition()
        .endStatus()
        .build();
  }

  @Test
  void all_new_pods_are_ready_and_no_old_ones_are_left() {
    assertThat(Rollout.of(deployment(3, 3, 3, 3))).isEqualTo(new Rollout.Done(3));
  }

  @Test
  void no_pods_are_wanted_and_none_are_there() {
    assertThat(Rollout.of(deployment(0, 0, 0, 0))).isEqualTo(new Rollout.Done(0));
  }

  @Test
  void an_old_pod_is_left() {
    assertThat(Rollout.of(deployment(3, 4, 3, 4))).isEqualTo(new Rollout.Progressing(3, 3));
  }

  @Test
  void old_pods_that_are_available_count_for_nothing() {
    assertThat(Rollout.of(deployment(3, 4, 1, 3))).isEqualTo(new Rollout.Progressing(1, 3));
  }

  @Test
  void the_controller_has_not_looked_at_what_was_written() {
    Deployment stale =
        deployment(3, 3, 3, 3).edit().editMetadata().withGeneration(5L).endMetadata().build();

    assertThat(Rollout.of(stale)).isEqualTo(new Rollout.Progressing(0, 3));
  }

  @Test
  void there_is_no_deployment_yet() {
    assertThat(Rollout.of(null)).isEqualTo(new Rollout.Progressing(0, 0));
  }

  @Test
  void no_pod_can_be_made() {
    assertThat(Rollout.of(with(deployment(3, 0, 0, 0), "ReplicaFailure", "True")))
        .isEqualTo(new Rollout.Refused("exceeded quota"));
  }

  @Test
  void pods_do_not_become_ready_in_time() {
    assertThat(Rollout.of(with(deployment(3, 3, 3, 1), "Progressing", "False")))
        .isEqualTo(new Rollout.Stuck(1, 3));
  }
}
