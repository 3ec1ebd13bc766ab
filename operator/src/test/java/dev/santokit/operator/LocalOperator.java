package dev.santokit.operator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator as a process of this machine, against the cluster that KUBECONFIG names, under
 * exactly the rights that the chart gives it in the namespaces that it watches. {@link #close} ends
 * it and removes its namespaces with all that is in them.
 */
public final class LocalOperator implements AutoCloseable {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Path CHART = Path.of("../helm/santokit");
  private static final String ACCOUNT = "operator";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final KubernetesClient admin = new KubernetesClientBuilder().build();
  private final Path folder;
  private final String home;
  private final List<String> watched;
  private final List<Instance> instances = new ArrayList<>();
  private String server = admin.getConfiguration().getMasterUrl();

  private LocalOperator(String purpose, int namespaces) throws IOException {
    String id = purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
    folder = Files.createTempDirectory("operator-" + purpose);
    home = "op-" + id;
    watched = IntStream.rangeClosed(1, namespaces).mapToObj(n -> "op-" + id + "-" + n).toList();
  }

  /**
   * Prepares an operator that watches namespaces of its own; {@link #start} starts it.
   *
   * @param purpose a word that becomes part of their names
   */
  public static LocalOperator watching(String purpose, int namespaces)
      throws IOException, InterruptedException {
    assertThat(System.getenv("KUBECONFIG")).as("KUBECONFIG must name a cluster").isNotBlank();
    assertThat(JAR).as("the operator is packaged before integration tests run").exists();
    var operator = new LocalOperator(purpose, namespaces);
    operator.prepare();
    return operator;
  }

  private void prepare() throws IOException, InterruptedException {
    Stream.concat(Stream.of(home), watched.stream())
        .map(name -> new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .forEach(namespace -> admin.resource(namespace).create());
    for (HasMetadata object : rights()) {
      admin.resource(object).create();
    }
  }

  /** The ServiceAccount, and what the chart allows it. */
  private List<HasMetadata> rights() throws IOException, InterruptedException {
    String rendered =
        output(
            "helm",
            "template",
            "local",
            CHART.toString(),
            "--namespace",
            home,
            "--set",
            "operator.serviceAccount.name=" + ACCOUNT,
            "--set",
            "watchNamespaces={" + String.join(",", watched) + "}");
    return admin
        .load(new ByteArrayInputStream(rendered.getBytes(StandardCharsets.UTF_8)))
        .items()
        .stream()
        .filter(
            object -> List.of("ServiceAccount", "Role", "RoleBinding").contains(object.getKind()))
        .toList();
  }

  /** The first namespace that it watches. */
  public String namespace() {
    return watched.getFirst();
  }

  /** The namespaces that it watches. */
  public List<String> namespaces() {
    return watched;
  }

  /** Its own namespace, where the Lease is. */
  public String home() {
    return home;
  }

  /** A client with all rights. */
  public KubernetesClient admin() {
    return admin;
  }

  /** Where the API server is, or what {@link #through} said. */
  public String server() {
    return server;
  }

  /** Lets operators that are started from now on reach the API server by another way. */
  public LocalOperator through(String url) {
    server = url;
    return this;
  }

  /** Takes all rights in one of the watched namespaces away. */
  public void takeRights(String namespace) {
    var ignored = admin.rbac().roleBindings().inNamespace(namespace).delete();
  }

  /** Starts a process, and waits until it has read all that it watches. */
  public Instance start(String... environment) {
    Instance started = launch(environment);
    await("the operator is ready")
        .atMost(PATIENCE)
        .until(() -> !started.isAlive() || started.status("/q/health/ready") == 200);
    assertThat(started.isAlive()).as(started.log()).isTrue();
    return started;
  }

  /**
   * Starts a process without waiting.
   *
   * @param environment NAME=value beside what the chart sets
   */
  public Instance launch(String... environment) {
    try {
      var instance = new Instance(freePort(), folder.resolve("log-" + instances.size()));
      instance.begin(environment);
      instances.add(instance);
      return instance;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String token() {
    TokenRequest request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build();
    return admin
        .serviceAccounts()
        .inNamespace(home)
        .withName(ACCOUNT)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  private Path kubeconfig() throws IOException {
    var config = admin.getConfiguration();
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: operator
        contexts: [{name: operator, context: {cluster: c, user: u, namespace: %s}}]
        clusters: [{name: c, cluster: {server: "%s", %s}}]
        users: [{name: u, user: {token: "%s"}}]
        """
            .formatted(
                home,
                server,
                config.getCaCertData() == null
                    ? "certificate-authority: \"" + config.getCaCertFile() + "\""
                    : "certificate-authority-data: \"" + config.getCaCertData() + "\"",
                token());
    return Files.writeString(folder.resolve("kubeconfig"), text);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output;
  }

  @Override
  public void close() {
    instances.forEach(Instance::kill);
    Stream.concat(watched.stream(), Stream.of(home))
        .forEach(name -> {
          var ignored = admin.namespaces().withName(name).delete();
        });
    admin.close();
  }

  /** One process of the operator. */
  public final class Instance {

    private final int port;
    private final Path log;
    private @Nullable Process process;

    private Instance(int port, Path log) {
      this.port = port;
      this.log = log;
    }

    private void begin(String... environment) throws IOException {
      var builder =
          new ProcessBuilder(
              ProcessHandle.current().info().command().orElse("java"),
              "-XX:TieredStopAtLevel=1",
              "-jar",
              JAR.toString());
      var variables = builder.environment();
      variables.put("KUBECONFIG", kubeconfig().toString());
      variables.put("SANTOKIT_NAMESPACE", home);
      variables.put("SANTOKIT_WATCH_NAMESPACES", String.join(",", watched));
      variables.put("SANTOKIT_SERVER_IMAGE", image());
      variables.put("SANTOKIT_HOST", "127.0.0.1");
      variables.put("SANTOKIT_MANAGEMENT_PORT", Integer.toString(port));
      variables.put("SANTOKIT_LOG_JSON", "false");
      for (String variable : environment) {
        int equals = variable.indexOf('=');
        variables.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
      process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static String image() {
      return System.getenv().getOrDefault("SANTOKIT_TEST_SERVER_IMAGE", "localhost/none:1");
    }

    private Process process() {
      return Objects.requireNonNull(process);
    }

    /** Whether it runs. */
    public boolean isAlive() {
      return process().isAlive();
    }

    /** SIGTERM, and waits for its end. Returns its exit code. */
    public int stop() throws InterruptedException {
      process().destroy();
      assertThat(process().waitFor(25, SECONDS)).as("ends in time\n" + log()).isTrue();
      return process().exitValue();
    }

    /** SIGKILL. */
    public void kill() {
      process().destroyForcibly().onExit().join();
    }

    /** Waits for its end. Returns its exit code. */
    public int awaitEnd() throws InterruptedException {
      assertThat(process().waitFor(PATIENCE.toSeconds(), SECONDS)).as(log()).isTrue();
      return process().exitValue();
    }

    /** All that it has logged. */
    public String log() {
      try {
        return Files.readString(log);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    /** The status of an answer of the management port; 0 while nothing answers. */
    public int status(String path) throws InterruptedException {
      try {
        return get(path).statusCode();
      } catch (IOException closed) {
        return 0;
      }
    }

    /** What the management port says. */
    public String body(String path) throws IOException, InterruptedException {
      return get(path).body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
              .timeout(Duration.ofSeconds(5))
              .build();
      return HTTP.send(request, BodyHandlers.ofString());
    }

    @Override
    public String toString() {
      return "operator at " + port;
    }
  }
}
