package dev.santokit.operator.plan;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.plan.Phase;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.operator.release.Newest;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.project.quantity.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the next step depends on.
 *
 * @param plan the resource
 * @param known what work at its database gave
 * @param guard whether approvals count
 * @param newest whether the project serves what it should; looked at only where it matters
 * @param now the time
 */
record Observation(
    SchemaPlan plan, Setting setting, Known known, Guard guard, Newest newest, Instant now) {

  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(10);

  /** How often the live schema is looked at again while nothing else happens. */
  Duration interval() {
    return Optional.ofNullable(plan.getSpec().driftCheckInterval())
        .flatMap(Durations::parse)
        .filter(Duration::isPositive)
        .orElse(USUAL_INTERVAL);
  }

  /** Whether the status says that this generation is applied. */
  boolean isSaidToBeApplied() {
    SchemaPlanStatus status = plan.getStatus();
    return status != null
        && status.phase() == Phase.APPLIED
        && Conditions.find(status.conditions(), ConditionType.APPLIED)
            .filter(c -> c.status() == ConditionStatus.TRUE)
            .map(Condition::observedGeneration)
            .filter(generation -> generation.equals(plan.getMetadata().getGeneration()))
            .isPresent();
  }

  /** Whether the status says that the plan of this hash was applied. */
  boolean wasApplied(String hash) {
    SchemaPlanStatus status = plan.getStatus();
    return status != null
        && Stream.concat(
                Stream.ofNullable(status.applied()),
                Stream.ofNullable(status.history()).flatMap(List::stream))
            .anyMatch(applied -> hash.equals(applied.hash()));
  }

  /** The same with what is known a moment later. */
  Observation knowing(Known later) {
    return new Observation(plan, setting, later, guard, newest, now);
  }

  /** Until a moment; not positive when it has passed. */
  Duration until(Instant moment) {
    return Duration.between(now, moment);
  }
}
