package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How numbers of Postgres that JavaScript cannot count stand in JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JsonNumbers(
    @JsonPropertyDescription("Columns of type int8: number (as when absent) or string.")
        @Nullable NumberForm int8,
    @JsonPropertyDescription("Columns of type numeric: number (as when absent) or string.")
        @Nullable NumberForm numeric) {}
