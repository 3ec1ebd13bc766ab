package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.overview.FunctionView;
import dev.santokit.cli.overview.Lookup;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Listing.Format;
import dev.santokit.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stk logic list}. */
@Command(
    name = "list",
    description = "List a project's functions on the cluster.",
    footer = {
      "",
      "REVISION is the release in which a function's present content became active first.",
      "",
      "Example: stk logic list my-app -n shop"
    })
final class LogicList implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Mixin Listing listing = new Listing();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  LogicList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String name = target.project(terminal, dir);
    try (Cluster cluster = target.connect(terminal)) {
      List<FunctionView> functions =
          Lookup.bundles(cluster, name).stream().map(FunctionView::new).toList();
      if (functions.isEmpty()) {
        Lookup.get(
            cluster, name); // a project that is not there has no functions for another reason
      }
      ArrayNode document = JsonNodeFactory.instance.arrayNode();
      functions.forEach(function -> document.add(function.summary()));
      listing.print(
          terminal,
          new Listing.Content(
              FunctionView.HEADINGS,
              functions.stream().map(FunctionView::row).toList(),
              functions.stream().map(FunctionView::path).toList(),
              document),
          name + " has no functions: stk apply brings them");
      if (listing.format() == Format.table) {
        functions.forEach(this::complain);
      }
      return ExitCode.DONE.number();
    }
  }

  private void complain(FunctionView function) {
    function
        .complaint()
        .ifPresent(complaint ->
            complaint.lines().forEach(line -> terminal.progress(function.path() + ": " + line)));
  }
}
