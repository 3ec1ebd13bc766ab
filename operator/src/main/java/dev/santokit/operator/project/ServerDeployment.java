package dev.santokit.operator.project;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;

/** The Deployment of a project's server. */
final class ServerDeployment {

  private static final int OLD_REPLICA_SETS = 2;

  private ServerDeployment() {}

  static Deployment deployment(Inputs inputs) {
    var runtime = inputs.runtime();
    return new DeploymentBuilder()
        .withMetadata(Desired.metadata(inputs.project(), inputs.name()))
        .withNewSpec()
        // While the load says how many, nobody else may.
        .withReplicas(runtime.autoscaling() == null ? Inputs.replicas(runtime) : null)
        .withRevisionHistoryLimit(OLD_REPLICA_SETS)
        .withSelector(Desired.selector(inputs.name()))
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxUnavailable(new IntOrString(0))
        .withMaxSurge(new IntOrString(1))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(ServerPods.template(inputs))
        .endSpec()
        .build();
  }
}
