package dev.santokit.crds.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The server's pods. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!(has(self.replicas) && has(self.autoscaling))",
    message = "runtime has either replicas or autoscaling")
public record ServerRuntime(
    @JsonPropertyDescription("Image of the server. The chart's when absent.")
        @Size(min = 1, max = 512)
        @Nullable String image,
    @JsonPropertyDescription(
            "Number of pods, without autoscaling. 2 when neither is set. kubectl scale sets it.")
        @SpecReplicas
        @Min(0)
        @Max(1000)
        @Nullable Integer replicas,
    @JsonPropertyDescription("Number of pods by load, instead of replicas.")
        @Nullable Autoscaling autoscaling,
    @JsonPropertyDescription("Requests and limits of the container, as in a Pod.")
        @Nullable ResourceRequirements resources,
    @JsonPropertyDescription("Labels of the nodes that the pods may run on, as in a Pod.")
        @Size(max = 100)
        @Nullable Map<String, @Size(max = 63) String> nodeSelector,
    @JsonPropertyDescription("Taints of nodes that the pods tolerate, as in a Pod.")
        @Size(max = 100)
        @Nullable List<Toleration> tolerations,
    @JsonPropertyDescription("Which nodes and neighbours the pods prefer, as in a Pod.")
        @Nullable Affinity affinity,
    @JsonPropertyDescription("How the pods are spread, as in a Pod.") @Size(max = 20)
        @Nullable List<TopologySpreadConstraint> topologySpreadConstraints,
    @JsonPropertyDescription(
            "Environment of the server, for settings of the Java runtime and proxies. Secrets of"
                + " the project do not belong here.")
        @Size(max = 100)
        @Nullable List<EnvVar> env,
    @JsonPropertyDescription("Annotations that the pods carry besides the operator's own.")
        @Size(max = 100)
        @Nullable Map<String, @Size(max = 16384) String> podAnnotations) {}
