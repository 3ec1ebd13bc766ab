package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Connections to one database. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pool(
    @JsonPropertyDescription("Greatest number of connections of a pod. 10 when absent.")
        @Min(1)
        @Max(10_000)
        @Nullable Integer max,
    @JsonPropertyDescription(
            "Greatest number of connections of all pods together; a pod takes its share.")
        @Min(1)
        @Max(10_000)
        @Nullable Integer total,
    @JsonPropertyDescription(
            "What stands between: session (as when absent) a session pooler or nothing,"
                + " transaction a pooler that hands a connection out per transaction.")
        @Nullable PoolMode mode) {}
