package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** The commit that files came from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GitSource(
    @JsonPropertyDescription("Commit.") @Size(max = 64) @Nullable String git,
    @JsonPropertyDescription("Whether there were changes that were not committed.")
        @Nullable Boolean dirty) {}
