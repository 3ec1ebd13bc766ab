package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Something of a release that uses what a plan takes away. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BrokenUse(
    @JsonPropertyDescription("Path of the function: users/get.") @Required @Size(max = 253)
        String function,
    @JsonPropertyDescription("What leaves: public.users.email.") @Size(max = 512)
        @Nullable String object,
    @JsonPropertyDescription("In which way it is used.") @Size(max = 1024)
        @Nullable String message) {}
