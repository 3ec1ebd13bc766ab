package dev.santokit.cli.overview;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import java.util.Comparator;
import java.util.List;
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
}
