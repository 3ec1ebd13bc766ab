package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.plan.Approving;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.plan.SchemaPlan;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stk schema reject}. */
@Command(
    name = "reject",
    description = "Take back the approval of a plan.",
    footer = {
      "",
      "What was carried out under it stays. It needs the same right as an approval.",
      "",
      "Example: stk schema reject my-app -n shop"
    })
final class SchemaReject implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin PlanName plan = new PlanName();

  @Mixin Target target = new Target();

  @Option(names = "--dry-run", description = "Say what would be taken back, and change nothing.")
  boolean dryRun;

  SchemaReject(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Cluster cluster = target.connect(terminal)) {
      SchemaPlan there = plan.get(terminal, target, cluster);
      String approved = there.getSpec().approvedPlan();
      if (approved == null) {
        terminal.result(plan.database + ": nothing is approved");
        return ExitCode.DONE.number();
      }
      Optional<String> keeper = Approving.otherKeeper(there);
      if (keeper.isPresent()) {
        throw CommandFailure.failed(
            "the approval is kept by %s, not by stk schema approve".formatted(keeper.get()),
            "take it back where it is kept");
      }
      if (!dryRun) {
        Approving.write(cluster, there, null);
      }
      terminal.result(
          "%s: the approval of %s is taken back%s"
              .formatted(plan.database, approved, dryRun ? " (dry run: it was not)" : ""));
      return ExitCode.DONE.number();
    }
  }
}
