package dev.santokit.crds.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.crds.Alias;
import dev.santokit.crds.DurationText;
import dev.santokit.crds.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings as their author wrote them. Components of type {@link JsonNode} have a short form that
 * is a string and a long one that is not, which a CRD cannot say; the project model checks them.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BundleConfig(
    @JsonPropertyDescription("Alias of the database that it runs on. main when absent.") @Alias
        @Nullable String target,
    @JsonPropertyDescription(
            "Who may call it: public, authenticated, a role, or a list of roles. authenticated when"
                + " absent.")
        @Nullable JsonNode access,
    @JsonPropertyDescription(
            "How long an answer is kept, as a duration; or {ttl, scope: user} for a function that is"
                + " not public. Implies readOnly.")
        @Nullable JsonNode cache,
    @JsonPropertyDescription(
            "Whether calls run in a READ ONLY transaction, which alone allows GET, streaming, a cache"
                + " and readUrl. false when absent.")
        @Nullable Boolean readOnly,
    @JsonPropertyDescription(
            "Parameters by name. A parameter that is not declared is refused in a call.")
        @Size(max = 100)
        @Nullable Map<String, BundleParameter> params,
    @JsonPropertyDescription("Type of the result, for generated types; nothing checks it.")
        @Nullable JsonNode returns,
    @JsonPropertyDescription("Names of the secrets that context.getSecret may read.")
        @Size(max = BundleConfig.MOST_SECRETS)
        @Nullable List<@Pattern(Formats.SECRET_KEY) @Size(min = 1, max = 253) String> secrets,
    @JsonPropertyDescription(
            "How long a call may take, as a duration; at most limits.callTimeout of the project,"
                + " which holds when absent.")
        @DurationText
        @Nullable String timeout,
    @JsonPropertyDescription(
            "How often it may be called: 100/m, or {limit: 100, per: 1m, key: user|ip|global}.")
        @Nullable JsonNode rateLimit,
    @JsonPropertyDescription(
            "When it runs by itself: a cron expression, or {cron, timezone, params, catchUp}.")
        @Nullable JsonNode schedule,
    @JsonPropertyDescription("What it does, for the API description.")
        @Size(max = BundleConfig.LONGEST_DESCRIPTION)
        @Nullable String description,
    @JsonPropertyDescription("Words to group functions by in the API description.")
        @Size(max = BundleConfig.MOST_TAGS)
        @Nullable List<@Size(min = 1, max = BundleConfig.LONGEST_TAG) String> tags) {

  static final int MOST_SECRETS = 100;
  static final int LONGEST_DESCRIPTION = 4096;
  static final int MOST_TAGS = 50;
  static final int LONGEST_TAG = 100;
}
