package dev.santokit.operator.release;

import dev.santokit.operator.cluster.Production;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/** The pods of a cluster: known by an informer, touched by the API server, asked directly. */
final class ClusterPods implements ServerPods, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ClusterPods.class);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Of all projects together. */
  private static final int MOST_AT_ONCE = 64;

  /** What an answer may have: problems of a release are a line each. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Production.FIELD_MANAGER)
          .build();

  /** Annotation whose change makes the kubelet look. */
  static final String TOUCH = "santokit.dev/release";

  private final KubernetesClient client;
  private final BiFunction<String, String, List<Pod>> pods;
  private final int port;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore requests = new Semaphore(MOST_AT_ONCE);

  /**
   * Of a cluster.
   *
   * @param pods the pods of a namespace and project, from a cache
   * @param port where servers tell what they serve
   */
  ClusterPods(KubernetesClient client, BiFunction<String, String, List<Pod>> pods, int port) {
    this.client = client;
    this.pods = pods;
    this.port = port;
  }

  @Override
  public List<ServerPod> of(String namespace, String project) {
    return pods.apply(namespace, project).stream()
        .map(ServerPod::of)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void touch(List<ServerPod> touched, String word) {
    all(
        touched,
        pod -> {
          touch(pod, word);
          return Optional.empty();
        });
  }

  private void touch(ServerPod pod, String word) {
    String patch = "{\"metadata\":{\"annotations\":{\"" + TOUCH + "\":\"" + word + "\"}}}";
    try {
      client.pods().inNamespace(pod.namespace()).withName(pod.name()).patch(MERGE, patch);
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        // The kubelet looks by itself within a minute or two, and a pod that is behind is touched
        // again.
        LOG.warnf("pod %s/%s: %s", pod.namespace(), pod.name(), refused.getMessage());
      }
    }
  }

  @Override
  public List<PodReport> ask(List<ServerPod> asked) {
    return all(asked, this::ask);
  }

  private Optional<PodReport> ask(ServerPod pod) throws InterruptedException {
    String address = pod.address();
    if (address == null) {
      return Optional.empty();
    }
    String host = address.contains(":") ? "[" + address + "]" : address;
    var request =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/q/release"))
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == HttpURLConnection.HTTP_OK
              && answer.body().length() <= MOST_CHARACTERS
          ? PodAnswer.read(pod.name(), answer.body())
          : Optional.empty();
    } catch (IOException away) {
      return Optional.empty();
    }
  }

  /** What is done for one pod. */
  private interface Work<T> {
    Optional<T> of(ServerPod pod) throws InterruptedException;
  }

  private <T> List<T> all(List<ServerPod> each, Work<T> work) {
    List<Callable<Optional<T>>> tasks =
        each.stream().<Callable<Optional<T>>>map(pod -> () -> bounded(pod, work)).toList();
    try {
      var results = new ArrayList<T>();
      for (Future<Optional<T>> done : threads.invokeAll(tasks)) {
        done.get().ifPresent(results::add);
      }
      return results;
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException defect) {
      throw new IllegalStateException(defect.getCause());
    }
  }

  private <T> Optional<T> bounded(ServerPod pod, Work<T> work) throws InterruptedException {
    requests.acquire();
    try {
      return work.of(pod);
    } finally {
      requests.release();
    }
  }

  @Override
  public void close() {
    threads.close();
    http.close();
  }
}
