package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Polling;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.log.LogFilter;
import dev.santokit.cli.log.LogText;
import dev.santokit.cli.log.PodLine;
import dev.santokit.cli.log.PodLogs;
import dev.santokit.cli.overview.Lookup;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.Labels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk logs}. */
@Command(
    name = "logs",
    description = "Show what a project's pods log, as one log.",
    footer = {
      "",
      "A line has its time, the end of its pod's name, its level, what it says, and in brackets the id of the"
          + " request that it is about: the X-Request-ID of the answer.",
      "",
      "Example: stk logs my-app -n shop -f --function orders/create",
      "         stk logs my-app -n shop --since 1h --request 0198c1d2"
    })
final class Logs implements Callable<Integer> {

  /** How lines are printed. The names are what stands after {@code -o}. */
  @SuppressWarnings("checkstyle:ConstantName")
  enum Format {
    /** For people. */
    text,
    /** As the servers wrote them: a JSON document each line. */
    json
  }

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Target target = new Target();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, on pods that come, too; until Ctrl-C.")
  boolean follow;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      description = "Only what is younger: 10m. Default: all that the nodes keep.")
  @Nullable String since;

  @Option(
      names = "--tail",
      paramLabel = "LINES",
      defaultValue = "200",
      description =
          "How many lines of what is there, the newest; -1 for all. Default: ${DEFAULT-VALUE}.")
  int tail = 200;

  @Option(
      names = "--function",
      paramLabel = "PATH",
      description = "Only what is about calls of this function: orders/create.")
  @Nullable String function;

  @Option(
      names = "--request",
      paramLabel = "ID",
      description = "Only what is about the request with this X-Request-ID.")
  @Nullable String request;

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}.",
      defaultValue = "text")
  Format format = Format.text;

  Logs(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (tail < -1) {
      throw CommandFailure.usage("--tail is a number of lines, or -1 for all", null);
    }
    var back = since == null ? null : Polling.duration("--since", since);
    String name = target.project(terminal, dir);
    try (Cluster cluster = target.connect(terminal)) {
      PodLogs logs =
          new PodLogs(
              cluster,
              terminal,
              Map.of(Labels.INSTANCE, name, Labels.COMPONENT, "server"),
              new LogFilter(function, request));
      if (logs.pods().isEmpty()) {
        Lookup.get(cluster, name);
        terminal.progress(name + " has no pods" + (follow ? " yet" : ": stk status says why"));
      }
      List<PodLine> written = logs.written(back, tail < 0 ? null : tail);
      Consumer<PodLine> show = shown();
      written.forEach(show);
      if (follow) {
        logs.follow(written, show);
      }
      return ExitCode.DONE.number();
    }
  }

  private Consumer<PodLine> shown() {
    LogText text = new LogText(terminal);
    return switch (format) {
      case text -> line -> terminal.result(text.of(line));
      case json -> line -> terminal.result(line.text());
    };
  }
}
