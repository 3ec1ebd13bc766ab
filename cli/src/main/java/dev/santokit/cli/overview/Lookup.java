package dev.santokit.cli.overview;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.crds.Labels;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what belongs to a project. */
public final class Lookup {

  private Lookup() {}

  /** The project, if there is one. */
  public static Optional<SantokitProject> find(Cluster cluster, String name) {
    return Optional.ofNullable(cluster.projects().withName(name).get());
  }

  /**
   * The project.
   *
   * @throws CommandFailure when there is none
   */
  public static SantokitProject get(Cluster cluster, String name) {
    return find(cluster, name)
        .orElseThrow(() ->
            CommandFailure.notFound(
                "no project " + name + " in namespace " + cluster.namespace(),
                "stk project create makes it, stk project list shows which there are"));
  }

  /** Its functions by path, whoever applied them. */
  public static List<LogicBundle> bundles(Cluster cluster, String name) {
    return cluster.bundles().list().getItems().stream()
        .filter(bundle -> bundle.getSpec().project().equals(name))
        .sorted(Comparator.comparing(bundle -> bundle.getSpec().path()))
        .toList();
  }

  /** Its schemas by name, whoever applied them. */
  public static List<SchemaPlan> plans(Cluster cluster, String name) {
    return cluster.plans().list().getItems().stream()
        .filter(plan -> plan.getSpec().project().equals(name))
        .sorted(Comparator.comparing(plan -> plan.getMetadata().getName()))
        .toList();
  }

  /**
   * Whether a server of it is there: Deployment, ReplicaSets and pods go one after the other, each
   * in the background.
   */
  public static boolean runs(Cluster cluster, String name) {
    Map<String, String> labels = Map.of(Labels.INSTANCE, name, Labels.PART_OF, Labels.SANTOKIT);
    KubernetesClient client = cluster.client();
    String namespace = cluster.namespace();
    return !(client
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withLabels(labels)
            .list()
            .getItems()
            .isEmpty()
        && client
            .apps()
            .replicaSets()
            .inNamespace(namespace)
            .withLabels(labels)
            .list()
            .getItems()
            .isEmpty()
        && client.pods().inNamespace(namespace).withLabels(labels).list().getItems().isEmpty());
  }
}
