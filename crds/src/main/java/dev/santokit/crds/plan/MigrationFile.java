package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One hand-written migration. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MigrationFile(
    @JsonPropertyDescription("V<n>__<name>.sql, for example V1__seed_roles.sql.")
        @Required
        @Pattern("^V[0-9]{1,18}__[A-Za-z0-9_.-]+[.]sql$")
        @Size(max = 253)
        String name,
    @JsonPropertyDescription("The statements.") @Required @Size(min = 1, max = 1_048_576)
        String sql) {}
