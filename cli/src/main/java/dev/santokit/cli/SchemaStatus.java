package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.overview.Lookup;
import dev.santokit.cli.plan.PlanPage;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Listing.Format;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.plan.Plans;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk schema status}. */
@Command(
    name = "status",
    description = "Say how far the plans of a project's schemas are, and who waits for what.",
    footer = {"", "Example: stk schema status my-app -n shop"})
final class SchemaStatus implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Mixin Listing listing = new Listing();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = "--database",
      paramLabel = "ALIAS",
      description = "Which of the project's databases. Default: all.")
  @Nullable String database;

  SchemaStatus(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String project = target.project(terminal, dir);
    try (Cluster cluster = target.connect(terminal)) {
      String typed = Applying.typed(dir, target);
      List<PlanPage> plans =
          Lookup.plans(cluster, project).stream()
              .filter(Plans::isApplied)
              .filter(plan -> database == null || plan.getSpec().database().equals(database))
              .map(plan -> new PlanPage(plan, typed))
              .toList();
      if (plans.isEmpty()) {
        throw CommandFailure.notFound(
            "no schema %sof %s is in namespace %s"
                .formatted(
                    database == null ? "" : "\"" + database + "\" ", project, cluster.namespace()),
            "stk schema apply brings it there");
      }
      if (listing.format() == Format.table) {
        for (int i = 0; i < plans.size(); i++) {
          if (i > 0) {
            terminal.result("");
          }
          plans.get(i).print(terminal);
        }
      } else {
        ArrayNode documents = JsonNodeFactory.instance.arrayNode();
        plans.forEach(plan -> documents.add(plan.toJson()));
        listing.print(
            terminal,
            new Listing.Content(
                List.of(), List.of(), plans.stream().map(PlanPage::database).toList(), documents),
            "");
      }
      return ExitCode.DONE.number();
    }
  }
}
