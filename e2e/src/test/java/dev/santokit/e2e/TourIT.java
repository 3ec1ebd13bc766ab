package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The README's tour of a cluster, as its reader would type it: every block of commands, in one
 * shell, word for word. In a cluster that others use, too, the names of namespaces differ.
 */
@Order(1)
@ExtendWith(Fixtures.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TourIT {

  private static final String SECTION = "## On a cluster\n";

  static final String NAMESPACE = Settings.SHARED.map(prefix -> prefix + "-tour").orElse("shop");
  static final String OPERATOR =
      Settings.SHARED.map(prefix -> prefix + "-tour-operator").orElse("santokit");

  private final Cluster cluster;
  private Map<String, String> environment;

  TourIT(Cluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void namespaces() {
    assertThat(cluster.kubectl("get", "namespace", NAMESPACE, OPERATOR).out())
        .as("the tour makes these namespaces, and they are removed after it")
        .isEmpty();
    if (Settings.SHARED.isPresent()) {
      cluster.kubectl("create", "namespace", NAMESPACE).succeeds();
    }
  }

  @AfterAll
  void leaveNothing() {
    cluster.helm("uninstall", OPERATOR, "--namespace", OPERATOR, "--ignore-not-found").succeeds();
    cluster.kubectl("delete", "namespace", NAMESPACE, OPERATOR, "--ignore-not-found").succeeds();
  }

  @Test
  @Timeout(360)
  void every_command_works_and_shows_what_the_reader_is_told() throws IOException {
    Path clone = freshClone();
    environment = new HashMap<>(cluster.environment());
    environment.put("POSTGRES_IMAGE", Settings.POSTGRES_IMAGE);
    var shown =
        Page.section("README.md", SECTION)
            .without("images/build\n"::equals)
            .here(TourIT::here)
            .run(clone, environment, Duration.ofMinutes(6));

    assertThat(shown.of("kubectl get schemaplans,logicbundles"))
        .containsPattern("NAME +DATABASE +PHASE +CHANGES +HAZARDS +APPROVED +AGE")
        .containsPattern("NAME +PATH +TYPE +ACCESS +CACHE +VALID +ACTIVE +REVISION +AGE")
        .containsPattern("NAME +URL +RELEASE +FUNCTIONS +REPLICAS +READY +REASON +AGE")
        .contains("santokitproject.santokit.dev/shop condition met")
        .contains("service/shop-public exposed")
        .containsPattern("(?m)^\\[\\{.*\"stock\"");
    assertThat(shown.of("./stk logic apply")).containsPattern("(?m)^\\[\\{.*\"stock\"");
    assertThat(shown.of("column \"colour\" {\\n")).containsPattern("(?m)^\\[\\{.*\"colour\"");
    assertThat(shown.of("./stk schema approve"))
        .contains("DROP_COLUMN")
        .contains("schemaplan.santokit.dev/shop-main condition met");
    assertThat(shown.of("refused with exit code"))
        .containsPattern("logic/products/list\\.sql:\\d+:\\d+: ")
        .contains("refused with exit code 1");
    // Pods end in their own time, and the objects that own them after that.
    await("nothing is left of the project but its key")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(owned()).containsExactly("Secret/shop-vault-key"));
  }

  /** What in the tour's namespace belongs to the project, by the labels of Santokit. */
  private List<String> owned() {
    var names = new ArrayList<String>();
    cluster
        .kubectl(
            "--namespace=" + NAMESPACE,
            "get",
            "santokitprojects,logicbundles,schemaplans,deployments,replicasets,services,configmaps,"
                + "secrets,roles,serviceaccounts,poddisruptionbudgets,networkpolicies,"
                + "horizontalpodautoscalers",
            "--selector=santokit.dev/project=shop",
            "--output=json")
        .succeeds()
        .json()
        .path("items")
        .forEach(object ->
            names.add(object.path("kind").asText() + "/" + object.at("/metadata/name").asText()));
    return names;
  }

  /** What looks like the reader's clone and is this one, but for samples, which the tour edits. */
  private Path freshClone() throws IOException {
    Path clone = cluster.folder("clone");
    for (String shared : List.of("stk", "helm")) {
      Files.createSymbolicLink(clone.resolve(shared), Repository.ROOT.resolve(shared));
    }
    Path samples = Repository.ROOT.resolve("samples");
    try (var files = Files.walk(samples)) {
      for (Path file : files.filter(f -> !f.toString().contains("/.stk")).toList()) {
        Path copy = clone.resolve("samples").resolve(samples.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    return clone;
  }

  /**
   * A block for this cluster: as it is, unless variables of {@code e2e/run} ask for something else.
   */
  private static String here(String block) {
    String text = block;
    String install =
        "helm install santokit helm/santokit --namespace santokit --create-namespace --wait";
    if (text.contains(install)) {
      var options = new ArrayList<String>();
      Settings.TAG.ifPresent(
          tag -> options.add("--set operator.image.tag=" + tag + ",server.image.tag=" + tag));
      if (Settings.SHARED.isPresent()) {
        options.add("--set crds.install=false,roles.install=false");
        options.add("--set 'watchNamespaces={" + NAMESPACE + "}'");
      }
      options.addAll(Settings.HELM);
      text =
          text.replace(
              install,
              String.join(
                      " ",
                      install
                          .replace("install santokit ", "install " + OPERATOR + " ")
                          .replace("--namespace santokit", "--namespace " + OPERATOR),
                      String.join(" ", options))
                  .strip());
    }
    if (Settings.SHARED.isPresent()) {
      text =
          text.replace(
                  "kubectl create namespace shop\n", "kubectl get namespace " + NAMESPACE + "\n")
              .replace("--namespace=shop\n", "--namespace=" + NAMESPACE + "\n");
    }
    return text.replace("\"localhost:$port", "\"" + node() + ":$port");
  }

  private static String node() {
    return Settings.NODE.equals("127.0.0.1") ? "localhost" : Settings.NODE;
  }
}
