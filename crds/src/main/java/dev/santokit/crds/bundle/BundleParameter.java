package dev.santokit.crds.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One declared parameter. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BundleParameter(
    @JsonPropertyDescription(
            "Type: string, int, number, bool, json, uuid, date, timestamp, or array<T> of one of these.")
        @Required
        @Pattern("^(" + BundleParameter.SCALAR + "|array<\\s*" + BundleParameter.SCALAR + "\\s*>)$")
        @Size(max = 64)
        String type,
    @JsonPropertyDescription("Whether a call must name it; null does not count.")
        @Nullable Boolean required,
    @JsonProperty("default") @JsonPropertyDescription("Value when a call does not name it.")
        @Nullable JsonNode defaultValue,
    @JsonPropertyDescription(
            "Least value of a number, least length of a string, least number of items of an array.")
        @Nullable BigDecimal min,
    @JsonPropertyDescription(
            "Greatest value of a number, greatest length of a string or number of items of an array.")
        @Nullable BigDecimal max,
    @JsonPropertyDescription("What it means, for the API description.")
        @Size(max = BundleConfig.LONGEST_DESCRIPTION)
        @Nullable String description) {

  private static final String SCALAR = "(string|int|number|bool|json|uuid|date|timestamp)";
}
