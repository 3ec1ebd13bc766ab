package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.overview.ProjectView;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.project.ActiveRelease;
import dev.santokit.crds.project.SantokitProjectStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stk project list}. */
@Command(
    name = "list",
    description = "List the projects of a namespace.",
    footer = {"", "Example: stk project list -n shop -o json"})
final class ProjectList implements Callable<Integer> {

  private static final List<String> HEADINGS =
      List.of("NAME", "URL", "RELEASE", "FUNCTIONS", "REPLICAS", "READY", "REASON");

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Mixin Listing listing = new Listing();

  ProjectList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Cluster cluster = target.connect(terminal)) {
      List<ProjectView> projects =
          cluster.projects().list().getItems().stream()
              .map(ProjectView::new)
              .sorted(Comparator.comparing(ProjectView::name))
              .toList();
      ArrayNode document = JsonNodeFactory.instance.arrayNode();
      projects.forEach(project -> document.add(project.summary()));
      listing.print(
          terminal,
          new Listing.Content(
              HEADINGS,
              projects.stream().map(ProjectList::row).toList(),
              projects.stream().map(ProjectView::name).toList(),
              document),
          "no projects in namespace " + cluster.namespace());
      return ExitCode.DONE.number();
    }
  }

  private static List<@Nullable String> row(ProjectView project) {
    return Arrays.asList(
        project.name(),
        project.status().map(SantokitProjectStatus::url).orElse(null),
        project.release().map(ActiveRelease::shortDigest).orElse(null),
        project.release().map(ActiveRelease::functions).map(String::valueOf).orElse(null),
        project.status().map(SantokitProjectStatus::replicas).map(String::valueOf).orElse(null),
        project.isReady() ? "True" : "False",
        project.reason());
  }
}
