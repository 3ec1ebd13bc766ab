package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.crds.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project's configuration. {@code auth}, {@code storage} and {@code permissions} are free-form
 * here: the project model knows them. {@code rateLimit} and the entries of {@code egress} have a
 * short form that is a string and a long one that is an object, which a CRD cannot say.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription("How the project is configured and run.")
@ValidationRule(
    value =
        "self.release.source != 'Image' || (has(self.runtime) && has(self.runtime.image) &&"
            + " self.runtime.image.contains('@sha256:'))",
    message = "release.source Image needs runtime.image with its digest: name@sha256:…")
public record SantokitProjectSpec(
    @JsonPropertyDescription("The server's pods: image, number, resources, placement.")
        @Nullable ServerRuntime runtime,
    @JsonPropertyDescription("Bounds of one call.") @Nullable CallLimits limits,
    @JsonPropertyDescription("Databases by alias; functions and schemas name the alias.")
        @Size(max = 32)
        @ValidationRule(
            value = "self.all(alias, alias.matches('" + Formats.ALIAS + "'))",
            message =
                "an alias has at most 31 lower-case letters, digits and _, begins with a letter and"
                    + " does not end with _")
        @Nullable Map<String, Database> databases,
    @JsonPropertyDescription("Tokens and users, as in config/auth.yaml.") @Size(max = 100)
        @Nullable Map<String, JsonNode> auth,
    @JsonPropertyDescription("Buckets and who may use them, as in config/storage.yaml.")
        @Size(max = 100)
        @Nullable Map<String, JsonNode> storage,
    @JsonPropertyDescription(
            "Who may read and write which tables and columns, as in config/permissions.yaml. Part"
                + " of the release.")
        @Size(max = 100)
        @Nullable Map<String, JsonNode> permissions,
    @JsonPropertyDescription("Which other origins browsers may call from. None when absent.")
        @Nullable Cors cors,
    @JsonPropertyDescription("Headers that every answer carries, by name.")
        @Size(max = 100)
        @ValidationRule(
            value = "self.all(name, name.matches('^[A-Za-z0-9-]{1,100}$'))",
            message = "the name of a header has at most 100 letters, digits and -")
        @Nullable Map<String, @Size(max = 4096) String> headers,
    @JsonPropertyDescription(
            "Hosts that functions may fetch from: api.x.com, *.x.com:8443, or {host, private: true}"
                + " for one with a private address. None when absent.")
        @Size(max = 100)
        @Nullable List<JsonNode> egress,
    @JsonPropertyDescription(
            "How often functions may be called that do not say so themselves: 100/m, or {limit:"
                + " 100, per: 1m, key: user|ip|global}.")
        @Nullable JsonNode rateLimit,
    @JsonPropertyDescription(
            "Who may read /openapi.json and /manifest: public, authenticated (as when absent), or"
                + " \"off\", which needs its quotes.")
        @Nullable Docs docs,
    @JsonPropertyDescription("How numbers of Postgres stand in JSON.") @Nullable JsonNumbers json,
    @JsonPropertyDescription("How clients reach the server.") @Nullable Network network,
    @JsonPropertyDescription("Which release is served, and how many are kept.") @Default("{}")
        @Nullable ReleasePolicy release,
    @JsonPropertyDescription("Where secrets come from, besides stk secret set.")
        @Nullable Vault vault,
    @JsonPropertyDescription(
            "While true the operator writes nothing but status; the server serves on.")
        @Default("false")
        @Nullable Boolean suspend) {}
