package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.apply.Rendering;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.project.ProjectReading;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Yaml;
import dev.santokit.project.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk render}. */
@Command(
    name = "render",
    description = "Print a project's resources, for Git and kubectl. Needs no cluster.",
    footer = {
      "",
      "They are what stk apply sends, with the digest that makes the functions one release. The same"
          + " files give the same bytes.",
      "",
      "Example: stk render my-app > deploy/my-app.yaml",
      "         stk render my-app | kubectl apply --server-side -f -"
    })
final class Render implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Namespace of the resources. Default: none, whoever applies them says where.")
  @Nullable String namespace;

  @Option(
      names = {"--project", "--project-id"},
      paramLabel = "NAME",
      description = "Name of the project. Default: project_id of stk.config.json.")
  @Nullable String project;

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}.",
      defaultValue = "yaml")
  Document output = Document.yaml;

  Render(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path folder = ProjectLocation.find(terminal.workingDirectory(), dir);
    Project read = ProjectReading.of(folder).orThrow().project();
    List<ObjectNode> resources =
        Rendering.of(folder, project == null ? read : read.named(project), namespace);
    switch (output) {
      case yaml -> resources.forEach(resource -> terminal.document("---\n" + Yaml.of(resource)));
      case json -> terminal.result(list(resources).toPrettyString());
    }
    return ExitCode.DONE.number();
  }

  private static ObjectNode list(List<ObjectNode> resources) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("apiVersion", "v1").put("kind", "List").putArray("items").addAll(resources);
    return list;
  }
}
