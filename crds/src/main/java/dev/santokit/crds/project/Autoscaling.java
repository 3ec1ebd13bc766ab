package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A number of pods that follows the load. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.minReplicas) || self.minReplicas <= self.maxReplicas",
    message = "minReplicas is greater than maxReplicas")
public record Autoscaling(
    @JsonPropertyDescription("Least number of pods. 2 when absent, or maxReplicas when that is 1.")
        @Min(1)
        @Max(1000)
        @Nullable Integer minReplicas,
    @JsonPropertyDescription("Greatest number of pods.") @Required @Min(1) @Max(1000)
        Integer maxReplicas,
    @JsonPropertyDescription(
            "CPU that the pods should use, in per cent of what they request. 80 when absent.")
        @Min(1)
        @Max(1000)
        @Nullable Integer targetCPUUtilizationPercentage) {}
