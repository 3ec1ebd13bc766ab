package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which other origins browsers may call from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.credentials) || !self.credentials || !has(self.origins) || !('*' in"
            + " self.origins)",
    message = "origin * cannot be combined with credentials")
public record Cors(
    @JsonPropertyDescription("Origins, exact or with one leading *., or *.") @Size(max = 100)
        @Nullable List<@Size(min = 1, max = 255) String> origins,
    @JsonPropertyDescription("Whether browsers may send cookies along. false when absent.")
        @Nullable Boolean credentials) {}
