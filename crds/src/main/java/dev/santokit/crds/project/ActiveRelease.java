package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ReleaseDigest;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The release that is served. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActiveRelease(
    @JsonPropertyDescription("Its identity.") @ReleaseDigest @Nullable String digest,
    @JsonProperty("short")
        @JsonPropertyDescription("First 12 hexadecimal digits of the digest's SHA-256.")
        @Pattern("^[0-9a-f]{12}$")
        @Size(max = 12)
        @Nullable String shortDigest,
    @JsonPropertyDescription("Its number.") @Min(1) @Nullable Long revision,
    @JsonPropertyDescription("How many functions it has.") @Min(0) @Nullable Integer functions,
    @JsonPropertyDescription("When all ready pods served it first.") @Nullable Instant activatedAt,
    @JsonPropertyDescription("The commit that its files came from, if the applier said so.")
        @Nullable GitSource source,
    @JsonPropertyDescription("Field manager that applied the change that led to it.")
        @Size(max = 128)
        @Nullable String appliedBy,
    @JsonPropertyDescription("Whether spec.release.pin holds an earlier release.")
        @Nullable Boolean pinned,
    @JsonPropertyDescription("Revision of the newest release that waits, if one does.") @Min(1)
        @Nullable Long pending,
    @JsonPropertyDescription("What each ready pod serves.") @Size(max = 1100)
        @Nullable List<ServedBy> servedBy) {}
