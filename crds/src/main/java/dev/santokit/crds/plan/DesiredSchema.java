package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The files of a schema; together they are one text. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DesiredSchema(
    @JsonPropertyDescription("The files, at most 1 MiB in all. Their order means nothing.")
        @Required
        @Size(min = 1, max = 100)
        @ValidationRule(
            value = "self.map(f, size(f.hcl)).sum() <= 1048576",
            message = "the files are larger than 1 MiB together")
        List<SchemaFile> files) {}
