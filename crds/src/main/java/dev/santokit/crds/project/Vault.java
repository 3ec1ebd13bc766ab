package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where secrets come from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Vault(
    @JsonPropertyDescription(
            "Secret with a keyset of one's own, the same in every cluster. One is generated when"
                + " absent.")
        @Nullable KeySecret keySecretRef,
    @JsonPropertyDescription(
            "Ordinary Secrets whose values count as the project's. A name that occurs twice is an"
                + " error.")
        @Size(max = 50)
        @Nullable List<SecretSource> secretsFrom) {}
