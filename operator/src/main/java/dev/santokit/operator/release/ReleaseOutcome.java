package dev.santokit.operator.release;

import dev.santokit.crds.Condition;
import dev.santokit.crds.project.ActiveRelease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a project's release stands.
 *
 * @param release what is served; null before the first release
 * @param active the condition ReleaseActive
 * @param pods what the ready pods said in this round, or in the last one when none was needed
 * @param settling whether an apply or an activation is under way that will be over in a moment:
 *     {@code active} and {@code release} are those of the status then, and a status that would
 *     change in nothing but {@code observedGeneration} is better written when it is over
 * @param schemaPlans names of the plans of the project's databases, by alias
 * @param again after how long to look again; empty when only a change makes that necessary
 */
public record ReleaseOutcome(
    @Nullable ActiveRelease release,
    Condition active,
    List<PodReport> pods,
    boolean settling,
    Map<String, String> schemaPlans,
    Optional<Duration> again) {

  /** Copies. */
  public ReleaseOutcome {
    pods = List.copyOf(pods);
    schemaPlans = Map.copyOf(schemaPlans);
  }
}
