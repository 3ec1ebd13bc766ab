package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One statement of a plan. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlannedStatement(
    @JsonPropertyDescription("The statement.") @Required @Size(min = 1, max = 1_048_576) String sql,
    @JsonPropertyDescription("What may hurt.") @Size(max = 100)
        @Nullable List<PlannedHazard> hazards,
    @JsonPropertyDescription("Whether it runs in a transaction with its neighbours.")
        @Nullable Boolean transactional) {}
