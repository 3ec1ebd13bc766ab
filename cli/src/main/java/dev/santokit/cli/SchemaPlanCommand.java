package dev.santokit.cli;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Polling;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.database.DatabaseOption;
import dev.santokit.cli.database.DirectDatabase;
import dev.santokit.cli.plan.PlanPrinter;
import dev.santokit.cli.plan.Preview;
import dev.santokit.cli.plan.ShownPlan;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.project.config.DatabaseUrl;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stk schema plan}. */
@Command(
    name = "plan",
    description = "Show what would be done to make a database what schema/ says. Changes nothing.",
    footer = {
      "",
      "Statements of expand run before the release that needs them, those of contract once it is"
          + " active. What may hurt stands under its statement; the hash at the end is what an"
          + " approval names.",
      "",
      "The cluster computes the plan, by a SchemaPlan that is never applied and deleted at once; with"
          + " --db-url stk does.",
      "",
      "Example: stk schema plan my-app -n shop",
      "         stk schema plan --exit-code -o sql --db-url - < owner-url.txt"
    })
final class SchemaPlanCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin SchemaFiles files = new SchemaFiles();

  @Mixin Target target = new Target();

  @Mixin DatabaseOption database = new DatabaseOption();

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}.",
      defaultValue = "text")
  PlanPrinter.Format output = PlanPrinter.Format.text;

  @Option(names = "--exit-code", description = "Exit with 10 when there are changes.")
  boolean exitCode;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "How long to wait for the cluster at most. Default: ${DEFAULT-VALUE}.")
  String timeout = "2m";

  SchemaPlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    SchemaFiles.Read read = files.read(terminal, target.named(terminal).orElse(null));
    Optional<DatabaseUrl> url = database.url(terminal);
    ShownPlan plan = url.isPresent() ? direct(url.get(), read) : cluster(read);
    return (exitCode && !plan.isEmpty() ? ExitCode.CHANGES : ExitCode.DONE).number();
  }

  private ShownPlan direct(DatabaseUrl url, SchemaFiles.Read read) {
    ShownPlan plan =
        ShownPlan.of(
            new DirectDatabase(url, read.folder(), "stk schema plan").plan(read.request()));
    print(url.toString(), plan);
    return plan;
  }

  private ShownPlan cluster(SchemaFiles.Read read) throws InterruptedException {
    try (Cluster cluster = target.connect(terminal)) {
      ShownPlan plan =
          new Preview(terminal, cluster).of(read.plan(), Polling.duration("--timeout", timeout));
      print("namespace " + cluster.namespace(), plan);
      return plan;
    }
  }

  private void print(String where, ShownPlan plan) {
    PlanPrinter.toOut(terminal).print(output, files.database, where, plan);
  }
}
