package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ObjectName;
import dev.santokit.crds.SecretKey;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A Secret of another tool that says how to connect, and the keys by which it does. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "has(self.urlKey) ? !has(self.hostKey) && !has(self.portKey) && !has(self.userKey) &&"
            + " !has(self.passwordKey) && !has(self.databaseKey)"
            + " : has(self.hostKey) && has(self.userKey) && has(self.passwordKey) &&"
            + " has(self.databaseKey)",
    message =
        "secretRef has either urlKey, or hostKey, userKey, passwordKey and databaseKey"
            + " (portKey may be added)")
public record DatabaseSecret(
    @JsonPropertyDescription("Name of the Secret, in the same namespace.") @Required @ObjectName
        String name,
    @JsonPropertyDescription("Key of the whole URL.") @SecretKey @Nullable String urlKey,
    @JsonPropertyDescription("Key of the host.") @SecretKey @Nullable String hostKey,
    @JsonPropertyDescription("Key of the port. Port 5432 when absent.") @SecretKey
        @Nullable String portKey,
    @JsonPropertyDescription("Key of the user.") @SecretKey @Nullable String userKey,
    @JsonPropertyDescription("Key of the password.") @SecretKey @Nullable String passwordKey,
    @JsonPropertyDescription("Key of the database's name.") @SecretKey @Nullable String databaseKey,
    @JsonPropertyDescription("Key of the certificates to trust, in PEM.") @SecretKey
        @Nullable String caKey) {}
