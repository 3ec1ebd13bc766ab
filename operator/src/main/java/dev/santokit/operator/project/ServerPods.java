package dev.santokit.operator.project;

import dev.santokit.crds.project.ServerRuntime;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The pods of a project's server. They meet Pod Security {@code restricted}. */
final class ServerPods {

  /** Annotation of a pod: another value is another pod. */
  static final String SECRETS = "santokit.dev/secrets";

  private static final String CONTAINER = "server";
  private static final int SOURCES = 8;

  /**
   * While it lasts, calls still come: those who route them learn of the end of a pod up to 5 s
   * late.
   */
  private static final long SECONDS_UNTIL_NO_CALL_COMES = 6;

  /** Then who has kept a connection open is told with an answer to call elsewhere. */
  private static final long SECONDS_FOR_KEPT_CONNECTIONS = 3;

  /** Both, what the server gives running calls (25 s), and some for its end. */
  private static final long SECONDS_UNTIL_KILLED = 45;

  private static final ResourceRequirements USUAL_RESOURCES =
      new ResourceRequirementsBuilder()
          .addToRequests("cpu", new Quantity("100m"))
          .addToRequests("memory", new Quantity("256Mi"))
          .addToLimits("memory", new Quantity("512Mi"))
          .build();

  private ServerPods() {}

  static PodTemplateSpec template(Inputs inputs) {
    ServerRuntime runtime = inputs.runtime();
    String project = inputs.name();
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(Desired.labels(project))
        .withAnnotations(annotations(runtime, inputs.secrets()))
        .endMetadata()
        .withNewSpec()
        .withServiceAccountName(project)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(SECONDS_UNTIL_KILLED)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withNodeSelector(runtime.nodeSelector())
        .withTolerations(listed(runtime.tolerations()))
        .withAffinity(runtime.affinity())
        .withTopologySpreadConstraints(spread(runtime, project))
        .withContainers(container(inputs))
        .withVolumes(volumes(inputs))
        .endSpec()
        .build();
  }

  private static Map<String, String> annotations(ServerRuntime runtime, String secrets) {
    var annotations = new TreeMap<String, String>();
    if (runtime.podAnnotations() != null) {
      annotations.putAll(runtime.podAnnotations());
    }
    annotations.put(SECRETS, secrets);
    return annotations;
  }

  /** Without a word of the project, no node has all pods while others have none. */
  private static List<TopologySpreadConstraint> spread(ServerRuntime runtime, String project) {
    return Optional.ofNullable(runtime.topologySpreadConstraints())
        .orElseGet(() ->
            List.of(
                new TopologySpreadConstraintBuilder()
                    .withMaxSkew(1)
                    .withTopologyKey("kubernetes.io/hostname")
                    .withWhenUnsatisfiable("ScheduleAnyway")
                    .withLabelSelector(Desired.selector(project))
                    .build()));
  }

  private static Container container(Inputs inputs) {
    ServerRuntime runtime = inputs.runtime();
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(Optional.ofNullable(runtime.image()).orElse(inputs.serverImage()))
        .withImagePullPolicy("IfNotPresent")
        .withEnv(environment(inputs))
        .addNewPort()
        .withName("http")
        .withContainerPort(ServerNetwork.HTTP)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("management")
        .withContainerPort(ServerNetwork.MANAGEMENT)
        .withProtocol("TCP")
        .endPort()
        .withResources(Objects.requireNonNullElse(runtime.resources(), USUAL_RESOURCES))
        // A server lives before it has a release to serve, which may have to wait for its schema.
        .withStartupProbe(probe("live", 1, 60))
        .withLivenessProbe(probe("live", 10, 3))
        .withReadinessProbe(probe("ready", 2, 2))
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep(SECONDS_UNTIL_NO_CALL_COMES)
        .endPreStop()
        .endLifecycle()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withVolumeMounts(
            mount("kv", "/etc/santokit/kv", true),
            mount("config", "/etc/santokit/config", true),
            mount("vault", "/etc/santokit/vault", true),
            mount("vault-key", "/etc/santokit/vault-key", true),
            mount("tmp", "/tmp", false))
        .build();
  }

  private static Probe probe(String check, int period, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath("/q/health/" + check)
        .withPort(new IntOrString("management"))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(3)
        .withFailureThreshold(failures)
        .build();
  }

  /** What the operator sets cannot be set otherwise. */
  private static List<EnvVar> environment(Inputs inputs) {
    var environment = new ArrayList<EnvVar>();
    environment.add(variable("SANTOKIT_SECRETS", "vault"));
    environment.add(variable("SANTOKIT_PROJECT", inputs.name()));
    environment.add(variable("SANTOKIT_NAMESPACE", inputs.project().getMetadata().getNamespace()));
    environment.add(variable("SANTOKIT_LINGER", SECONDS_FOR_KEPT_CONNECTIONS + "s"));
    Set<String> taken = environment.stream().map(EnvVar::getName).collect(Collectors.toSet());
    listed(inputs.runtime().env()).stream()
        .filter(variable -> !taken.contains(variable.getName()))
        .forEach(environment::add);
    return environment;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(name)
        .withMountPath(path)
        .withReadOnly(readOnly ? Boolean.TRUE : null)
        .build();
  }

  private static List<Volume> volumes(Inputs inputs) {
    String project = inputs.name();
    return List.of(
        volume("kv").withNewProjected().withSources(sources(project)).endProjected().build(),
        volume("config")
            .withNewConfigMap()
            .withName(ServerConfig.configMap(inputs).getMetadata().getName())
            .endConfigMap()
            .build(),
        secret("vault", project + "-vault"),
        secret("vault-key", project + "-vault-key"),
        volume("tmp").withNewEmptyDir().withSizeLimit(new Quantity("256Mi")).endEmptyDir().build());
  }

  /**
   * Always the same, whether they exist or not: a release that needs more of them must not replace
   * the pods.
   */
  private static List<VolumeProjection> sources(String project) {
    return IntStream.range(0, SOURCES)
        .mapToObj(number ->
            new VolumeProjectionBuilder()
                .withNewConfigMap()
                .withName(project + "-kv-" + number)
                .withOptional(true)
                .endConfigMap()
                .build())
        .toList();
  }

  private static Volume secret(String name, String secret) {
    return volume(name).withNewSecret().withSecretName(secret).endSecret().build();
  }

  private static VolumeBuilder volume(String name) {
    return new VolumeBuilder().withName(name);
  }

  private static <T> List<T> listed(@Nullable List<T> list) {
    return Optional.ofNullable(list).orElse(List.of());
  }
}
