package dev.santokit.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.santokit.e2e.Command.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The cluster, by kubectl, helm and stk, and our namespaces in it. All of these run with a copy of
 * the kubeconfig, so that the user's own stays as it is.
 */
final class Cluster implements AutoCloseable {

  /** All namespaces of tests, since an operator that watches some must be told beforehand. */
  enum Purpose {
    DATABASE,
    SHOP,
    SCHEMA,
    BLUE,
    GREEN,
    PAGE,
    GONE;

    String namespace() {
      return Settings.PREFIX + "-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** What changes without anybody writing to it on purpose. */
  private static final List<String> RESTLESS =
      List.of("events", "pods", "endpoints", "endpointslices", "leases", "podmetrics");

  private static final String SHOWN =
      "santokitprojects,logicbundles,schemaplans,pods,deployments,services,configmaps";

  private static final Path DIAGNOSTICS = Path.of("target/diagnostics");

  private final Path home;
  private final Map<String, String> environment;

  Cluster() {
    try {
      String given = System.getenv("KUBECONFIG");
      assertThat(given).as("KUBECONFIG names the cluster; e2e/run sets it").isNotBlank();
      home = Files.createTempDirectory("santokit-e2e-");
      Path kubeconfig =
          Files.createFile(
              home.resolve("kubeconfig"),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      environment = environment(kubeconfig);
      Files.writeString(
          kubeconfig,
          Command.of(home, Map.of(), "kubectl", "config", "view", "--raw", "--flatten")
              .run()
              .succeeds()
              .out());
      for (Purpose purpose : Purpose.values()) {
        makeNamespace(purpose.namespace());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Pod Security is enforced in every namespace: what does not meet "restricted" does not run. */
  private void makeNamespace(String name) {
    kubectl("create", "namespace", name).succeeds();
    kubectl("label", "namespace", name, "pod-security.kubernetes.io/enforce=restricted").succeeds();
  }

  private Map<String, String> environment(Path kubeconfig) {
    var variables = new HashMap<String, String>();
    variables.put("KUBECONFIG", kubeconfig.toString());
    variables.put("HOME", home.toString());
    return variables;
  }

  /** A new empty folder. */
  Path folder(String name) {
    try {
      return Files.createTempDirectory(home, name + "-");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What commands of a user of this cluster have in their environment. */
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  Command command(String... words) {
    return Command.of(home, environment, words);
  }

  Ran kubectl(String... words) {
    return command(with("kubectl", words)).run();
  }

  Ran helm(String... words) {
    return command(with("helm", words)).run();
  }

  /** kubectl within a namespace. */
  Ran kubectl(Purpose purpose, String... words) {
    return kubectl(with("--namespace=" + purpose.namespace(), words));
  }

  /** Applies YAML to a namespace, as a user without Santokit's command line would. */
  Ran apply(Purpose purpose, String yaml) {
    return command("kubectl", "--namespace=" + purpose.namespace(), "apply", "--filename=-")
        .run(yaml);
  }

  JsonNode get(Purpose purpose, String... words) {
    return kubectl(purpose, with("get", with("--output=json", words))).succeeds().json();
  }

  /** The condition of an object; missing when it has none of that type. */
  JsonNode condition(Purpose purpose, String object, String type) {
    for (JsonNode condition : get(purpose, object).at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  /** {@code status reason} of a condition, empty when there is none of that type. */
  String conditionText(Purpose purpose, String object, String type) {
    JsonNode condition = condition(purpose, object, type);
    return condition.isMissingNode()
        ? ""
        : condition.path("status").asText() + " " + condition.path("reason").asText();
  }

  /** The version of every object in a namespace by {@code kind/name}, but what is restless. */
  SortedMap<String, String> versions(Purpose purpose) {
    var versions = new TreeMap<String, String>();
    for (JsonNode object : objects(purpose)) {
      versions.put(nameOf(object), object.at("/metadata/resourceVersion").asText());
    }
    return versions;
  }

  /** {@code kind/name} of every object in a namespace, but what is restless. */
  SortedSet<String> names(Purpose purpose) {
    var names = new TreeSet<String>();
    objects(purpose).forEach(object -> names.add(nameOf(object)));
    return names;
  }

  private static String nameOf(JsonNode object) {
    return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
  }

  private List<JsonNode> objects(Purpose purpose) {
    var kinds =
        kubectl("api-resources", "--namespaced", "--verbs=list", "--output=name")
            .succeeds()
            .out()
            .lines()
            .filter(kind ->
                RESTLESS.stream().noneMatch(r -> kind.equals(r) || kind.startsWith(r + ".")))
            .toList();
    var objects = new ArrayList<JsonNode>();
    get(purpose, String.join(",", kinds)).path("items").forEach(objects::add);
    return objects;
  }

  /** Keeps what is there now, for whoever looks into a failure. */
  void describe(String title) {
    var namespaces = new ArrayList<String>();
    for (Purpose purpose : Purpose.values()) {
      namespaces.add(purpose.namespace());
    }
    namespaces.addAll(List.of(Installation.NAMESPACE, TourIT.NAMESPACE, TourIT.OPERATOR));
    var text = new StringBuilder();
    for (String namespace : namespaces) {
      String in = "--namespace=" + namespace;
      text.append(kubectl(in, "get", SHOWN, "--output=wide")).append('\n');
      text.append(kubectl(in, "get", "santokitprojects,logicbundles,schemaplans", "--output=yaml"))
          .append('\n');
      text.append(kubectl(in, "get", "events", "--sort-by=.lastTimestamp")).append('\n');
      for (String pod : kubectl(in, "get", "pods", "--output=name").out().lines().toList()) {
        text.append(kubectl(in, "logs", pod, "--tail=300")).append('\n');
        text.append(kubectl(in, "logs", pod, "--tail=100", "--previous")).append('\n');
      }
    }
    try {
      Files.createDirectories(DIAGNOSTICS);
      Path file = DIAGNOSTICS.resolve(title.replaceAll("[^A-Za-z0-9_.]", "") + ".txt");
      Files.writeString(file, text, UTF_8);
      System.err.println("what the cluster shows: " + file.toAbsolutePath());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static String[] with(String first, String... rest) {
    return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
  }

  @Override
  public void close() throws IOException {
    if (Settings.KEEP) {
      System.err.println("left as it is: " + home + " and the namespaces of " + Settings.PREFIX);
      return;
    }
    for (Purpose purpose : Purpose.values()) {
      kubectl("delete", "namespace", purpose.namespace(), "--wait=false").succeeds();
    }
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
