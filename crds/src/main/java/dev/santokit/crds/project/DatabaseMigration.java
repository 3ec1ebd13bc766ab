package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How the schema engine connects. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseMigration(
    @JsonPropertyDescription("URL with the role that owns the tables.")
        @Required
        @Size(min = 1, max = 2048)
        String url,
    @JsonPropertyDescription(
            "URL of an empty scratch database of the same major version, where whole plans are"
                + " tried first.")
        @Size(min = 1, max = 2048)
        @Nullable String devUrl) {}
