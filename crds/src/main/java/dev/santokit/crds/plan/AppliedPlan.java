package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.DurationText;
import dev.santokit.crds.Sha256;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A plan that was applied. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AppliedPlan(
    @JsonPropertyDescription("Hash of the plan.") @Sha256 @Nullable String hash,
    @JsonPropertyDescription("When its last statement was done.") @Nullable Instant at,
    @JsonPropertyDescription("Version of the schema in the database's own history.") @Size(max = 64)
        @Nullable String version,
    @JsonPropertyDescription("How long its statements took, as a duration.") @DurationText
        @Nullable String duration) {}
