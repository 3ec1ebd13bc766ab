package dev.santokit.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One aspect of a resource's state, in the form that all of Kubernetes uses. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @JsonPropertyDescription("Aspect of the state, for example Ready.")
        @Required
        @Pattern("^[A-Z][A-Za-z]*$")
        @Size(min = 1, max = 63)
        String type,
    @JsonPropertyDescription("Whether it holds: True, False, or Unknown while that is not known.")
        @Required
        ConditionStatus status,
    @JsonPropertyDescription("Why, in one CamelCase word that programs may rely on.")
        @Required
        @Pattern("^[A-Z][A-Za-z0-9]*$")
        @Size(min = 1, max = 128)
        String reason,
    @JsonPropertyDescription("What happened and what to do about it, for people.")
        @Required
        @Size(max = 32768)
        String message,
    @JsonPropertyDescription("When status changed last. It stays while only the message changes.")
        @Required
        Instant lastTransitionTime,
    @JsonPropertyDescription("metadata.generation that this condition was computed from.") @Min(0)
        @Nullable Long observedGeneration) {}
