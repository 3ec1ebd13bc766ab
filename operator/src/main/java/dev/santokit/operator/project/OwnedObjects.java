package dev.santokit.operator.project;

import dev.santokit.crds.Labels;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the operator knows, without asking, of the objects that it made of projects. A change of one
 * is a reason to look at its project again.
 */
@Singleton
public class OwnedObjects {

  private static final String OURS =
      "%s=%s,%s in (%s,%s)"
          .formatted(
              Labels.MANAGED_BY,
              Labels.OPERATOR,
              Labels.COMPONENT,
              Desired.COMPONENT,
              ServerConfig.COMPONENT);

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          ServiceAccount.class,
          ConfigMap.class,
          Service.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class,
          Deployment.class,
          HorizontalPodAutoscaler.class);

  private volatile Map<Class<?>, InformerEventSource<?, SantokitProject>> sources = Map.of();

  /** One of each kind. Called once, when the controller of projects is made. */
  public List<EventSource<?, SantokitProject>> eventSources(
      EventSourceContext<SantokitProject> context) {
    var made = new LinkedHashMap<Class<?>, InformerEventSource<?, SantokitProject>>();
    KINDS.forEach(kind -> made.put(kind, source(kind, context)));
    sources = made;
    return List.copyOf(made.values());
  }

  private static <T extends HasMetadata> InformerEventSource<T, SantokitProject> source(
      Class<T> kind, EventSourceContext<SantokitProject> context) {
    var configuration =
        InformerEventSourceConfiguration.from(kind, SantokitProject.class)
            .withName("server-" + HasMetadata.getPlural(kind))
            .withNamespacesInheritedFromController()
            .withLabelSelector(OURS)
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  /** An object as it was heard of last; empty when there is none that carries our labels. */
  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
    return source(kind).flatMap(source -> source.get(new ResourceID(name, namespace)));
  }

  /** The configurations of a project, the one that is used now among them. */
  public Stream<ConfigMap> configurations(SantokitProject project) {
    String name = project.getMetadata().getName();
    return source(ConfigMap.class).stream()
        .flatMap(source ->
            source.list(
                project.getMetadata().getNamespace(),
                configMap -> name.equals(configMap.getMetadata().getLabels().get(Labels.PROJECT))));
  }

  @SuppressWarnings("unchecked") // each was made for its key
  private <T extends HasMetadata> Optional<InformerEventSource<T, SantokitProject>> source(
      Class<T> kind) {
    return Optional.ofNullable((InformerEventSource<T, SantokitProject>) sources.get(kind));
  }
}
