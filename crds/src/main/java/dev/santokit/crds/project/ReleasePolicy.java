package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ReleaseDigest;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Which release is served, and how many are kept. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReleasePolicy(
    @JsonPropertyDescription(
            "Bundles: releases are made of LogicBundles. Image: the content is baked into"
                + " runtime.image, and bundles are not active.")
        @Default("Bundles")
        @Nullable ReleaseSource source,
    @JsonPropertyDescription(
            "Digest that the bundles must give to become a release, all or nothing. stk sets it."
                + " When absent each change becomes a release.")
        @ReleaseDigest
        @Nullable String manifest,
    @JsonPropertyDescription(
            "Revision of an earlier release to serve; newer ones are cut and wait.")
        @Min(1)
        @Nullable Long pin,
    @JsonPropertyDescription("Number of earlier releases that are kept, up to 8 MiB of them.")
        @Default("5")
        @Min(0)
        @Max(100)
        @Nullable Integer historyLimit) {}
