package dev.santokit.cli;

import dev.santokit.cli.apply.PruneOptions;
import dev.santokit.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stk apply}. */
@Command(
    name = "apply",
    aliases = "push",
    description = "Bring a project's configuration, schema and functions into the cluster.",
    footer = {
      "",
      "All files are checked before anything is written. The functions become one release, all or"
          + " none of them; the command ends when the cluster serves it. What did not change is"
          + " not written.",
      "",
      "The release waits for what its databases need (expand); the rest of a plan (contract) follows"
          + " the release. Where a contract waits for approval the exit code is 0 and the command that"
          + " approves is printed.",
      "",
      "Example: stk apply my-app --namespace shop",
      "         stk apply --dry-run"
    })
final class Apply implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin Applying applying = new Applying();

  @Mixin PruneOptions prune = new PruneOptions();

  Apply(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return applying.run(terminal, run -> run.all(prune));
  }
}
