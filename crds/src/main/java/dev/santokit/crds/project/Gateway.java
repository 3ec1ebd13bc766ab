package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ObjectName;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A Gateway of the Gateway API. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Gateway(
    @JsonPropertyDescription("Its name.") @Required @ObjectName String name,
    @JsonPropertyDescription("Its namespace. The project's when absent.") @ObjectName
        @Nullable String namespace,
    @JsonPropertyDescription("Its listener. All when absent.") @ObjectName
        @Nullable String sectionName) {}
