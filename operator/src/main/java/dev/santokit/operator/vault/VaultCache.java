package dev.santokit.operator.vault;

import dev.santokit.crds.Labels;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator knows of vaults without asking. It watches Secrets that carry its labels alone,
 * so that others of the namespace never come into its memory; a secret that is set reconciles its
 * project at once.
 */
@Singleton
public class VaultCache {

  private static final String OURS =
      Labels.PROJECT + "," + Labels.MANAGED_BY + "=" + Labels.OPERATOR;

  private volatile @Nullable InformerEventSource<Secret, SantokitProject> secrets;
  private volatile @Nullable InformerEventSource<Role, SantokitProject> roles;

  /** The event sources that the project's reconciler registers. */
  public List<EventSource<?, SantokitProject>> sources(
      EventSourceContext<SantokitProject> context) {
    var ofSecrets = new InformerEventSource<>(configuration(Secret.class, "vault"), context);
    var ofRoles = new InformerEventSource<>(configuration(Role.class, "vault-writer"), context);
    secrets = ofSecrets;
    roles = ofRoles;
    return List.of(ofSecrets, ofRoles);
  }

  private static <T extends HasMetadata> InformerEventSourceConfiguration<T> configuration(
      Class<T> type, String name) {
    return InformerEventSourceConfiguration.from(type, SantokitProject.class)
        .withName(name)
        .withNamespacesInheritedFromController()
        .withLabelSelector(OURS)
        .withSecondaryToPrimaryMapper(VaultCache::project)
        .build();
  }

  /** By label: a keyset has no owner. */
  private static Set<ResourceID> project(HasMetadata object) {
    String project = object.getMetadata().getLabels().get(Labels.PROJECT);
    return Set.of(new ResourceID(project, object.getMetadata().getNamespace()));
  }

  @Nullable Secret secret(String namespace, String name) {
    return find(secrets, namespace, name);
  }

  @Nullable Role role(String namespace, String name) {
    return find(roles, namespace, name);
  }

  private static <T extends HasMetadata> @Nullable T find(
      @Nullable InformerEventSource<T, SantokitProject> source, String namespace, String name) {
    return source == null ? null : source.get(new ResourceID(name, namespace)).orElse(null);
  }
}
