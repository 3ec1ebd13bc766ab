package dev.santokit.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The sample shop with three replicas in the cluster that KUBECONFIG names, run by an operator of
 * its own. Its namespaces are there as long as it is.
 */
final class ClusterShop implements AutoCloseable {

  static final int REPLICAS = 3;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Begins the names of namespaces, so that others can use the cluster, too. */
  private static final String PREFIX = variable("SANTOKIT_BENCH_PREFIX").orElse("bench");

  static final String OPERATOR = PREFIX + "-operator";
  static final String NAMESPACE = PREFIX + "-shop";

  private static final String NODE = variable("SANTOKIT_BENCH_NODE").orElse("127.0.0.1");
  private static final String POSTGRES =
      variable("SANTOKIT_BENCH_POSTGRES_IMAGE").orElse("localhost/postgres:15");

  private final Workplace workplace;
  private final Shop shop;
  private final Shell shell;

  /** Installs and applies it all, and waits until all replicas answer. */
  ClusterShop(Workplace workplace) throws IOException, InterruptedException {
    this.workplace = workplace;
    if (variable("KUBECONFIG").isEmpty()) {
      throw new IOException("KUBECONFIG must name a cluster; its images must be loaded");
    }
    shop = Shop.copy(workplace);
    shell = new Shell(shop.folder(), Map.of("STK_NAMESPACE", NAMESPACE));
    remove();
    for (String namespace : List.of(OPERATOR, NAMESPACE)) {
      kubectl("create", "namespace", namespace);
    }
    install();
    deploy(database());
  }

  static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private void install() throws IOException, InterruptedException {
    var words =
        new ArrayList<>(
            List.of(
                "helm",
                "install",
                PREFIX,
                workplace.home().resolve("helm/santokit").toString(),
                "--namespace",
                OPERATOR,
                "--wait",
                "--set",
                "watchNamespaces={" + NAMESPACE + "}"));
    variable("SANTOKIT_BENCH_TAG")
        .ifPresent(tag ->
            words.addAll(
                List.of("--set", "operator.image.tag=" + tag + ",server.image.tag=" + tag)));
    variable("SANTOKIT_BENCH_HELM").ifPresent(more -> words.addAll(List.of(more.split(" +"))));
    shell.run(words.toArray(String[]::new));
  }

  private record DatabaseUrls(String inCluster, String here) {}

  private DatabaseUrls database() throws IOException, InterruptedException {
    String password = UUID.randomUUID().toString().replace("-", "");
    kubectl(
        "create",
        "secret",
        "generic",
        "postgres",
        "-n",
        NAMESPACE,
        "--from-literal=password=" + password);
    shell.reading(
        Files.readString(workplace.home().resolve("samples/postgres.yaml"))
            .replaceFirst("image: postgres:[0-9]+", "image: " + POSTGRES),
        "kubectl",
        "apply",
        "-n",
        NAMESPACE,
        "-f",
        "-");
    kubectl(
        "patch",
        "service/postgres",
        "-n",
        NAMESPACE,
        "--patch={\"spec\": {\"type\": \"NodePort\"}}");
    kubectl("rollout", "status", "deployment/postgres", "-n", NAMESPACE, "--timeout=120s");
    return new DatabaseUrls(
        "postgres://shop:" + password + "@postgres/shop",
        "postgres://shop:" + password + "@" + NODE + ":" + nodePort("postgres") + "/shop");
  }

  private void deploy(DatabaseUrls urls) throws IOException, InterruptedException {
    write("config/project.yaml", "runtime: {replicas: " + REPLICAS + "}\n");
    stk("project", "create");
    reading(urls.inCluster, "secret", "set", "DATABASE_URL", "--yes");
    reading(UUID.randomUUID() + "-" + UUID.randomUUID(), "secret", "set", "JWT_SECRET", "--yes");
    reading(urls.here, "schema", "apply", "--db-url", "-", "--yes");
    seed();
    stk("apply");
    kubectl("rollout", "status", "deployment/shop", "-n", NAMESPACE, "--timeout=120s");
    kubectl("expose", "service", "shop", "-n", NAMESPACE, "--type=NodePort", "--name=all");
  }

  private void seed() throws IOException, InterruptedException {
    List<Path> files;
    try (var listed = Files.list(shop.folder().resolve("schema/seed/main"))) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      shell.reading(
          Files.readString(file),
          Shell.words(
              List.of("kubectl", "exec", "-i", "-n", NAMESPACE, "deployment/postgres", "--"),
              "psql",
              "--username=shop",
              "--dbname=shop",
              "--set=ON_ERROR_STOP=1"));
    }
  }

  String stk(String... words) throws IOException, InterruptedException {
    return reading("", words);
  }

  private String reading(String input, String... words) throws IOException, InterruptedException {
    return shell.reading(
        input, Shell.words(List.of(workplace.home().resolve("stk").toString()), words));
  }

  String kubectl(String... words) throws IOException, InterruptedException {
    return shell.run(Shell.words(List.of("kubectl"), words));
  }

  JsonNode get(String... words) throws IOException, InterruptedException {
    return JSON.readTree(shell.run(Shell.words(List.of("kubectl", "get", "-o", "json"), words)));
  }

  JsonNode raw(String path) throws IOException, InterruptedException {
    return JSON.readTree(kubectl("get", "--raw", path));
  }

  Writes writes() throws IOException {
    return new Writes(shell, NAMESPACE);
  }

  /** Writes a file of the project. */
  void write(String file, String text) throws IOException {
    Files.writeString(shop.folder().resolve(file), text);
  }

  Path listed() {
    return shop.listed();
  }

  /** Where all replicas answer together. */
  URI all() throws IOException, InterruptedException {
    return URI.create("http://" + NODE + ":" + nodePort("all"));
  }

  /** Names of the server's pods that are not on their way out. */
  List<String> pods() throws IOException, InterruptedException {
    var names = new ArrayList<String>();
    for (JsonNode pod :
        get("pods", "-n", NAMESPACE, "-l", "santokit.dev/project=shop").path("items")) {
      if (pod.at("/metadata/deletionTimestamp").isMissingNode()) {
        names.add(pod.at("/metadata/name").asText());
      }
    }
    return names;
  }

  /** Where each replica answers alone: a Service for each, by a label that only it has. */
  List<URI> each() throws IOException, InterruptedException {
    var each = new ArrayList<URI>();
    for (String pod : pods()) {
      kubectl("label", "pod", pod, "-n", NAMESPACE, "bench=" + pod);
      String name = "only-" + pod.substring(pod.lastIndexOf('-') + 1);
      kubectl(
          "expose",
          "pod",
          pod,
          "-n",
          NAMESPACE,
          "--type=NodePort",
          "--name=" + name,
          "--port=8080",
          "--selector=bench=" + pod);
      each.add(URI.create("http://" + NODE + ":" + nodePort(name)));
    }
    return each;
  }

  private int nodePort(String service) throws IOException, InterruptedException {
    return get("service", service, "-n", NAMESPACE).at("/spec/ports/0/nodePort").asInt();
  }

  /** The version of each object that an apply could write or lead to. */
  Map<String, String> versions() throws IOException, InterruptedException {
    var versions = new TreeMap<String, String>();
    String kinds =
        "santokitprojects,logicbundles,schemaplans,configmaps,secrets,services,serviceaccounts,"
            + "deployments,replicasets,roles,rolebindings,horizontalpodautoscalers,"
            + "poddisruptionbudgets,networkpolicies,events";
    for (JsonNode object : get(kinds, "-n", NAMESPACE).path("items")) {
      versions.put(
          object.path("kind").asText() + "/" + object.at("/metadata/name").asText(),
          object.at("/metadata/resourceVersion").asText());
    }
    return versions;
  }

  private void remove() throws IOException, InterruptedException {
    shell.run("helm", "uninstall", PREFIX, "--namespace", OPERATOR, "--ignore-not-found");
    kubectl("delete", "namespace", NAMESPACE, OPERATOR, "--ignore-not-found");
  }

  @Override
  public void close() throws IOException {
    try {
      if (variable("SANTOKIT_BENCH_KEEP").isEmpty()) {
        remove();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }
}
