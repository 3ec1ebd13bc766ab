package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.overview.FunctionView;
import dev.santokit.cli.overview.Lookup;
import dev.santokit.cli.overview.ProjectView;
import dev.santokit.cli.plan.PlanPage;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Listing.Format;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.project.ActiveRelease;
import dev.santokit.crds.project.SantokitProjectStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stk status}. */
@Command(
    name = "status",
    description = "Say whether a project is ready, and why not.",
    footer = {
      "",
      "Exits 0 when it is ready and 1 when it is not. stk project info says more.",
      "",
      "Example: stk status my-app -n shop"
    })
final class Status implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Mixin Listing listing = new Listing();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  Status(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String name = target.project(terminal, dir);
    try (Cluster cluster = target.connect(terminal)) {
      ProjectView project = new ProjectView(Lookup.get(cluster, name));
      List<FunctionView> invalid =
          Lookup.bundles(cluster, name).stream()
              .map(FunctionView::new)
              .filter(function -> function.complaint().isPresent())
              .toList();
      String typed = Applying.typed(dir, target);
      List<PlanPage> plans =
          Lookup.plans(cluster, name).stream()
              .filter(Plans::isApplied)
              .map(plan -> new PlanPage(plan, typed))
              .toList();
      if (listing.format() == Format.table) {
        lines(project, invalid, plans);
      } else {
        listing.print(terminal, document(project, invalid, plans), "");
      }
      return (project.isReady() ? ExitCode.DONE : ExitCode.FAILED).number();
    }
  }

  private void lines(ProjectView project, List<FunctionView> invalid, List<PlanPage> plans) {
    String name = terminal.styled(Style.BOLD, project.name());
    if (project.isReady()) {
      terminal.result(name + terminal.styled(Style.GREEN, " ready") + serves(project).orElse(""));
    } else {
      terminal.result(name + terminal.styled(Style.RED, " not ready: " + project.reason()));
      terminal.result("  " + project.explanation());
      serves(project).ifPresent(serves -> terminal.result("  it serves" + serves.substring(1)));
    }
    for (FunctionView function : invalid) {
      function
          .complaint()
          .orElse("")
          .lines()
          .forEach(line -> terminal.result("  " + function.path() + ": " + line));
    }
    for (PlanPage plan : plans) {
      terminal.result("  schema %s %s: %s".formatted(plan.database(), plan.phase(), plan.waits()));
      plan.command().ifPresent(command -> terminal.result("    " + command));
    }
  }

  /** {@code : release 3f2a91bc04de, revision 4, 7 functions on 3 pods}. */
  private static Optional<String> serves(ProjectView project) {
    return project
        .releaseText()
        .map(text -> {
          String functions =
              project
                  .release()
                  .map(ActiveRelease::functions)
                  .map(count -> ", " + Counted.of(count, "function"))
                  .orElse("");
          String pods =
              project
                  .status()
                  .map(SantokitProjectStatus::replicas)
                  .map(count -> " on " + Counted.of(count, "pod"))
                  .orElse("");
          return ": release " + text + functions + pods;
        });
  }

  private static Listing.Content document(
      ProjectView project, List<FunctionView> invalid, List<PlanPage> plans) {
    ObjectNode document = project.summary();
    ArrayNode functions = document.putArray("invalid");
    invalid.forEach(function -> functions.add(function.summary()));
    ArrayNode schemas = document.putArray("schemas");
    plans.forEach(plan -> schemas.add(plan.toJson()));
    return new Listing.Content(List.of(), List.of(), List.of(project.name()), document);
  }
}
