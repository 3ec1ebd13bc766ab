package dev.santokit.operator.project;

import dev.santokit.crds.Labels;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.cluster.Apply;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the objects of a project as they are desired, and removes those that no longer are. */
@Singleton
public class ServerWriter {

  /** Answers that another try alone does not change: the user, or an admin, has to. */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 422);

  private static final PatchContext FOR_THE_AUTOSCALER =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("santokit-autoscaling")
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final Apply apply;
  private final OwnedObjects owned;

  /** Reads what is known already, and asks the API server for what is not. */
  public ServerWriter(KubernetesClient client, Apply apply, OwnedObjects owned) {
    this.client = client;
    this.apply = apply;
    this.owned = owned;
  }

  /**
   * What was written.
   *
   * @param deployment as it is now; null when there is none
   * @param refusals why objects could not be written; empty when all could
   */
  record Written(@Nullable Deployment deployment, List<String> refusals) {}

  /** What there is of a project's server, without writing. */
  Written nothing(SantokitProject project) {
    return new Written(observed(Deployment.class, project), List.of());
  }

  /**
   * Writes what differs.
   *
   * @param start whether pods may be started or replaced; else the Deployment stays as it is
   * @throws KubernetesClientException when a request failed that may succeed when tried again
   */
  Written write(Inputs inputs, boolean start) {
    SantokitProject project = inputs.project();
    List<HasMetadata> desired = Desired.all(inputs);
    Deployment deployment = observed(Deployment.class, project);
    var refusals = new ArrayList<String>();
    for (HasMetadata object : desired) {
      if (object instanceof Deployment && !start) {
        continue;
      }
      try {
        HasMetadata now = apply(object, project);
        deployment = now instanceof Deployment written ? written : deployment;
      } catch (Refused refused) {
        refusals.add(refused.getMessage());
      }
    }
    remove(PodDisruptionBudget.class, project, desired);
    remove(HorizontalPodAutoscaler.class, project, desired);
    if (start) {
      removeOldConfigurations(project, deployment);
    }
    return new Written(deployment, refusals);
  }

  /** An object cannot be written, for a reason that people have to remove. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private <T extends HasMetadata> T apply(T desired, SantokitProject project) throws Refused {
    T observed = observed(desired);
    if (observed != null && !controls(project, observed)) {
      throw new Refused(
          "%s %s is there already and does not belong to this project: rename or delete it"
              .formatted(desired.getKind(), desired.getMetadata().getName()));
    }
    try {
      if (desired instanceof Deployment ours && observed instanceof Deployment theirs) {
        handOverReplicas(ours, theirs);
      }
      return apply.apply(desired, observed);
    } catch (KubernetesClientException refused) {
      if (!REFUSALS.contains(refused.getCode())) {
        throw refused;
      }
      throw new Refused(
          "%s %s: %s"
              .formatted(desired.getKind(), desired.getMetadata().getName(), message(refused)));
    }
  }

  /**
   * When the load begins to say how many pods there are, the Deployment no longer does. Without
   * another who says it, the API server would make that 1 until the autoscaler has its first
   * figures.
   */
  private void handOverReplicas(Deployment desired, Deployment observed) {
    if (desired.getSpec().getReplicas() == null && saysReplicas(observed)) {
      var replicas =
          new DeploymentBuilder()
              .withNewMetadata()
              .withNamespace(observed.getMetadata().getNamespace())
              .withName(observed.getMetadata().getName())
              .endMetadata()
              .withNewSpec()
              .withReplicas(observed.getSpec().getReplicas())
              .endSpec()
              .build();
      var ignored = client.resource(replicas).patch(FOR_THE_AUTOSCALER);
    }
  }

  private static boolean saysReplicas(Deployment observed) {
    return observed.getMetadata().getManagedFields().stream()
        .filter(entry -> Labels.OPERATOR.equals(entry.getManager()))
        .map(entry -> entry.getFieldsV1().getAdditionalProperties().get("f:spec"))
        .anyMatch(spec -> spec instanceof Map<?, ?> fields && fields.containsKey("f:replicas"));
  }

  private static String message(KubernetesClientException refused) {
    return Optional.ofNullable(refused.getStatus())
        .map(status -> status.getMessage())
        .orElseGet(() -> "the API server refuses it (" + refused.getCode() + ")");
  }

  /** From the cache; what that does not have may be somebody else's, without our labels. */
  @SuppressWarnings("unchecked") // the class of an object is the class of its kind
  private <T extends HasMetadata> @Nullable T observed(T desired) {
    var metadata = desired.getMetadata();
    return owned
        .find((Class<T>) desired.getClass(), metadata.getNamespace(), metadata.getName())
        .orElseGet(() -> client.resource(desired).get());
  }

  private <T extends HasMetadata> @Nullable T observed(Class<T> kind, SantokitProject project) {
    var metadata = project.getMetadata();
    return owned.find(kind, metadata.getNamespace(), metadata.getName()).orElse(null);
  }

  static boolean controls(SantokitProject project, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .map(OwnerReference::getUid)
        .anyMatch(uid -> uid.equals(project.getMetadata().getUid()));
  }

  private <T extends HasMetadata> void remove(
      Class<T> kind, SantokitProject project, List<HasMetadata> desired) {
    if (desired.stream().anyMatch(kind::isInstance)) {
      return;
    }
    T observed = observed(kind, project);
    if (observed != null && controls(project, observed)) {
      var ignored = client.resource(observed).delete();
    }
  }

  /** While pods of the time before are left, these may start anew. */
  private void removeOldConfigurations(SantokitProject project, @Nullable Deployment deployment) {
    if (deployment == null || !(Rollout.of(deployment) instanceof Rollout.Done)) {
      return;
    }
    Set<String> used =
        deployment.getSpec().getTemplate().getSpec().getVolumes().stream()
            .flatMap(volume -> Stream.ofNullable(volume.getConfigMap()))
            .map(ConfigMapVolumeSource::getName)
            .collect(Collectors.toSet());
    owned
        .configurations(project)
        .filter(configMap -> !used.contains(configMap.getMetadata().getName()))
        .filter(configMap -> controls(project, configMap))
        .toList()
        .forEach(configMap -> {
          var ignored = client.resource(configMap).delete();
        });
  }
}
