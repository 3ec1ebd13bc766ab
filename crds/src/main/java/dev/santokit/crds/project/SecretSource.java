package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.Formats;
import dev.santokit.crds.ObjectName;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ordinary Secret whose values count as the project's. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretSource(
    @JsonPropertyDescription("Name of the Secret, in the same namespace.") @Required @ObjectName
        String name,
    @JsonPropertyDescription("Keys to take. All when absent.") @Size(min = 1, max = 200)
        @Nullable List<@Pattern(Formats.SECRET_KEY) @Size(min = 1, max = 253) String> keys) {}
