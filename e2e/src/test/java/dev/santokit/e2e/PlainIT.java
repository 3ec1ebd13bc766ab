package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Cluster.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Projects by kubectl alone, two of one name in two namespaces. */
@Order(4)
@ExtendWith(Fixtures.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Cluster cluster;

  PlainIT(Cluster cluster, Installation installed) {
    assertThat(installed).isNotNull();
    this.cluster = cluster;
  }

  @BeforeAll
  void apply() {
    cluster.apply(Purpose.BLUE, manifest(Purpose.BLUE)).succeeds();
    cluster.apply(Purpose.GREEN, manifest(Purpose.GREEN)).succeeds();
    for (Purpose purpose : new Purpose[] {Purpose.BLUE, Purpose.GREEN}) {
      await("both functions are served in " + purpose.namespace())
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(call(purpose, "greetings/hello"))
                .isEqualTo("\"" + purpose.namespace() + " says hello\"");
            assertThat(call(purpose, "greetings/bye")).isEqualTo("\"bye\"");
          });
    }
  }

  private static String manifest(Purpose purpose) {
    try {
      return Files.readString(Path.of("src/test/resources/plain/project.yaml"))
          .replace("NAMESPACE", purpose.namespace());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The answer's body, or what kubectl says instead. */
  private String call(Purpose purpose, String path) {
    var asked =
        cluster
            .command(
                "kubectl",
                "create",
                "--filename=-",
                "--raw=/api/v1/namespaces/"
                    + purpose.namespace()
                    + "/services/plain:http/proxy/call")
            .run(Http.body(path, "{}"));
    return asked.code() == 0 ? asked.text() : asked.err();
  }

  @Test
  void two_projects_of_one_name_in_two_namespaces_do_not_meet() {
    var green = cluster.versions(Purpose.GREEN);
    cluster
        .kubectl(
            Purpose.BLUE,
            "patch",
            "logicbundle/plain.greetings.hello",
            "--type=merge",
            "--patch={\"spec\": {\"source\": {\"inline\": \"export default () => 'blue';\"}}}")
        .succeeds();
    await("blue changes")
        .atMost(SOON)
        .until(() -> call(Purpose.BLUE, "greetings/hello").equals("\"blue\""));
    assertThat(call(Purpose.GREEN, "greetings/hello")).contains("says hello");
    assertThat(cluster.versions(Purpose.GREEN)).isEqualTo(green);
    assertThat(cluster.get(Purpose.BLUE, "stkp/plain").at("/status/vault/publicKey").asText())
        .isNotEmpty()
        .isNotEqualTo(
            cluster.get(Purpose.GREEN, "stkp/plain").at("/status/vault/publicKey").asText());
  }

  @Test
  void a_deleted_bundle_is_404() {
    cluster.kubectl(Purpose.BLUE, "delete", "logicbundle/plain.greetings.bye").succeeds();
    await("the function is gone")
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(call(Purpose.BLUE, "greetings/bye"))
                .contains("could not find the requested resource"));
    assertThat(call(Purpose.GREEN, "greetings/bye")).isEqualTo("\"bye\"");
    await("the project counts one function")
        .atMost(SOON)
        .until(() ->
            cluster.get(Purpose.BLUE, "stkp/plain").at("/status/release/functions").asInt() == 1);
  }

  @Test
  void a_plan_of_a_database_that_the_project_does_not_have_says_so() {
    cluster
        .apply(
            Purpose.GREEN,
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SchemaPlan
            metadata: {name: plain-main}
            spec:
              project: plain
              database: main
              schema:
                files: [{name: main.hcl, hcl: ""}]
            """)
        .succeeds();
    await("it says so")
        .atMost(SOON)
        .until(() ->
            cluster
                .conditionText(Purpose.GREEN, "schemaplan/plain-main", "Ready")
                .equals("False DatabaseNotFound"));
    JsonNode status = cluster.get(Purpose.GREEN, "schemaplan/plain-main").path("status");
    assertThat(status.has("plan")).isFalse();
  }
}
