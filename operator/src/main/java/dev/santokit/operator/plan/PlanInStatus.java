package dev.santokit.operator.plan;

import dev.santokit.crds.plan.ComputedPlan;
import dev.santokit.crds.plan.HazardLevel;
import dev.santokit.crds.plan.PlannedHazard;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.crds.plan.Trial;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlannedStatement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan as a status shows it: bounded, with a ConfigMap for what does not fit. */
final class PlanInStatus {

  /** What statements take in a status, in bytes; the rest stands in the ConfigMap. */
  private static final int MOST_BYTES = 96 << 10;

  private static final int MOST_STATEMENTS = 500;
  private static final int MOST_HAZARDS = 20;
  private static final int MOST_USES = 100;
  private static final int LONGEST_SUMMARY = 1024;
  private static final int LONGEST_OBJECT = 512;
  private static final int LONGEST_MESSAGE = 1024;

  private int bytes = MOST_BYTES;
  private int statements = MOST_STATEMENTS;
  private boolean isCut;

  private PlanInStatus() {}

  /** The name of the ConfigMap that holds a plan that is too large for its status. */
  static String configMap(SchemaPlan plan) {
    return plan.getMetadata().getName() + "-plan";
  }

  /** What the status says of {@code made}; the time of before stays while the plan does. */
  static ComputedPlan of(SchemaPlan plan, Plan made, Known known) {
    return new PlanInStatus().computed(plan, made, known);
  }

  private ComputedPlan computed(SchemaPlan plan, Plan made, Known known) {
    var migrations = statements(made.migrations());
    var expand = statements(made.expand());
    var contract = statements(made.contract());
    Optional<LogicSeen> logic = Optional.ofNullable(known.logic());
    return new ComputedPlan(
        made.hash(),
        createdAt(plan, made, known),
        made.changes(),
        cut(made.hazards(), LONGEST_SUMMARY),
        migrations,
        expand,
        contract,
        logic.map(LogicSeen::broken).filter(l -> !l.isEmpty()).map(PlanInStatus::some).orElse(null),
        logic
            .map(LogicSeen::notAnalysed)
            .filter(l -> !l.isEmpty())
            .map(PlanInStatus::some)
            .orElse(null),
        isCut ? true : null,
        isCut ? configMap(plan) : null,
        switch (made.trial()) {
          case FULL -> Trial.FULL;
          case PARTIAL -> Trial.PARTIAL;
        });
  }

  private static Instant createdAt(SchemaPlan plan, Plan made, Known known) {
    return Optional.ofNullable(plan.getStatus())
        .map(SchemaPlanStatus::plan)
        .filter(before -> made.hash().equals(before.hash()))
        .map(ComputedPlan::createdAt)
        .orElseGet(() -> known.plannedAt().truncatedTo(ChronoUnit.SECONDS));
  }

  private static <T> List<T> some(List<T> all) {
    return all.stream().limit(MOST_USES).toList();
  }

  private @Nullable List<dev.santokit.crds.plan.PlannedStatement> statements(
      List<PlannedStatement> all) {
    var shown = new ArrayList<dev.santokit.crds.plan.PlannedStatement>();
    for (PlannedStatement one : all) {
      int size = one.sql().getBytes(StandardCharsets.UTF_8).length;
      if (size > bytes || statements == 0) {
        isCut = true;
        break;
      }
      bytes -= size;
      statements--;
      shown.add(
          new dev.santokit.crds.plan.PlannedStatement(
              one.sql(), hazards(one.hazards()), one.transactional()));
    }
    return shown.isEmpty() ? null : shown;
  }

  private static @Nullable List<PlannedHazard> hazards(List<Hazard> all) {
    return all.isEmpty()
        ? null
        : all.stream().limit(MOST_HAZARDS).map(PlanInStatus::hazard).toList();
  }

  private static PlannedHazard hazard(Hazard hazard) {
    return new PlannedHazard(
        hazard.code().name(),
        switch (hazard.level()) {
          case INFO -> HazardLevel.INFO;
          case WARN -> HazardLevel.WARN;
          case APPROVE -> HazardLevel.APPROVE;
          case DENY -> HazardLevel.DENY;
        },
        cut(hazard.object(), LONGEST_OBJECT),
        cut(hazard.message(), LONGEST_MESSAGE));
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
