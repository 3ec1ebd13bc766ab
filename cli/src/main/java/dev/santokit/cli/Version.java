package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stk version}. */
@Command(
    name = "version",
    description = "Print the version of stk and of what it runs.",
    footer = {"", "Example: stk version -o json"})
final class Version implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}.",
      defaultValue = "table")
  Output output = Output.table;

  Version(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Build build = Build.current();
    String java = Runtime.version().toString();
    terminal.result(
        switch (output) {
          case json ->
              JsonNodeFactory.instance
                  .objectNode()
                  .put("stk", build.version())
                  .put("postgres", build.postgres())
                  .put("java", java)
                  .toPrettyString();
          case table ->
              """
              stk       %s
              postgres  %s
              java      %s\
              """
                  .formatted(build.version(), build.postgres(), java);
        });
    return ExitCode.DONE.number();
  }
}
