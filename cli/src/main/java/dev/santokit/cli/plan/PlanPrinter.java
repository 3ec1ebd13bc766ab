package dev.santokit.cli.plan;

import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.crds.plan.HazardLevel;
import dev.santokit.crds.plan.PlannedHazard;
import dev.santokit.crds.plan.PlannedStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Prints plans. */
public final class PlanPrinter {

  /** How. The names are what stands after {@code -o}. */
  @SuppressWarnings("checkstyle:ConstantName")
  public enum Format {
    /** For people. */
    text,
    /** The statements alone, hazards as comments. */
    sql,
    /** One JSON document. */
    json,
    /** What an approval names. */
    hash
  }

  private final Terminal terminal;
  private final Consumer<String> lines;

  private PlanPrinter(Terminal terminal, Consumer<String> lines) {
    this.terminal = terminal;
    this.lines = lines;
  }

  /** Prints a plan as what was asked for. */
  public static PlanPrinter toOut(Terminal terminal) {
    return new PlanPrinter(terminal, terminal::result);
  }

  /** Prints a plan for whoever decides about it. */
  public static PlanPrinter toErr(Terminal terminal) {
    return new PlanPrinter(terminal, terminal::progress);
  }

  /**
   * Prints.
   *
   * @param database its alias
   * @param where what the plan is for: {@code postgres://ada@127.0.0.1/shop}, {@code namespace
   *     prod}
   */
  public void print(Format format, String database, String where, ShownPlan plan) {
    switch (format) {
      case text -> text(database, where, plan);
      case sql -> {
        sql("expand", plan.expand());
        sql("contract", plan.contract());
      }
      case json -> lines.accept(plan.toJson().toPrettyString());
      case hash -> lines.accept(String.valueOf(plan.hash()));
    }
  }

  private void text(String database, String where, ShownPlan plan) {
    String title = terminal.styled(Style.BOLD, database);
    if (plan.isEmpty()) {
      lines.accept("%s: no changes in %s".formatted(title, where));
    } else {
      lines.accept("%s: %s in %s".formatted(title, Counted.of(plan.changes(), "change"), where));
      statements(plan);
      lines.accept("");
      verdict(plan);
    }
    if (plan.hash() != null) {
      lines.accept(terminal.styled(Style.DIM, plan.hash()));
    }
  }

  /** Both parts, as people read them. */
  public void statements(ShownPlan plan) {
    part("expand", "before the release that needs it", plan.expand());
    part("contract", "once the new release is active", plan.contract());
    if (plan.truncated()) {
      lines.accept("");
      lines.accept("and statements that are too many for here");
    }
  }

  private void part(String name, String when, List<PlannedStatement> statements) {
    if (statements.isEmpty()) {
      return;
    }
    lines.accept("");
    lines.accept(terminal.styled(Style.BOLD, name) + terminal.styled(Style.DIM, ", " + when));
    for (PlannedStatement statement : statements) {
      (terminated(statement)
              + (Boolean.FALSE.equals(statement.transactional())
                  ? "  " + terminal.styled(Style.DIM, "-- outside of a transaction")
                  : ""))
          .lines()
          .forEach(line -> lines.accept("  " + line));
      ShownPlan.hazards(statement).forEach(hazard -> lines.accept("      " + hazard(hazard)));
    }
  }

  private String hazard(PlannedHazard hazard) {
    Style style =
        switch (hazard.level()) {
          case INFO -> Style.DIM;
          case WARN -> Style.YELLOW;
          case APPROVE, DENY -> Style.RED;
        };
    return terminal.styled(style, "%-7s".formatted(ShownPlan.word(hazard.level())))
        + " "
        + said(hazard);
  }

  /** {@code DROP_COLUMN public.users.email: 120 rows lose it}. */
  public static String said(PlannedHazard hazard) {
    return hazard.code()
        + (hazard.object() == null ? "" : " " + hazard.object())
        + (hazard.message() == null || hazard.message().isEmpty() ? "" : ": " + hazard.message());
  }

  private void verdict(ShownPlan plan) {
    switch (plan.approval()) {
      case none -> lines.accept("needs no approval");
      case required ->
          lines.accept(
              terminal.styled(
                  Style.YELLOW, "needs approval: " + counts(plan, HazardLevel.APPROVE)));
      case denied ->
          lines.accept(terminal.styled(Style.RED, "is refused: " + counts(plan, HazardLevel.DENY)));
    }
  }

  /** {@code DROP_COLUMN 2, DROP_TABLE 1}. */
  static String counts(ShownPlan plan, HazardLevel level) {
    Map<String, Long> counts =
        plan.hazards(level).stream()
            .collect(
                Collectors.groupingBy(
                    PlannedHazard::code, LinkedHashMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "schema.policy.approval is Always"
        : counts.entrySet().stream()
            .map(count -> count.getKey() + " " + count.getValue())
            .collect(Collectors.joining(", "));
  }

  private void sql(String name, List<PlannedStatement> statements) {
    if (statements.isEmpty()) {
      return;
    }
    lines.accept("-- " + name);
    for (PlannedStatement statement : statements) {
      List<String> comments = new ArrayList<>();
      ShownPlan.hazards(statement)
          .forEach(hazard -> comments.add(ShownPlan.word(hazard.level()) + " " + said(hazard)));
      comments.stream().flatMap(String::lines).forEach(comment -> lines.accept("-- " + comment));
      lines.accept(terminated(statement));
    }
  }

  private static String terminated(PlannedStatement statement) {
    String sql = statement.sql().strip();
    String last = sql.substring(sql.lastIndexOf('\n') + 1);
    return sql.endsWith(";") ? sql : sql + (last.contains("--") ? "\n;" : ";"); // not in a comment
  }
}
