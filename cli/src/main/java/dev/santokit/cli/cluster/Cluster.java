package dev.santokit.cli.cluster;

import dev.santokit.cli.profile.Profile;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;

/**
 * A cluster, as one person, in one namespace. What it throws is explained by {@link
 * ClusterFailure}.
 */
public final class Cluster implements AutoCloseable {

  /** Under which name what stk applies is its own. */
  public static final String FIELD_MANAGER = "stk";

  private final KubernetesClient client;
  private final String namespace;

  private Cluster(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** The cluster that a resolved profile leads to. No request is sent yet. */
  static Cluster open(Terminal terminal, Profile way) {
    Config config = ClientConfig.of(terminal, way);
    return new Cluster(
        new KubernetesClientBuilder().withConfig(config).build(), config.getNamespace());
  }

  /** What requests are made with. */
  public KubernetesClient client() {
    return client;
  }

  /** Where the project is. */
  public String namespace() {
    return namespace;
  }

  /** The address of the API server. */
  public String server() {
    return client.getConfiguration().getMasterUrl();
  }

  /** The projects of the namespace. */
  public NonNamespaceOperation<
          SantokitProject, KubernetesResourceList<SantokitProject>, Resource<SantokitProject>>
      projects() {
    return client.resources(SantokitProject.class).inNamespace(namespace);
  }

  /** The functions of the namespace, of all projects. */
  public NonNamespaceOperation<
          LogicBundle, KubernetesResourceList<LogicBundle>, Resource<LogicBundle>>
      bundles() {
    return client.resources(LogicBundle.class).inNamespace(namespace);
  }

  /** The schemas of the namespace, of all projects. */
  public NonNamespaceOperation<SchemaPlan, KubernetesResourceList<SchemaPlan>, Resource<SchemaPlan>>
      plans() {
    return client.resources(SchemaPlan.class).inNamespace(namespace);
  }

  @Override
  public void close() {
    client.close();
  }
}
