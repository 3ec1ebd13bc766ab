package dev.santokit.cli.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.terminal.Columns;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.crds.Condition;
import dev.santokit.crds.plan.AppliedPlan;
import dev.santokit.crds.plan.BrokenUse;
import dev.santokit.crds.plan.ComputedPlan;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** All about one plan in a cluster, on a page: how far it is, and who waits for what. */
public final class PlanPage {

  private final SchemaPlan plan;
  private final PlanVerdict verdict;
  private final String typed;

  /**
   * @param typed what the command line says of folder and cluster, for commands to be copied
   */
  public PlanPage(SchemaPlan plan, String typed) {
    this.plan = plan;
    this.verdict = PlanVerdict.of(plan);
    this.typed = typed;
  }

  /** The alias of the database. */
  public String database() {
    return plan.getSpec().database();
  }

  private Optional<SchemaPlanStatus> status() {
    return Optional.ofNullable(plan.getStatus());
  }

  private Optional<ComputedPlan> computed() {
    return status().map(SchemaPlanStatus::plan);
  }

  private List<Condition> conditions() {
    return status().map(SchemaPlanStatus::conditions).orElse(List.of());
  }

  private List<BrokenUse> breaks() {
    return computed().map(ComputedPlan::breaks).orElse(List.of());
  }

  /** {@code AwaitingApproval}; {@code Pending} while the operator has not said any. */
  public String phase() {
    return status().map(SchemaPlanStatus::phase).map(PlanVerdict::word).orElse("Pending");
  }

  /** Who waits for what, in a line. */
  public String waits() {
    return switch (verdict) {
      case PlanVerdict.Applied(String version) ->
          version == null ? "nothing waits" : "nothing waits, version " + version;
      case PlanVerdict.AwaitsApproval awaits ->
          (awaits.expanded()
                  ? "the contract waits for approval of %s"
                  : "all of it, and the release, wait for approval of %s")
              .formatted(awaits.hazards());
      case PlanVerdict.Held(String why) -> why;
      case PlanVerdict.Waiting(String why, _) -> why.startsWith("for ") ? "it waits " + why : why;
      case PlanVerdict.Failed(_, String message) -> message;
    };
  }

  /** The command that lets it go on, where a person has to. */
  public Optional<String> command() {
    return verdict instanceof PlanVerdict.AwaitsApproval awaits
        ? Optional.of(Approving.command(database(), awaits.hash(), typed))
        : Optional.empty();
  }

  /** Prints it for people. */
  public void print(Terminal terminal) {
    Style style =
        switch (verdict) {
          case PlanVerdict.Applied _ -> Style.GREEN;
          case PlanVerdict.Failed _ -> Style.RED;
          case PlanVerdict.AwaitsApproval _, PlanVerdict.Held _, PlanVerdict.Waiting _ ->
              Style.YELLOW;
        };
    terminal.result(
        terminal.styled(Style.BOLD, database()) + " " + terminal.styled(style, phase()));
    waits().lines().forEach(line -> terminal.result("  " + line));
    command().ifPresent(command -> terminal.result("  " + command));
    for (BrokenUse use : breaks()) {
      terminal.result(
          "  %s uses %s%s"
              .formatted(
                  use.function(),
                  use.object(),
                  use.message() == null || use.message().isEmpty() ? "" : ": " + use.message()));
    }
    if (!(verdict instanceof PlanVerdict.Applied)) {
      ShownPlan.of(plan).ifPresent(shown -> PlanPrinter.toOut(terminal).statements(shown));
    }
    if (!conditions().isEmpty()) {
      terminal.result("");
      Columns.lines(
              List.of("CONDITION", "STATUS", "REASON", "MESSAGE"),
              conditions().stream()
                  .map(condition ->
                      List.of(
                          condition.type(),
                          word(condition),
                          condition.reason(),
                          condition.message().lines().findFirst().orElse("")))
                  .toList())
          .forEach(terminal::result);
    }
  }

  /** The same for programs. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("database", database())
            .put("name", plan.getMetadata().getName())
            .put("phase", phase())
            .put("message", waits())
            .put("approvedPlan", plan.getSpec().approvedPlan());
    command().ifPresent(command -> json.put("approve", command));
    ShownPlan.of(plan).ifPresent(shown -> json.set("plan", shown.toJson()));
    if (!breaks().isEmpty()) {
      ArrayNode breaks = json.putArray("breaks");
      breaks()
          .forEach(use ->
              breaks.addObject().put("function", use.function()).put("object", use.object()));
    }
    AppliedPlan applied = status().map(SchemaPlanStatus::applied).orElse(null);
    if (applied != null) {
      json.putObject("applied")
          .put("hash", applied.hash())
          .put("at", Objects.toString(applied.at(), null))
          .put("version", applied.version());
    }
    ArrayNode conditions = json.putArray("conditions");
    conditions()
        .forEach(condition ->
            conditions
                .addObject()
                .put("type", condition.type())
                .put("status", word(condition))
                .put("reason", condition.reason())
                .put("message", condition.message()));
    return json;
  }

  private static String word(Condition condition) {
    String name = condition.status().name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
