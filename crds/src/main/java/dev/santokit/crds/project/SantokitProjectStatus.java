package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.santokit.crds.Condition;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the project serves, and what keeps it from doing so. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonClassDescription(
    "What the project serves, and what keeps it from doing so. Written by the operator.")
public record SantokitProjectStatus(
    @JsonPropertyDescription(
            "metadata.generation that was looked at last; it moves on failure too.")
        @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Ready, ConfigValid, SecretsReady, DatabasesReachable, LeastPrivilege, ReleaseActive,"
                + " RouteReady; Reconciling and Stalled only while they are true.")
        @Size(max = 32)
        @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Where clients reach the server.") @Size(max = 2048)
        @Nullable String url,
    @JsonPropertyDescription("The release that is served.") @Nullable ActiveRelease release,
    @JsonPropertyDescription("What is known of the secrets; never a value.")
        @Nullable VaultStatus vault,
    @JsonPropertyDescription("Number of pods that exist.") @StatusReplicas @Min(0)
        @Nullable Integer replicas,
    @JsonPropertyDescription("Label selector of the pods, for kubectl scale and autoscalers.")
        @LabelSelector
        @Size(max = 2048)
        @Nullable String selector,
    @JsonPropertyDescription("The databases, as the pods see them.") @Size(max = 32)
        @Nullable List<DatabaseStatus> databases) {}
