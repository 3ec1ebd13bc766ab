package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.ObjectName;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where the certificate of a host comes from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.secretName) != has(self.issuer)",
    message = "tls has either secretName or issuer")
public record Tls(
    @JsonPropertyDescription("Secret of type kubernetes.io/tls that exists.") @ObjectName
        @Nullable String secretName,
    @JsonPropertyDescription("Issuer of cert-manager that makes one.") @ObjectName
        @Nullable String issuer) {}
