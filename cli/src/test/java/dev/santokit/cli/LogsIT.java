package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.Labels;
import io.fabric8.kubernetes.api.model.ContainerImage;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two pods that log as servers do: shell scripts, on a node that has an image with a shell. */
@Tag("api-server")
class LogsIT {

  private static final String IMAGE =
      System.getenv().getOrDefault("STK_TEST_POSTGRES", "localhost/postgres:15");

  private static final String LINE =
      "{\\\"level\\\":\\\"INFO\\\",\\\"message\\\":\\\"%s: %s\\\","
          + "\\\"mdc\\\":{\\\"function\\\":\\\"%s\\\",\\\"requestId\\\":\\\"r%s\\\"}}";

  @TempDir static Path folder;

  private static KubernetesClient client;
  private static String namespace = "";

  @BeforeAll
  static void start() throws IOException {
    client = new KubernetesClientBuilder().build();
    Crds.apply(client);
    assumeTrue(
        client.nodes().list().getItems().stream()
            .flatMap(node -> node.getStatus().getImages().stream())
            .map(ContainerImage::getNames)
            .filter(Objects::nonNull) // an image whose name another took
            .anyMatch(names -> names.contains(IMAGE)),
        "no node has " + IMAGE);
    namespace = "stk-it-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    // In turns: 1 and 3 by one, 2 and 4 by the other.
    pod("shop-x-one", "%s; sleep 2; %s".formatted(echo("a/b", 1), echo("a/b", 3)));
    pod("shop-x-two", "sleep 1; %s; sleep 2; %s".formatted(echo("c/d", 2), echo("c/d", 4)));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> stk("logs", "--project", "shop").out().lines().count() == 4);
  }

  @AfterAll
  static void stop() {
    if (!namespace.isEmpty()) {
      client.namespaces().withName(namespace).delete();
    }
    client.close();
  }

  @Test
  void lines_of_all_pods_stand_in_one_order() {
    StkRun run = stk("logs", "--project", "shop").exits(ExitCode.DONE);
    assertThat(run.out().lines().map(line -> line.substring(line.indexOf('Z') + 2)))
        .containsExactly(
            "one INFO  a/b: 1 [r1]",
            "two INFO  c/d: 2 [r2]",
            "one INFO  a/b: 3 [r3]",
            "two INFO  c/d: 4 [r4]");
  }

  @Test
  void the_newest_lines_of_all_pods_together_are_kept() {
    assertThat(stk("logs", "--project", "shop", "--tail", "3").out().lines()).hasSize(3);
    stk("logs", "--project", "shop", "--tail", "1").prints("c/d: 4");
    assertThat(stk("logs", "--project", "shop", "--tail", "0").out()).isEmpty();
  }

  @Test
  void lines_of_one_function_or_request_are_found_behind_any_number_of_others() {
    StkRun run = stk("logs", "--project", "shop", "--function", "a/b", "--tail", "1");
    assertThat(run.out().lines()).hasSize(1);
    run.prints("a/b: 3");
    assertThat(stk("logs", "--project", "shop", "--request", "r2").out().lines()).hasSize(1);
  }

  @Test
  void json_is_what_the_pods_wrote() {
    assertThat(stk("logs", "--project", "shop", "-o", "json", "--request", "r1").out().strip())
        .isEqualTo(
            "{\"level\":\"INFO\",\"message\":\"a/b: 1\",\"mdc\":{\"function\":\"a/b\",\"requestId\":\"r1\"}}");
  }

  @Test
  void following_goes_on_with_pods_that_come_and_shows_no_line_twice() throws Exception {
    StringWriter out = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            InputStream.nullInputStream(),
            folder.toAbsolutePath(),
            Map.of("KUBECONFIG", kubeconfig()),
            false,
            false);
    Thread following =
        Thread.ofVirtual()
            .start(() -> Stk.run(terminal, "logs", "--project", "shop", "-f", "-n", namespace));
    await().atMost(Duration.ofSeconds(30)).until(() -> out.toString().contains("c/d: 4"));
    pod("shop-x-three", echo("e/f", 5));
    await().atMost(Duration.ofSeconds(30)).until(() -> out.toString().contains("e/f: 5"));
    following.interrupt();
    assertThat(following.join(Duration.ofSeconds(10))).isTrue();
    assertThat(out.toString().lines()).hasSize(5);
    client.pods().inNamespace(namespace).withName("shop-x-three").withGracePeriod(0).delete();
    client
        .pods()
        .inNamespace(namespace)
        .withName("shop-x-three")
        .waitUntilCondition(Objects::isNull, 30, TimeUnit.SECONDS);
  }

  @Test
  void durations_and_numbers_that_are_none_are_usage_errors() {
    stk("logs", "--project", "shop", "--since", "soon").exits(ExitCode.USAGE).complains("--since");
    stk("logs", "--project", "shop", "--tail", "-5").exits(ExitCode.USAGE).complains("--tail");
  }

  private static String echo(String function, int number) {
    return "echo \"" + LINE.formatted(function, number, function, number) + "\"";
  }

  private static void pod(String name, String script) {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(Labels.INSTANCE, "shop")
                .addToLabels(Labels.COMPONENT, "server")
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(0L)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("server")
                .withImage(IMAGE)
                .withImagePullPolicy("IfNotPresent")
                .withCommand(List.of("sh", "-c", script + "; sleep 3600"))
                .endContainer()
                .endSpec()
                .build())
        .inNamespace(namespace)
        .create();
  }

  private static StkRun stk(String... arguments) {
    String[] line = Arrays.copyOf(arguments, arguments.length + 2);
    line[arguments.length] = "-n";
    line[arguments.length + 1] = namespace;
    return StkRun.In.folder(folder).variable("KUBECONFIG", kubeconfig()).stk(line);
  }

  private static String kubeconfig() {
    return Objects.requireNonNull(System.getenv("KUBECONFIG"), "KUBECONFIG");
  }
}
