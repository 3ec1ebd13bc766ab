package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Polling;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.overview.Lookup;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.Labels;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk project delete}. */
@Command(
    name = "delete",
    description = "Delete a project from the cluster, with its functions and plans.",
    footer = {
      "",
      "Lists what goes, asks, and ends when nothing of it runs any more. Databases stay as they are, and so does the key of the vault"
          + " (Secret NAME-vault-key): a project that is created again under the name opens secrets that"
          + " were sealed to it.",
      "",
      "Example: stk project delete shop -n shop"
    })
final class ProjectDelete implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Parameters(paramLabel = "NAME", description = "The project's name.")
  String name = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Agree without being asked.")
  boolean yes;

  @Option(names = "--dry-run", description = "List what would go, and delete nothing.")
  boolean dryRun;

  @Option(names = "--no-wait", description = "Do not wait until all of it is gone.")
  boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long to wait at most. Default: ${DEFAULT-VALUE}.")
  String timeout = "2m";

  ProjectDelete(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Duration patience = Polling.duration("--timeout", timeout);
    try (Cluster cluster = target.connect(terminal)) {
      boolean exists = Lookup.find(cluster, name).isPresent();
      List<LogicBundle> bundles = Lookup.bundles(cluster, name);
      List<SchemaPlan> plans = Lookup.plans(cluster, name);
      List<String> listed = listed(exists, bundles, plans);
      if (listed.isEmpty()) {
        throw CommandFailure.notFound(
            "no project " + name + " in namespace " + cluster.namespace(),
            "stk project list shows which there are");
      }
      listed.forEach(terminal::result);
      if (dryRun) {
        terminal.progress("nothing was deleted");
        return ExitCode.DONE.number();
      }
      terminal.consent(
          "delete %s of %s in namespace %s"
              .formatted(Counted.of(listed.size(), "object"), name, cluster.namespace()),
          yes,
          "--yes");
      delete(cluster, bundles, plans);
      if (!noWait) {
        awaitGone(cluster, patience);
      }
      terminal.result(name + (noWait ? " is being deleted" : " deleted"));
      terminal.progress(
          "its databases stay, and the key of its vault: Secret " + name + "-vault-key");
      return ExitCode.DONE.number();
    }
  }

  private List<String> listed(boolean exists, List<LogicBundle> bundles, List<SchemaPlan> plans) {
    List<String> listed = new ArrayList<>();
    if (exists) {
      listed.add("santokitproject " + name);
    }
    bundles.forEach(bundle ->
        listed.add(
            "logicbundle "
                + bundle.getMetadata().getName()
                + " ("
                + bundle.getSpec().path()
                + ")"));
    plans.forEach(plan ->
        listed.add(
            "schemaplan " + plan.getMetadata().getName() + " (" + plan.getSpec().database() + ")"));
    return listed;
  }

  /**
   * The project first: while it were there, each function that goes would make a release of the
   * rest. It is gone when all that the operator made for it is.
   */
  private void delete(Cluster cluster, List<LogicBundle> bundles, List<SchemaPlan> plans) {
    cluster
        .projects()
        .withName(name)
        .withPropagationPolicy(DeletionPropagation.FOREGROUND)
        .delete();
    bundles.forEach(bundle -> cluster.bundles().withName(bundle.getMetadata().getName()).delete());
    plans.forEach(plan -> cluster.plans().withName(plan.getMetadata().getName()).delete());
  }

  private void awaitGone(Cluster cluster, Duration patience) throws InterruptedException {
    Polling.until(
        patience,
        "all of " + name + " to be gone",
        "something holds it: kubectl get santokitproject "
            + name
            + " -o yaml shows finalizers, kubectl get pods -l "
            + Labels.INSTANCE
            + "="
            + name
            + " what still runs",
        () -> {
          boolean gone =
              Lookup.find(cluster, name).isEmpty()
                  && Lookup.bundles(cluster, name).isEmpty()
                  && Lookup.plans(cluster, name).isEmpty()
                  && !Lookup.runs(cluster, name);
          return gone ? Optional.of(true) : Optional.empty();
        });
  }
}
