package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.plan.PlanVerdict;
import dev.santokit.cli.plan.ShownPlan;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which plan in a cluster a command is about. */
final class PlanName {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = "--database",
      paramLabel = "ALIAS",
      defaultValue = "main",
      description = "Which of the project's databases. Default: ${DEFAULT-VALUE}.")
  String database = "main";

  /**
   * The plan.
   *
   * @throws CommandFailure when there is none
   */
  SchemaPlan get(Terminal terminal, Target target, Cluster cluster) {
    String project = target.project(terminal, dir);
    SchemaPlan plan = cluster.plans().withName(Plans.name(project, database)).get();
    if (plan == null) {
      throw CommandFailure.notFound(
          "the schema of \"%s\" of %s is not in namespace %s"
              .formatted(database, project, cluster.namespace()),
          "stk schema apply brings it there");
    }
    return plan;
  }

  /**
   * The plan that was computed of what is asked for now.
   *
   * @throws CommandFailure while the operator has not computed it
   */
  ShownPlan current(SchemaPlan plan) {
    if (PlanVerdict.of(plan) instanceof PlanVerdict.Waiting(String why, _)
        && why.equals(PlanVerdict.UNSEEN)) {
      throw new CommandFailure(
          ExitCode.TIMED_OUT,
          "the operator has not planned the schema of %s yet, as it is now".formatted(database),
          "run it again in a moment",
          null);
    }
    return ShownPlan.of(plan)
        .filter(shown -> shown.hash() != null)
        .orElseThrow(() ->
            CommandFailure.failed(
                "there is no plan of %s yet".formatted(database), "stk schema status says why"));
  }
}
