package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.overview.FunctionView;
import dev.santokit.cli.overview.Lookup;
import dev.santokit.cli.overview.NeededSecrets;
import dev.santokit.cli.overview.ProjectPage;
import dev.santokit.cli.overview.ProjectView;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Listing.Format;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.SantokitProject;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stk project info}. */
@Command(
    name = "info",
    description = "Show a project: what it serves, where, and what it lacks.",
    footer = {"", "Example: stk project info my-app -n shop"})
final class ProjectInfo implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Mixin Listing listing = new Listing();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  ProjectInfo(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String name = target.project(terminal, dir);
    try (Cluster cluster = target.connect(terminal)) {
      SantokitProject resource = Lookup.get(cluster, name);
      ProjectView project = new ProjectView(resource);
      List<LogicBundle> bundles = Lookup.bundles(cluster, name);
      List<FunctionView> functions = bundles.stream().map(FunctionView::new).toList();
      SortedSet<String> needed = NeededSecrets.of(resource.getSpec(), bundles);
      if (listing.format() == Format.table) {
        ProjectPage.lines(terminal, project, functions, needed).forEach(terminal::result);
      } else {
        listing.print(terminal, document(project, functions, needed), "");
      }
      return ExitCode.DONE.number();
    }
  }

  private static Listing.Content document(
      ProjectView project, List<FunctionView> functions, SortedSet<String> needed) {
    ObjectNode document = project.summary();
    ObjectNode secrets = document.putObject("secrets");
    project.secrets().forEach(secrets.putArray("set")::add);
    needed.removeAll(project.secrets());
    needed.forEach(secrets.putArray("missing")::add);
    var list = document.putArray("functions");
    functions.forEach(function -> list.add(function.summary()));
    return new Listing.Content(List.of(), List.of(), List.of(project.name()), document);
  }
}
