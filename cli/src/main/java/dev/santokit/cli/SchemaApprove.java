package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.plan.Approving;
import dev.santokit.cli.plan.Need;
import dev.santokit.cli.plan.PlanPrinter;
import dev.santokit.cli.plan.ShownPlan;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.plan.SchemaPlan;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stk schema approve}. */
@Command(
    name = "approve",
    description = "Agree to the plan of a schema that waits for it, by its hash.",
    footer = {
      "",
      "An approval is of one plan: when the plan changes it is worth nothing. Without --hash the plan"
          + " is shown and you are asked. It needs the verb approve on schemaplans, which the role"
          + " santokit-approver has.",
      "",
      "Example: stk schema approve my-app -n shop",
      "         stk schema approve --project shop -n shop --hash sha256:<64 digits>"
    })
final class SchemaApprove implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin PlanName plan = new PlanName();

  @Mixin Target target = new Target();

  @Option(
      names = "--hash",
      paramLabel = "HASH",
      description = "Hash of the plan that was read: sha256:<64 digits>.")
  @Nullable String hash;

  @Option(names = "--dry-run", description = "Show the plan, and approve nothing.")
  boolean dryRun;

  SchemaApprove(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Cluster cluster = target.connect(terminal)) {
      SchemaPlan there = plan.get(terminal, target, cluster);
      ShownPlan shown = plan.current(there);
      String current = String.valueOf(shown.hash());
      if (hash != null && !hash.equals(current)) {
        throw CommandFailure.failed(
            "the plan of %s is another one by now: %s".formatted(plan.database, current),
            "read it, then approve that one: stk schema approve"
                + Applying.typed(plan.dir, target));
      }
      String where = "namespace " + cluster.namespace();
      if (current.equals(there.getSpec().approvedPlan())) {
        terminal.result("%s is approved already: %s".formatted(plan.database, current));
        return ExitCode.DONE.number();
      }
      if (shown.approval() != Need.required) {
        return needsNone(shown, where).number();
      }
      if (hash == null || dryRun) {
        PlanPrinter printer = dryRun ? PlanPrinter.toOut(terminal) : PlanPrinter.toErr(terminal);
        printer.print(PlanPrinter.Format.text, plan.database, where, shown);
      }
      if (dryRun) {
        terminal.progress("nothing was approved");
        return ExitCode.DONE.number();
      }
      terminal.consent("approve this in " + where, hash != null, "--hash " + current);
      Approving.write(cluster, there, current);
      terminal.result("%s approved: %s".formatted(plan.database, current));
      terminal.progress(
          "  stk schema status%s shows how it goes on".formatted(Applying.typed(plan.dir, target)));
      return ExitCode.DONE.number();
    }
  }

  private ExitCode needsNone(ShownPlan shown, String where) {
    if (shown.approval() == Need.denied) {
      PlanPrinter.toErr(terminal).print(PlanPrinter.Format.text, plan.database, where, shown);
      throw CommandFailure.failed("the plan is refused: an approval does not change that", null);
    }
    terminal.result("%s needs no approval".formatted(plan.database));
    return ExitCode.DONE;
  }
}
