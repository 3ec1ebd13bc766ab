package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * One database. URLs carry no pattern: the API server's message would repeat a value that may hold
 * a password.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.url) != has(self.secretRef)",
    message = "a database has either url or secretRef")
public record Database(
    @JsonPropertyDescription(
            "URL with the role that functions use, as a secret: ${DATABASE_URL}, or"
                + " postgres://app:${PASSWORD}@host/name.")
        @Size(min = 1, max = 2048)
        @Nullable String url,
    @JsonPropertyDescription("Secret that holds the URL or its parts, instead of url.")
        @Nullable DatabaseSecret secretRef,
    @JsonPropertyDescription(
            "How the schema engine connects: a role that owns the tables, without a pooler between.")
        @Nullable DatabaseMigration migration,
    @JsonPropertyDescription("URL of a replica, which readOnly functions use.")
        @Size(min = 1, max = 2048)
        @Nullable String readUrl,
    @JsonPropertyDescription("Connections that the server keeps.") @Nullable Pool pool) {}
