package dev.santokit.operator.project;

import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets the kubelet look at the secrets of a project's pods at once when one was set, by changing an
 * annotation of the pods: by itself it looks once a minute. What is forgotten when the operator
 * starts anew costs that minute.
 */
@Singleton
public class SecretsTouch {

  private static final String ANNOTATION = "santokit.dev/vault";
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  private final KubernetesClient client;
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /** Touches with a client. */
  public SecretsTouch(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Touches the pods when the version is another than the last time.
   *
   * @param version of the Secret; null while there is none
   */
  void touch(SantokitProject project, @Nullable String version) {
    if (version == null) {
      return;
    }
    String before = versions.put(project.getMetadata().getUid(), version);
    if (before == null || before.equals(version)) {
      return;
    }
    client
        .pods()
        .inNamespace(project.getMetadata().getNamespace())
        .withLabelSelector(Desired.selector(project.getMetadata().getName()))
        .list()
        .getItems()
        .forEach(pod -> touch(pod, version));
  }

  private void touch(Pod pod, String version) {
    Pod touched =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .addToAnnotations(ANNOTATION, version)
            .endMetadata()
            .build();
    try {
      var ignored = client.resource(touched).patch(MERGE);
    } catch (KubernetesClientException gone) {
      if (gone.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw gone;
      }
    }
  }
}
