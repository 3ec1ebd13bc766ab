package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.Alias;
import dev.santokit.crds.ObjectName;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One database, as the pods see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatabaseStatus(
    @JsonPropertyDescription("Its alias.") @Required @Alias String alias,
    @JsonPropertyDescription("Whether the pods reach it; absent while that is not known.")
        @Nullable Boolean reachable,
    @JsonPropertyDescription("Name of its SchemaPlan, if it has one.") @ObjectName
        @Nullable String schemaPlan) {}
