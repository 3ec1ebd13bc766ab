package dev.santokit.operator.project;

import dev.santokit.crds.project.Autoscaling;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.ServerRuntime;
import dev.santokit.project.config.ProjectConfig;
import java.util.Optional;

/**
 * All that the objects of a project follow from.
 *
 * @param project the resource
 * @param config its configuration, which is valid
 * @param secrets changes when the pods have to start anew with other secrets
 * @param serverImage the image when the project names none
 * @param operatorNamespace where the operator runs, which may ask the pods
 */
public record Inputs(
    SantokitProject project,
    ProjectConfig config,
    String secrets,
    String serverImage,
    String operatorNamespace) {

  private static final ServerRuntime USUAL =
      new ServerRuntime(null, null, null, null, null, null, null, null, null, null);
  private static final int USUAL_REPLICAS = 2;

  /** The name of the project, and of most of its objects. */
  String name() {
    return project.getMetadata().getName();
  }

  /** What the project says of its pods; nothing when it says nothing. */
  ServerRuntime runtime() {
    return Optional.ofNullable(project.getSpec().runtime()).orElse(USUAL);
  }

  /** How many pods it is when the load does not say. */
  static int replicas(ServerRuntime runtime) {
    return Optional.ofNullable(runtime.replicas()).orElse(USUAL_REPLICAS);
  }

  /** The least number of pods while the load says how many. */
  static int least(Autoscaling autoscaling) {
    return Optional.ofNullable(autoscaling.minReplicas())
        .orElse(Math.min(USUAL_REPLICAS, autoscaling.maxReplicas()));
  }

  /** The least number of pods that there should be. */
  int leastReplicas() {
    Autoscaling autoscaling = runtime().autoscaling();
    return autoscaling == null ? replicas(runtime()) : least(autoscaling);
  }

  /** The greatest number of pods that there are, one that is replacing another not counted. */
  int mostReplicas() {
    Autoscaling autoscaling = runtime().autoscaling();
    return autoscaling == null ? replicas(runtime()) : autoscaling.maxReplicas();
  }
}
