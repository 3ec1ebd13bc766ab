package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A difference that someone else made. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Drift(
    @JsonPropertyDescription("When it was seen first.") @Nullable Instant detectedAt,
    @JsonPropertyDescription(
            "Statements that would lead back to the schema applied last. They are never run by"
                + " themselves.")
        @Size(max = 65536)
        @Nullable String sql) {}
