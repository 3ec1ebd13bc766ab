package dev.santokit.operator.project;

import dev.santokit.crds.project.Autoscaling;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Optional;

/** How many pods there are, and how many may be away. */
final class ServerScale {

  private static final int USUAL_CPU_PERCENTAGE = 80;

  private ServerScale() {}

  /** One pod at a time may be away; a budget for a single one would keep its node from draining. */
  static Optional<PodDisruptionBudget> budget(Inputs inputs) {
    if (inputs.leastReplicas() <= 1) {
      return Optional.empty();
    }
    return Optional.of(
        new PodDisruptionBudgetBuilder()
            .withMetadata(Desired.metadata(inputs.project(), inputs.name()))
            .withNewSpec()
            .withMaxUnavailable(new IntOrString(1))
            .withSelector(Desired.selector(inputs.name()))
            .endSpec()
            .build());
  }

  static Optional<HorizontalPodAutoscaler> autoscaler(Inputs inputs) {
    return Optional.ofNullable(inputs.runtime().autoscaling())
        .map(autoscaling -> autoscaler(inputs, autoscaling));
  }

  private static HorizontalPodAutoscaler autoscaler(Inputs inputs, Autoscaling autoscaling) {
    int percentage =
        Optional.ofNullable(autoscaling.targetCPUUtilizationPercentage())
            .orElse(USUAL_CPU_PERCENTAGE);
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(Desired.metadata(inputs.project(), inputs.name()))
        .withNewSpec()
        .withNewScaleTargetRef()
        .withApiVersion("apps/v1")
        .withKind("Deployment")
        .withName(inputs.name())
        .endScaleTargetRef()
        .withMinReplicas(Inputs.least(autoscaling))
        .withMaxReplicas(autoscaling.maxReplicas())
        .addNewMetric()
        .withType("Resource")
        .withNewResource()
        .withName("cpu")
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(percentage)
        .endTarget()
        .endResource()
        .endMetric()
        .endSpec()
        .build();
  }
}
