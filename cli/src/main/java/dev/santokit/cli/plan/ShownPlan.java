package dev.santokit.cli.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.crds.plan.ComputedPlan;
import dev.santokit.crds.plan.HazardLevel;
import dev.santokit.crds.plan.PlanPolicy;
import dev.santokit.crds.plan.PlannedHazard;
import dev.santokit.crds.plan.PlannedStatement;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.schema.hazard.Level;
import dev.santokit.schema.plan.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan as people and programs read it, whether a cluster computed it or this process.
 *
 * @param hash what an approval names; null where a cluster has said none
 * @param expand statements that the active release survives, hand-written migrations first
 * @param contract statements for when the new release is active
 * @param changes how many changes they make
 * @param truncated whether statements are left out
 */
public record ShownPlan(
    @Nullable String hash,
    Need approval,
    int changes,
    List<PlannedStatement> expand,
    List<PlannedStatement> contract,
    boolean truncated) {

  /** Copies. */
  public ShownPlan {
    expand = List.copyOf(expand);
    contract = List.copyOf(contract);
  }

  /** What the operator has computed; empty until it has. */
  public static Optional<ShownPlan> of(SchemaPlan plan) {
    return Optional.ofNullable(plan.getStatus())
        .map(status -> status.plan())
        .map(computed -> of(computed, plan.getSpec().policy()));
  }

  private static ShownPlan of(ComputedPlan computed, @Nullable PlanPolicy policy) {
    List<PlannedStatement> expand =
        Stream.concat(orNone(computed.migrations()).stream(), orNone(computed.expand()).stream())
            .toList();
    List<PlannedStatement> contract = orNone(computed.contract());
    return new ShownPlan(
        computed.hash(),
        Need.of(
            Stream.concat(expand.stream(), contract.stream()).toList(),
            policy == null ? null : policy.approval()),
        Optional.ofNullable(computed.changes()).orElse(expand.size() + contract.size()),
        expand,
        contract,
        Boolean.TRUE.equals(computed.truncated()));
  }

  /** What this process has computed. */
  public static ShownPlan of(Plan plan) {
    return new ShownPlan(
        plan.hash(),
        switch (plan.need()) {
          case NONE -> Need.none;
          case REQUIRED -> Need.required;
          case DENIED -> Need.denied;
        },
        plan.changes(),
        Stream.concat(plan.migrations().stream(), plan.expand().stream())
            .map(ShownPlan::statement)
            .toList(),
        plan.contract().stream().map(ShownPlan::statement).toList(),
        false);
  }

  private static PlannedStatement statement(dev.santokit.schema.plan.PlannedStatement planned) {
    return new PlannedStatement(
        planned.sql(),
        planned.hazards().stream()
            .map(hazard ->
                new PlannedHazard(
                    hazard.code().name(), level(hazard.level()), hazard.object(), hazard.message()))
            .toList(),
        planned.transactional());
  }

  private static HazardLevel level(Level level) {
    return switch (level) {
      case INFO -> HazardLevel.INFO;
      case WARN -> HazardLevel.WARN;
      case APPROVE -> HazardLevel.APPROVE;
      case DENY -> HazardLevel.DENY;
    };
  }

  /** Whether nothing is to be done. */
  public boolean isEmpty() {
    return expand.isEmpty() && contract.isEmpty();
  }

  /** What may hurt; never null. */
  public static List<PlannedHazard> hazards(PlannedStatement statement) {
    return orNone(statement.hazards());
  }

  /** All hazards of a level, in the order of the statements. */
  public List<PlannedHazard> hazards(HazardLevel level) {
    return Stream.concat(expand.stream(), contract.stream())
        .flatMap(statement -> hazards(statement).stream())
        .filter(hazard -> hazard.level() == level)
        .toList();
  }

  /** {@code {hash, approval, expand: [{sql, transactional, hazards}], contract: [same]}}. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("hash", hash).put("approval", approval.name());
    expand.forEach(statement -> add(json.withArray("/expand"), statement));
    contract.forEach(statement -> add(json.withArray("/contract"), statement));
    json.withArray("/expand");
    json.withArray("/contract");
    return json;
  }

  private static void add(ArrayNode part, PlannedStatement statement) {
    ObjectNode one =
        part.addObject()
            .put("sql", statement.sql())
            .put("transactional", !Boolean.FALSE.equals(statement.transactional()));
    ArrayNode hazards = one.putArray("hazards");
    for (PlannedHazard hazard : hazards(statement)) {
      hazards
          .addObject()
          .put("code", hazard.code())
          .put("level", word(hazard.level()))
          .put("object", hazard.object())
          .put("message", hazard.message());
    }
  }

  static String word(HazardLevel level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
