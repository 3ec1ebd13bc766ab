package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.apply.ApplyOptions;
import dev.santokit.cli.apply.ApplyRun;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.cluster.Target;
import dev.santokit.cli.database.DatabaseOption;
import dev.santokit.cli.database.DirectDatabase;
import dev.santokit.cli.plan.Need;
import dev.santokit.cli.plan.PlanPrinter;
import dev.santokit.cli.plan.PlanPrinter.Format;
import dev.santokit.cli.plan.Preview;
import dev.santokit.cli.plan.ShownPlan;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Listing;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.crds.plan.HazardLevel;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.schema.plan.Plan;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stk schema apply}. */
@Command(
    name = "apply",
    aliases = "push",
    description = "Make a database what schema/ says.",
    footer = {
      "",
      "Shows the plan and asks before anything is changed. In a cluster -y only skips the question:"
          + " a contract that needs approval waits for stk schema approve, whose command is printed,"
          + " and the exit code is 0. With --db-url the consent is the approval of the plan that was"
          + " shown. What a policy or the rows deny is refused in any case.",
      "",
      "The role of --db-url owns what is made. --db-url - reads the URL from standard input, so that"
          + " its password stands in no history and no list of processes.",
      "",
      "Example: stk schema apply my-app -n shop",
      "         stk schema apply my-app --db-url - -y < owner-url.txt",
      "         STK_DB_URL=postgres://owner:secret@127.0.0.1/shop stk schema apply --dry-run"
    })
final class SchemaApply implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Mixin SchemaFiles files = new SchemaFiles();

  @Mixin Target target = new Target();

  @Mixin DatabaseOption database = new DatabaseOption();

  @Mixin ApplyOptions options = new ApplyOptions();

  @Mixin Listing listing = new Listing();

  @Option(
      names = {"-y", "--yes"},
      description = "Agree without being asked.")
  boolean yes;

  SchemaApply(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    SchemaFiles.Read read = files.read(terminal, target.named(terminal).orElse(null));
    Optional<DatabaseUrl> url = database.url(terminal);
    return (url.isPresent() ? direct(url.get(), read) : cluster(read)).number();
  }

  private ExitCode direct(DatabaseUrl url, SchemaFiles.Read read) {
    DirectDatabase direct = new DirectDatabase(url, read.folder(), "stk schema apply");
    String title = terminal.styled(Style.BOLD, files.database);
    Plan plan = direct.plan(read.request());
    ShownPlan shown = ShownPlan.of(plan);
    if (plan.isEmpty()) {
      if (!options.isDryRun()) {
        direct.apply(read.request(), plan, line -> {}); // so that the history knows that it stands
      }
      return done(shown, title + " unchanged in " + url);
    }
    show(url.toString(), shown);
    if (options.isDryRun()) {
      terminal.progress("nothing was changed");
      return isTable() ? ExitCode.DONE : done(shown, "");
    }
    if (shown.approval() == Need.denied) {
      throw denied(shown);
    }
    terminal.consent(
        "run this on %s%s"
            .formatted(
                url,
                shown.approval() == Need.required
                    ? ", which approves " + Counted.of(asked(shown), "hazard")
                    : ""),
        yes,
        "-y");
    direct.apply(read.request(), plan, terminal::progress);
    return done(
        shown, "%s applied to %s: %s".formatted(title, url, Counted.of(shown.changes(), "change")));
  }

  private boolean isTable() {
    return listing.format() == Listing.Format.table;
  }

  private ExitCode done(ShownPlan plan, String line) {
    if (isTable()) {
      terminal.result(line);
    } else {
      ObjectNode document =
          plan.toJson()
              .put("database", files.database)
              .put("applied", !options.isDryRun() && !plan.isEmpty());
      listing.print(
          terminal,
          new Listing.Content(List.of(), List.of(), List.of(files.database), document),
          "");
    }
    return ExitCode.DONE;
  }

  private static int asked(ShownPlan plan) {
    return Math.max(1, plan.hazards(HazardLevel.APPROVE).size());
  }

  private static CommandFailure denied(ShownPlan plan) {
    return CommandFailure.failed(
        "refused: " + PlanPrinter.said(plan.hazards(HazardLevel.DENY).getFirst()),
        "nothing was changed; another way: docs/reference/schema.md");
  }

  /** A dry run is asked for the plan; else it is there for whoever is asked to agree. */
  private void show(String where, ShownPlan plan) {
    (options.isDryRun() && isTable() ? PlanPrinter.toOut(terminal) : PlanPrinter.toErr(terminal))
        .print(Format.text, files.database, where, plan);
  }

  private ExitCode cluster(SchemaFiles.Read read) {
    try (Cluster cluster = target.connect(terminal)) {
      return new ApplyRun(
              terminal,
              listing,
              options,
              cluster,
              read.folder(),
              read.project(),
              Applying.typed(files.dir, target))
          .schema(files.database, plan -> agree(cluster, plan));
    }
  }

  private void agree(Cluster cluster, SchemaPlan wanted) {
    String where = "namespace " + cluster.namespace();
    try {
      ShownPlan plan = new Preview(terminal, cluster).of(wanted, options.timeout());
      show(where, plan);
      if (options.isDryRun()) {
        return;
      }
      if (plan.approval() == Need.denied) {
        throw denied(plan);
      }
      terminal.consent("apply this in " + where, yes, "-y");
    } catch (KubernetesClientException refused) {
      // A policy that stands may stay, and a preview of it needs the right to set one.
      if (!yes || options.isDryRun() || refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw refused;
      }
      terminal.progress("notice: no preview without the right to set a policy or migrations");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted", "nothing was changed");
    }
  }
}
