package dev.santokit.cli;

import dev.santokit.cli.apply.PruneOptions;
import dev.santokit.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stk logic apply}. */
@Command(
    name = "apply",
    aliases = "push",
    description = "Bring a project's functions into the cluster, and nothing else.",
    footer = {
      "",
      "The project must be there. Its configuration and permissions stay as they are.",
      "",
      "Example: stk logic apply my-app"
    })
final class LogicApply implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Applying applying = new Applying();

  @Mixin PruneOptions prune = new PruneOptions();

  LogicApply(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return applying.run(terminal, run -> run.logic(prune));
  }
}
