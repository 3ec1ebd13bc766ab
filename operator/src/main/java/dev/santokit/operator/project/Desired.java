package dev.santokit.operator.project;

import dev.santokit.crds.Labels;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.cluster.Owners;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The objects that a project should have, besides its vault and its releases. */
public final class Desired {

  static final String COMPONENT = "server";
  private static final String NAME = "santokit-server";

  private Desired() {}

  /** All of them, in the order in which they are written: the pods last, as they need the rest. */
  public static List<HasMetadata> all(Inputs inputs) {
    return Stream.of(
            Optional.of(serviceAccount(inputs.project())),
            Optional.of(ServerConfig.configMap(inputs)),
            Optional.of(ServerNetwork.service(inputs)),
            Optional.of(ServerNetwork.policy(inputs)),
            ServerScale.budget(inputs),
            Optional.of(ServerDeployment.deployment(inputs)),
            ServerScale.autoscaler(inputs))
        .<HasMetadata>mapMulti((object, all) -> object.ifPresent(all))
        .toList();
  }

  /** Whom the pods run as. It has no rights, and the pods get no token. */
  private static ServiceAccount serviceAccount(SantokitProject project) {
    return new ServiceAccountBuilder()
        .withMetadata(metadata(project, project.getMetadata().getName()))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  /** The metadata of an object of a project, which goes with it. */
  static ObjectMeta metadata(SantokitProject project, String name) {
    return new ObjectMetaBuilder()
        .withNamespace(project.getMetadata().getNamespace())
        .withName(name)
        .withLabels(labels(project.getMetadata().getName()))
        .withOwnerReferences(Owners.controller(project))
        .build();
  }

  /** The labels of all objects of a project's server. */
  static SortedMap<String, String> labels(String project) {
    var labels = new TreeMap<>(selected(project));
    labels.put(Labels.NAME, NAME);
    labels.put(Labels.PART_OF, Labels.SANTOKIT);
    labels.put(Labels.MANAGED_BY, Labels.OPERATOR);
    labels.put(Labels.PROJECT, project);
    return labels;
  }

  /** The labels that tell its pods from all others. They cannot change: a Deployment keeps them. */
  static SortedMap<String, String> selected(String project) {
    return new TreeMap<>(Map.of(Labels.INSTANCE, project, Labels.COMPONENT, COMPONENT));
  }

  /** Its pods. */
  static LabelSelector selector(String project) {
    return new LabelSelectorBuilder().withMatchLabels(selected(project)).build();
  }
}
