package dev.santokit.operator.process;

import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.Settings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the operator may still watch what it watches. A watch that is forbidden is tried again
 * for ever, and looks alive from within: only the API server can say.
 */
@Singleton
public class Sight {

  private static final Logger LOG = Logger.getLogger("dev.santokit.operator");

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          SantokitProject.class,
          LogicBundle.class,
          SchemaPlan.class,
          Deployment.class,
          Pod.class,
          ConfigMap.class,
          Secret.class,
          Service.class,
          ServiceAccount.class,
          Role.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class,
          HorizontalPodAutoscaler.class);

  private final KubernetesClient client;
  private final List<Watched> watched;
  private final SortedSet<String> forbidden = new TreeSet<>();
  private int next;

  /** What is watched: a kind, in a namespace or, with null, in all. */
  private record Watched(Class<? extends HasMetadata> kind, @Nullable String namespace) {
    @Override
    public String toString() {
      String plural = HasMetadata.getFullResourceName(kind);
      return namespace == null ? plural : plural + " in " + namespace;
    }
  }

  /** Of all kinds in the namespaces that the settings name. */
  public Sight(KubernetesClient client, Settings settings) {
    this.client = client;
    var all = new ArrayList<Watched>();
    for (Class<? extends HasMetadata> kind : KINDS) {
      if (settings.watched().isEmpty()) {
        all.add(new Watched(kind, null));
      }
      settings.watched().forEach(namespace -> all.add(new Watched(kind, namespace)));
    }
    this.watched = List.copyOf(all);
  }

  /**
   * What may not be watched, as far as is known: each time the API server is asked of one more.
   * While it does not answer nothing changes: an operator that starts anew does not help it.
   */
  public synchronized List<String> forbidden() {
    Watched asked = watched.get(next);
    next = (next + 1) % watched.size();
    try {
      if (isAllowed(asked)) {
        forbidden.remove(asked.toString());
      } else {
        forbidden.add(asked.toString());
      }
    } catch (KubernetesClientException away) {
      LOG.warnf("the API server does not say whether %s may be watched: %s", asked, away);
    }
    return List.copyOf(forbidden);
  }

  private boolean isAllowed(Watched asked) {
    var review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withGroup(HasMetadata.getGroup(asked.kind()))
            .withResource(HasMetadata.getPlural(asked.kind()))
            .withVerb("watch")
            .withNamespace(asked.namespace())
            .endResourceAttributes()
            .endSpec()
            .build();
    return client
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }
}
