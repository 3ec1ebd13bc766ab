package dev.santokit.crds.bundle;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.Condition;
import dev.santokit.crds.Sha256;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the function. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("What became of the function. Written by the operator.")
public record LogicBundleStatus(
    @JsonPropertyDescription(
            "metadata.generation that was looked at last; it moves on failure too.")
        @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready, Valid, Active; Reconciling and Stalled only while they are true.")
        @Size(max = 32)
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Hash of the function as it enters the digest of a release.") @Sha256
        @Nullable String hash,
    @JsonPropertyDescription("Who may call it, with the default applied.") @Size(max = 4096)
        @Nullable String access,
    @JsonPropertyDescription("How long an answer is kept, if it is.") @Size(max = 64)
        @Nullable String cache,
    @JsonPropertyDescription("Release in which this content became active first.") @Min(1)
        @Nullable Long revision,
    @JsonPropertyDescription("What is wrong, with line and column; absent when nothing is.")
        @Size(max = 32768)
        @Nullable String message) {}
