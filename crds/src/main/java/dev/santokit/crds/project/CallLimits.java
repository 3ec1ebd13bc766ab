package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.DurationText;
import dev.santokit.crds.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** Bounds of one call. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallLimits(
    @JsonPropertyDescription(
            "How long a call may take, as a duration; functions may ask for less. 10s when absent.")
        @DurationText
        @Nullable String callTimeout,
    @JsonPropertyDescription(
            "Memory that a JavaScript call may allocate in all, whether or not it still holds it."
                + " 1Gi when absent.")
        @Pattern(Formats.BYTES)
        @Nullable Quantity jsAllocation,
    @JsonPropertyDescription("Greatest body of a request. 1Mi when absent.") @Pattern(Formats.BYTES)
        @Nullable Quantity maxRequestBody,
    @JsonPropertyDescription(
            "Greatest answer that is built in memory and sent after commit. 1Mi when absent.")
        @Pattern(Formats.BYTES)
        @Nullable Quantity bufferedBody,
    @JsonPropertyDescription(
            "Greatest answer that a readOnly function may stream. 32Mi when absent.")
        @Pattern(Formats.BYTES)
        @Nullable Quantity maxBody,
    @JsonPropertyDescription("Greatest limit of a select on crud. 1000 when absent.")
        @Min(1)
        @Max(1_000_000)
        @Nullable Integer maxRows) {}
