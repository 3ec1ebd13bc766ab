package dev.santokit.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts and finds an empty cluster: a few answers of an API server that has no objects, keeps what
 * is written out of mind and never reports a change.
 */
final class OperatorExercise implements Training.Exercise {

  private static final String MAY_DO_ALL =
      """
      {"kind": "SelfSubjectRulesReview", "apiVersion": "authorization.k8s.io/v1", "spec": {}, "status": {"incomplete": false,
       "nonResourceRules": [], "resourceRules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}}
      """;
  private static final String MAY_DO_IT =
      """
      {"kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1", "spec": {}, "status": {"allowed": true}}
      """;

  private final HttpServer api;
  private final Path kubeconfig;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Http http = new Http();
  private final int management = Http.freePort();

  /**
   * Writes how the cluster is reached.
   *
   * @param folder for the file; must not exist
   */
  OperatorExercise(Path folder) throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setExecutor(threads);
    var _ = api.createContext("/", OperatorExercise::answer);
    api.start();
    kubeconfig = Files.createDirectories(folder).resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: train
        contexts: [{name: train, context: {cluster: train, user: train, namespace: train}}]
        clusters: [{name: train, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: train, user: {token: train}}]
        """
            .formatted(api.getAddress().getPort()));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    byte[] written = exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      send(exchange, 200, bytes("")); // no WebSockets: the client asks again without
      return;
    }
    if (query.contains("watch=true")) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush(); // and then nothing happens, until the process is gone
      return;
    }
    boolean reads = exchange.getRequestMethod().equals("GET");
    if (path.equals("/version")) {
      send(
          exchange,
          200,
          bytes("{\"major\": \"1\", \"minor\": \"37\", \"gitVersion\": \"v1.37.1\"}"));
    } else if (path.endsWith("/selfsubjectrulesreviews")) {
      send(exchange, 201, bytes(MAY_DO_ALL));
    } else if (path.endsWith("/selfsubjectaccessreviews")) {
      send(exchange, 201, bytes(MAY_DO_IT));
    } else if (!reads) {
      send(exchange, 201, written);
    } else if (query.contains("resourceVersion") || query.contains("limit") || isList(path)) {
      send(
          exchange,
          200,
          bytes(
              "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"metadata\": {\"resourceVersion\": \"1\"},"
                  + " \"items\": []}"));
    } else {
      send(
          exchange,
          404,
          bytes(
              "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\","
                  + " \"reason\": \"NotFound\", \"code\": 404}"));
    }
  }

  /** All objects of a kind, in the cluster or in a namespace. */
  private static boolean isList(String path) {
    int words = path.split("/", -1).length - 1;
    int version = path.startsWith("/apis/") ? 3 : 2;
    return words == version + 1 || (words == version + 3 && path.contains("/namespaces/"));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "KUBECONFIG", kubeconfig.toString(),
        // A busy machine builds, too.
        "QUARKUS_KUBERNETES_CLIENT_REQUEST_TIMEOUT", "PT2M",
        "SANTOKIT_NAMESPACE", "train",
        "SANTOKIT_SERVER_IMAGE", "train",
        "SANTOKIT_HOST", "127.0.0.1",
        "SANTOKIT_MANAGEMENT_PORT", Integer.toString(management));
  }

  @Override
  public boolean serves() throws IOException {
    return http.ask(management, "/q/health/ready", null).statusCode() == 200;
  }

  @Override
  public void work() throws IOException {
    for (String path : new String[] {"/q/health/live", "/q/health/started", "/q/metrics"}) {
      var _ = http.ask(management, path, null);
    }
  }

  @Override
  public void close() {
    api.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
