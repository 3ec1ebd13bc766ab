package dev.santokit.operator.plan;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.operator.events.Events;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells of what changed for a plan, as Events. */
@Singleton
public class PlanTransitions {

  /** What is worth an Event each time that it becomes so. */
  private static final List<ConditionType> TOLD =
      List.of(
          ConditionType.EXPANDED,
          ConditionType.APPROVED,
          ConditionType.APPLIED,
          ConditionType.DRIFTED,
          ConditionType.READY,
          ConditionType.STALLED);

  private final Events events;

  /** Tells by Events. */
  public PlanTransitions(Events events) {
    this.events = events;
  }

  /** Tells of what differs from the status that the plan has. */
  void tell(SchemaPlan plan, SchemaPlanStatus now) {
    SchemaPlanStatus before = plan.getStatus();
    for (ConditionType type : TOLD) {
      Condition was = find(before, type);
      Condition is = find(now, type);
      if (is != null && (was == null || !isSame(was, is))) {
        Optional<Events.Type> how = how(type, is);
        Optional<Reason> reason = Reason.of(is.reason());
        if (how.isPresent() && reason.isPresent()) {
          events.emit(plan, how.get(), reason.get(), is.message());
        }
      }
    }
  }

  /** How a condition is told; empty when it is not, or another one tells it. */
  private static Optional<Events.Type> how(ConditionType type, Condition is) {
    boolean holds = is.status() == ConditionStatus.TRUE;
    return switch (type) {
      case EXPANDED, APPLIED -> holds ? Optional.of(Events.Type.NORMAL) : Optional.empty();
      case APPROVED ->
          holds && is.reason().equals(Reason.NOT_REQUIRED.text())
              ? Optional.empty()
              : Optional.of(holds ? Events.Type.NORMAL : Events.Type.WARNING)
                  .filter(any -> !is.reason().equals(Reason.PLANNING.text()));
      case DRIFTED, STALLED -> holds ? Optional.of(Events.Type.WARNING) : Optional.empty();
      case READY -> isAway(is) ? Optional.of(Events.Type.WARNING) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Whether the database is what keeps it from being ready: no other condition tells that. */
  private static boolean isAway(Condition ready) {
    return Reason.of(ready.reason())
        .filter(reason ->
            reason.conditions().contains(ConditionType.DRIFTED) && reason != Reason.RETRYING)
        .isPresent();
  }

  private static boolean isSame(Condition one, Condition other) {
    return one.status() == other.status() && Objects.equals(one.reason(), other.reason());
  }

  private static @Nullable Condition find(@Nullable SchemaPlanStatus status, ConditionType type) {
    return status == null ? null : Conditions.find(status.conditions(), type).orElse(null);
  }
}
