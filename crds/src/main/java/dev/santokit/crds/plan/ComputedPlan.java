package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ObjectName;
import dev.santokit.crds.Sha256;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan for people to read. What is executed is computed again and compared by its hash. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComputedPlan(
    @JsonPropertyDescription("What an approval names, see spec.approvedPlan.") @Sha256
        @Nullable String hash,
    @JsonPropertyDescription("When it was computed.") @Nullable Instant createdAt,
    @JsonPropertyDescription("Number of changes, expand and contract together.") @Min(0)
        @Nullable Integer changes,
    @JsonPropertyDescription("Hazards in one line, with their numbers: DROP_COLUMN 2.")
        @Size(max = 1024)
        @Nullable String hazards,
    @JsonPropertyDescription("Statements of hand-written migrations that have not run yet.")
        @Size(max = 1000)
        @Nullable List<PlannedStatement> migrations,
    @JsonPropertyDescription(
            "Statements that the active release survives; they run before the new one.")
        @Size(max = 1000)
        @Nullable List<PlannedStatement> expand,
    @JsonPropertyDescription("Statements that run once the new release is active, if approved.")
        @Size(max = 1000)
        @Nullable List<PlannedStatement> contract,
    @JsonPropertyDescription(
            "Functions and permissions of the active release that use what the plan takes away, at"
                + " most 100.")
        @Size(max = 100)
        @Nullable List<BrokenUse> breaks,
    @JsonPropertyDescription(
            "Functions of the active release of which that cannot be known, at most 100.")
        @Size(max = 100)
        @Nullable List<@Size(max = 253) String> notAnalysed,
    @JsonPropertyDescription("Whether statements were left out here; the ConfigMap has them all.")
        @Nullable Boolean truncated,
    @JsonPropertyDescription("ConfigMap that holds the whole plan, when it is too large for here.")
        @ObjectName
        @Nullable String configMap,
    @JsonPropertyDescription(
            "Full: the whole plan was executed once in a scratch database. Partial: only its"
                + " transactional groups were tried.")
        @Nullable Trial trial) {}
