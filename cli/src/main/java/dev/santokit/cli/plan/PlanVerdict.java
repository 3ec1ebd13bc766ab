package dev.santokit.cli.plan;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.plan.HazardLevel;
import dev.santokit.crds.plan.Phase;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the status of a plan in a cluster says about what was applied last. */
public sealed interface PlanVerdict {

  /**
   * All of it is done.
   *
   * @param version in the database's own history; null where the operator says none
   */
  record Applied(@Nullable String version) implements PlanVerdict {}

  /**
   * Somebody has to agree.
   *
   * @param hash what they agree to
   * @param expanded whether that concerns the contract alone: releases do not wait for it
   * @param hazards in a line: {@code DROP_COLUMN 2}
   */
  record AwaitsApproval(String hash, boolean expanded, String hazards) implements PlanVerdict {}

  /** It was taken and nothing is done, as somebody chose. */
  record Held(String why) implements PlanVerdict {}

  /**
   * Not yet.
   *
   * @param expanded whether a release may use it by now
   */
  record Waiting(String why, boolean expanded) implements PlanVerdict {}

  /** It does not get on until somebody does something. */
  record Failed(String reason, String message) implements PlanVerdict {}

  /** Why it waits while the operator has not seen what was applied last. */
  String UNSEEN = "for the operator";

  /** Whether looking on would show nothing else by itself. */
  default boolean isSettled() {
    return !(this instanceof Waiting);
  }

  /** Whether the database has what a release may need. */
  default boolean isExpanded() {
    return switch (this) {
      case Applied _ -> true;
      case AwaitsApproval awaits -> awaits.expanded();
      case Waiting waiting -> waiting.expanded();
      case Held _, Failed _ -> false;
    };
  }

  /** Reads a plan as the API server has it. */
  static PlanVerdict of(SchemaPlan plan) {
    SchemaPlanStatus status = plan.getStatus();
    if (status == null || !isCurrent(plan, status.observedGeneration())) {
      return new Waiting(UNSEEN, false);
    }
    Optional<Condition> ready = condition(plan, "Ready");
    String message = ready.map(Condition::message).orElse("");
    String reason = ready.map(Condition::reason).orElse("Unknown");
    if (reason.equals("Suspended")) {
      return new Held(message);
    }
    boolean expanded = is(plan, "Expanded");
    if (status.phase() == null) {
      return stalled(plan).orElseGet(() -> new Waiting(or(message, "planning"), false));
    }
    return switch (status.phase()) {
      case PENDING -> stalled(plan).orElseGet(() -> new Waiting(or(message, "planning"), expanded));
      case EXPANDING -> new Waiting(or(message, "expanding"), expanded);
      case EXPANDED -> new Waiting(or(message, "for the release that its contract follows"), true);
      case CONTRACTING -> new Waiting(or(message, "contracting"), true);
      case AWAITING_APPROVAL -> awaits(plan, expanded);
      case APPLIED ->
          stalled(plan)
              .orElseGet(
                  () -> new Applied(status.applied() == null ? null : status.applied().version()));
      case FAILED, BLOCKED -> new Failed(reason, message);
    };
  }

  private static PlanVerdict awaits(SchemaPlan plan, boolean expanded) {
    ShownPlan shown = ShownPlan.of(plan).orElse(null);
    return shown == null || shown.hash() == null
        ? new Waiting("for the plan that needs approval", expanded)
        : new AwaitsApproval(
            shown.hash(), expanded, PlanPrinter.counts(shown, HazardLevel.APPROVE));
  }

  private static Optional<PlanVerdict> stalled(SchemaPlan plan) {
    return condition(plan, "Stalled")
        .filter(stalled -> stalled.status() == ConditionStatus.TRUE)
        .map(stalled -> new Failed(stalled.reason(), stalled.message()));
  }

  private static String or(String message, String phase) {
    return message.isEmpty() ? phase : message;
  }

  /** One aspect of a plan's state. */
  static Optional<Condition> condition(SchemaPlan plan, String type) {
    SchemaPlanStatus status = plan.getStatus();
    List<Condition> conditions =
        status == null || status.conditions() == null ? List.of() : status.conditions();
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** Whether an aspect holds for what the plan asks for now. */
  private static boolean is(SchemaPlan plan, String type) {
    return condition(plan, type)
        .filter(condition ->
            condition.status() == ConditionStatus.TRUE
                && (condition.observedGeneration() == null
                    || isCurrent(plan, condition.observedGeneration())))
        .isPresent();
  }

  private static boolean isCurrent(SchemaPlan plan, @Nullable Long observed) {
    Long generation = plan.getMetadata().getGeneration();
    return generation == null || (observed != null && observed >= generation);
  }

  /** As the resource writes it: {@code AwaitingApproval}. */
  static String word(Phase phase) {
    return switch (phase) {
      case PENDING -> "Pending";
      case EXPANDING -> "Expanding";
      case EXPANDED -> "Expanded";
      case AWAITING_APPROVAL -> "AwaitingApproval";
      case CONTRACTING -> "Contracting";
      case APPLIED -> "Applied";
      case FAILED -> "Failed";
      case BLOCKED -> "Blocked";
    };
  }
}
