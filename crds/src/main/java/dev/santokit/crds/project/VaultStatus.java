package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a project's secrets. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VaultStatus(
    @JsonPropertyDescription("Key that secrets are sealed to, in Base64.") @Size(max = 1024)
        @Nullable String publicKey,
    @JsonPropertyDescription("First 8 hexadecimal digits of the key's SHA-256.")
        @Pattern("^[0-9a-f]{8}$")
        @Size(max = 8)
        @Nullable String kid,
    @JsonPropertyDescription("Names of the secrets that are there.") @Size(max = 1000)
        @Nullable List<@Pattern(Formats.SECRET_KEY) @Size(min = 1, max = 253) String> names) {}
