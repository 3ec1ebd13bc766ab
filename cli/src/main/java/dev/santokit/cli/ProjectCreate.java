package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Polling;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.overview.Lookup;
import dev.santokit.cli.overview.NeededSecrets;
import dev.santokit.cli.overview.ProjectView;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.project.ProjectReading;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.crds.Labels;
import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.crds.project.VaultStatus;
import dev.santokit.project.Project;
import dev.santokit.project.problem.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk project create}. */
@Command(
    name = "create",
    description = "Create a project on the cluster, of its files.",
    footer = {
      "",
      "Creates the SantokitProject with what config/ says, without functions and schemas, and waits until"
          + " the operator has made the key that its secrets are sealed to. The namespace must be there."
          + " A project that exists already stays as it is.",
      "",
      "Example: kubectl create namespace shop",
      "         stk project create my-app -n shop"
    })
final class ProjectCreate implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = "--dry-run",
      description = "Let the cluster check the project without creating it.")
  boolean dryRun;

  @Option(names = "--no-wait", description = "Do not wait for the operator.")
  boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "60s",
      description = "How long to wait at most. Default: ${DEFAULT-VALUE}.")
  String timeout = "60s";

  ProjectCreate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    Duration patience = Polling.duration("--timeout", timeout);
    Path folder = ProjectLocation.find(terminal.workingDirectory(), dir);
    Project files = ProjectReading.of(folder).orThrow().project();
    SantokitProject wanted = resource(folder, files);
    try (Cluster cluster = target.connect(terminal)) {
      String name = wanted.getMetadata().getName();
      String place = name + " in namespace " + cluster.namespace();
      if (Lookup.find(cluster, name).isPresent()) {
        terminal.result(place + " exists already");
      } else {
        create(cluster, wanted);
        if (dryRun) {
          terminal.result(place + " would be created");
          return ExitCode.DONE.number();
        }
        terminal.result(place + terminal.styled(Style.GREEN, " created"));
      }
      if (!noWait && !dryRun) {
        awaitKey(cluster, name, patience);
        next(files, cluster, name);
      }
      return ExitCode.DONE.number();
    }
  }

  private SantokitProject resource(Path folder, Project files) {
    Problems problems = new Problems();
    SantokitProject wanted = Projects.of(files, problems);
    if (wanted == null) {
      throw new ProjectInvalid(folder, problems.sorted());
    }
    target
        .named(terminal)
        .ifPresent(name -> {
          wanted.getMetadata().setName(name);
          wanted.getMetadata().getLabels().put(Labels.PROJECT, name);
        });
    return wanted;
  }

  private void create(Cluster cluster, SantokitProject wanted) {
    var resource = cluster.client().resource(wanted).inNamespace(cluster.namespace());
    var applied = dryRun ? resource.dryRun() : resource;
    applied.fieldManager(Cluster.FIELD_MANAGER).serverSideApply();
  }

  private void awaitKey(Cluster cluster, String name, Duration patience)
      throws InterruptedException {
    Polling.until(
        patience,
        "the operator to make the vault key of " + name,
        "is it running, and does it watch namespace "
            + cluster.namespace()
            + "? kubectl get pods -A -l app.kubernetes.io/name=santokit-operator",
        () ->
            Lookup.find(cluster, name)
                .map(SantokitProject::getStatus)
                .map(SantokitProjectStatus::vault)
                .map(VaultStatus::publicKey));
  }

  /** What is left to do, as commands that can be copied. */
  private void next(Project files, Cluster cluster, String name) {
    ProjectView project = new ProjectView(Lookup.get(cluster, name));
    List<LogicBundle> bundles =
        files.functions().stream().map(function -> Bundles.of(name, function)).toList();
    SortedSet<String> missing = NeededSecrets.of(project.project().getSpec(), bundles);
    missing.removeAll(project.secrets());
    String rest = (dir == null ? "" : " " + dir) + target.typed();
    List<String> commands = new ArrayList<>();
    missing.forEach(secret -> commands.add("stk secret set " + secret + rest));
    commands.add("stk apply" + rest);
    terminal.progress("next:");
    commands.forEach(command -> terminal.progress("  " + command));
  }
}
