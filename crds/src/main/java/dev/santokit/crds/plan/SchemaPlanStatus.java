package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.Condition;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the plan stands. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("Where the plan stands. Written by the operator.")
public record SchemaPlanStatus(
    @JsonPropertyDescription(
            "metadata.generation that was looked at last; it moves on failure too.")
        @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready, Planned, Expanded, Approved, Applied, Drifted; Reconciling and Stalled only"
                + " while they are true.")
        @Size(max = 32)
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("How far the plan has come.") @Nullable Phase phase,
    @JsonPropertyDescription("The plan as computed last.") @Nullable ComputedPlan plan,
    @JsonPropertyDescription("The plan applied last.") @Nullable AppliedPlan applied,
    @JsonPropertyDescription("The plans applied before, newest first, at most 20.") @Size(max = 20)
        @Nullable List<AppliedPlan> history,
    @JsonPropertyDescription("How the live schema differs from the one applied last, if it does.")
        @Nullable Drift drift) {}
