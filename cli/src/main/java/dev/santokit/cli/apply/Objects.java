package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.crds.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServerSideApplicable;
import java.util.List;
import java.util.Optional;

/** The objects of one namespace, as JSON. */
final class Objects {

  private final KubernetesClient client;
  private final String namespace;

  Objects(Cluster cluster) {
    this.client = cluster.client();
    this.namespace = cluster.namespace();
  }

  Optional<JsonNode> get(Kind kind, String name) {
    return Optional.ofNullable(of(kind).withName(name).get()).map(this::json);
  }

  /** Those of a project by their {@code spec.project}: whoever applied them may label none. */
  List<JsonNode> ofProject(Kind kind, String project) {
    return of(kind).list().getItems().stream()
        .map(this::json)
        .filter(object -> object.path("spec").path("project").asText().equals(project))
        .toList();
  }

  /**
   * Applies an item.
   *
   * @param force take over fields that another manager owns with another value
   * @param dryRun ask only whether it would be taken
   * @return what is there now
   */
  JsonNode apply(Item item, String manager, boolean force, boolean dryRun) {
    GenericKubernetesResource resource = resource(item.json());
    ServerSideApplicable<GenericKubernetesResource> apply =
        of(item.kind()).resource(resource).dryRun(dryRun).fieldManager(manager);
    return json((force ? apply.forceConflicts() : apply).serverSideApply());
  }

  /** Deletes one; none is fine. */
  void delete(Kind kind, String name, boolean dryRun) {
    of(kind).withName(name).dryRun(dryRun).delete();
  }

  NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      of(Kind kind) {
    return client.genericKubernetesResources(kind.context()).inNamespace(namespace);
  }

  JsonNode json(GenericKubernetesResource resource) {
    return client.getKubernetesSerialization().convertValue(resource, ObjectNode.class);
  }

  private GenericKubernetesResource resource(JsonNode json) {
    return client.getKubernetesSerialization().convertValue(json, GenericKubernetesResource.class);
  }

  /** Whether an object says that it is the project's own. */
  static boolean isLabelled(JsonNode object, String project) {
    return object.path("metadata").path("labels").path(Labels.PROJECT).asText().equals(project);
  }
}
