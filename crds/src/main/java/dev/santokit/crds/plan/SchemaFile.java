package dev.santokit.crds.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One HCL file. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SchemaFile(
    @JsonPropertyDescription("File name, which errors show: main.hcl.")
        @Required
        @Pattern("^[^/]+[.]hcl$")
        @Size(max = 253)
        String name,
    @JsonPropertyDescription("What the file holds.") @Required @Size(max = 1_048_576) String hcl) {}
