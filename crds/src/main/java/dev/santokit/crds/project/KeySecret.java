package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ObjectName;
import io.fabric8.generator.annotation.Required;

/** A Secret that holds a keyset. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeySecret(
    @JsonPropertyDescription("Name of the Secret, in the same namespace.") @Required @ObjectName
        String name) {}
