package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.DurationText;
import dev.santokit.crds.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What needs approval, what is refused, and how statements run. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanPolicy(
    @JsonPropertyDescription(
            "Which plans need approval: Always every plan, Destructive (as when absent) those with"
                + " a hazard of level approve, Never none.")
        @Nullable Approval approval,
    @JsonPropertyDescription(
            "Decisions by hazard code instead of its own level: allow, approve or deny. For"
                + " example DROP_TABLE: deny.")
        @Size(max = 100)
        @ValidationRule(
            value = "self.all(code, code.matches('^[A-Z][A-Z_]{0,62}$'))",
            message = "a hazard code has capital letters and _ only, for example DROP_TABLE")
        @Nullable Map<String, HazardDecision> hazards,
    @JsonPropertyDescription(
            "Size from which a table counts as large: warnings that lock or scan one need approval."
                + " 1Gi when absent.")
        @Pattern(Formats.BYTES)
        @Nullable Quantity largeTable,
    @JsonPropertyDescription(
            "How long a statement waits for a lock (lock_timeout), as a duration. 3s when absent.")
        @DurationText
        @Nullable String lockTimeout,
    @JsonPropertyDescription(
            "How long a statement may run (statement_timeout), as a duration. 20m when absent.")
        @DurationText
        @Nullable String statementTimeout,
    @JsonPropertyDescription(
            "Whether indexes on existing tables are built CONCURRENTLY. true when absent.")
        @Nullable Boolean concurrentIndexes,
    @JsonPropertyDescription(
            "Globs of tables that are not looked at and never dropped: audit_*, billing.*.")
        @Size(max = 100)
        @Nullable List<@Size(min = 1, max = 127) String> exclude) {}
