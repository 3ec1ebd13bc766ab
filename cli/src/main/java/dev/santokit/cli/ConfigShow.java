package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.apply.LiveConfiguration;
import dev.santokit.cli.apply.Part;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk config show}. */
@Command(
    name = "show",
    description = "Print the configuration and permissions that a project has in the cluster.",
    footer = {
      "",
      "Secrets stand in it by name: their values are nowhere but in the vault.",
      "",
      "Example: stk config show my-app --only permissions"
    })
final class ConfigShow implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Mixin Target target = new Target();

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; several with commas. Default: all.")
  List<Part> only = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}.",
      defaultValue = "yaml")
  Document output = Document.yaml;

  ConfigShow(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String project = target.project(terminal, dir);
    try (Cluster cluster = target.connect(terminal)) {
      ObjectNode shown =
          LiveConfiguration.of(
              cluster, project, only.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(only));
      switch (output) {
        case yaml -> terminal.document(Yaml.of(shown));
        case json -> terminal.result(shown.toPrettyString());
      }
    }
    return ExitCode.DONE.number();
  }
}
