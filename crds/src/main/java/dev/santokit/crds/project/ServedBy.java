package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ObjectName;
import dev.santokit.crds.ReleaseDigest;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What one pod serves. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServedBy(
    @JsonPropertyDescription("Name of the pod.") @Required @ObjectName String pod,
    @JsonPropertyDescription("Digest of the release that it serves; absent while it serves none.")
        @ReleaseDigest
        @Nullable String digest) {}
