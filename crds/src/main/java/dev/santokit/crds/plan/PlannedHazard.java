package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What may hurt in a statement, and where. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlannedHazard(
    @JsonPropertyDescription("What kind, for example DROP_COLUMN.")
        @Required
        @Pattern("^[A-Z][A-Z_]*$")
        @Size(min = 1, max = 63)
        String code,
    @JsonPropertyDescription(
            "What follows: info and warn nothing, approve an approval, deny a block.")
        @Required
        HazardLevel level,
    @JsonPropertyDescription("Which object: public.users.email.") @Size(max = 512)
        @Nullable String object,
    @JsonPropertyDescription("How much it hurts: 120 rows lose it.") @Size(max = 4096)
        @Nullable String message) {}
