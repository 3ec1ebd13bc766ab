package dev.santokit.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** A project that runs, seen with kubectl and called by clients. */
@Order(2)
@ExtendWith(Fixtures.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Cluster cluster;
  private final Shop shop;

  ShopIT(Cluster cluster, Shop shop) {
    this.cluster = cluster;
    this.shop = shop;
  }

  private Ran kubectl(String... words) {
    return cluster.kubectl(Purpose.SHOP, words);
  }

  @Test
  void kubectl_shows_the_designed_columns_in_the_designed_order() {
    var tables = kubectl("get", "logicbundles,santokitprojects").succeeds().out().split("\n\n");
    assertThat(tables).hasSize(2);
    assertThat(columns(tables[0]))
        .containsExactly(
            "NAME", "PATH", "TYPE", "ACCESS", "CACHE", "VALID", "ACTIVE", "REVISION", "AGE");
    assertThat(columns(tables[1]))
        .containsExactly(
            "NAME", "URL", "RELEASE", "FUNCTIONS", "REPLICAS", "READY", "REASON", "AGE");
    assertThat(tables[0].lines().filter(line -> line.contains(" products/list ")))
        .singleElement()
        .asString()
        .containsPattern(" products/list +sql +public +True +True +[0-9]+ ");
    assertThat(tables[1].lines().skip(1))
        .singleElement()
        .asString()
        .containsPattern("/shop +(http\\S+ +)?[0-9a-f]{12} +6 +2 +True +\\S+ ");
  }

  private static List<String> columns(String table) {
    return List.of(table.strip().lines().findFirst().orElseThrow().split(" +"));
  }

  @Test
  void kubectl_explains_what_a_project_is() {
    kubectl("explain", "stkp").succeeds().says("KIND:       SantokitProject").says("DESCRIPTION:");
    kubectl("explain", "stkp.spec.runtime.replicas").succeeds().says("replicas <integer>");
  }

  @Test
  void kubectl_waits_until_it_is_ready() {
    kubectl("wait", "--for=condition=Ready", "santokitproject/shop", "--timeout=20s").succeeds();
    kubectl("wait", "--for=condition=Ready", "logicbundles", "--all", "--timeout=20s").succeeds();
  }

  @Test
  void kubectl_scales_it() {
    try {
      kubectl("scale", "santokitproject/shop", "--replicas=3").succeeds();
      await("three pods serve")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            JsonNode status = cluster.get(Purpose.SHOP, "santokitproject/shop").path("status");
            assertThat(status.path("replicas").asInt()).isEqualTo(3);
            assertThat(shop.answers("products/list", "{}")).hasSize(3);
          });
      kubectl("wait", "--for=condition=Ready", "santokitproject/shop", "--timeout=30s").succeeds();
    } finally {
      kubectl("scale", "santokitproject/shop", "--replicas=2").succeeds();
    }
    await("two pods are left").atMost(SOON).until(() -> shop.lives().size() == 2);
    kubectl("wait", "--for=condition=Ready", "santokitproject/shop", "--timeout=30s").succeeds();
  }

  @Test
  void a_client_gets_rows_and_what_its_function_declares() throws Exception {
    var answer = shop.http().call("products/list", "{\"limit\": 2}").is(200);
    assertThat(answer.json()).hasSize(2);
    assertThat(answer.json().get(0).has("price")).isTrue();
    assertThat(answer.header("x-santokit-release")).isPresent();
    assertThat(shop.http().call("products/list", "{\"limit\": 0}").is(400).code())
        .isEqualTo("VALIDATION_ERROR");
    assertThat(shop.http().call("reports/top", "{}").is(401).code())
        .isEqualTo("AUTHENTICATION_ERROR");
    assertThat(shop.http().call("products/none", "{}").is(404).code()).isEqualTo("NOT_FOUND");
  }

  @Test
  void a_changed_function_is_live_on_every_replica_without_a_restart() throws Exception {
    var lives = shop.lives();
    assertThat(lives).hasSize(2);
    try (var client = new Client(shop.http(), "products/list", "{}")) {
      shop.edit(Shop.LIST, "SELECT id,", "SELECT 'changed' AS mark, id,");
      shop.stk("logic", "apply").succeeds();
      assertThat(shop.answers("products/list", "{\"limit\": 1}").values())
          .hasSize(2)
          .allSatisfy(answer -> assertThat(answer.at("/0/mark").asText()).isEqualTo("changed"));
      assertThat(client.calls()).isPositive();
      assertThat(client.failures()).isEmpty();
    } finally {
      shop.restore();
    }
    assertThat(shop.lives()).isEqualTo(lives);
  }

  @Test
  void a_broken_function_is_refused_with_its_place_while_the_old_one_serves() throws Exception {
    JsonNode before = shop.http().call("products/list", "{}").is(200).json();
    var versions = cluster.versions(Purpose.SHOP);
    try {
      shop.edit(Shop.LIST, "LIMIT :limit", "LIMIT :limt");
      Ran refused = shop.stk("logic", "apply").ends(1);
      assertThat(refused.err())
          .containsPattern("logic/products/list\\.sql:11:7: .*limt.* \\[[A-Z_]+]");
      assertThat(cluster.versions(Purpose.SHOP)).isEqualTo(versions);
    } finally {
      shop.restore();
    }
    assertThat(shop.http().call("products/list", "{}").is(200).json()).isEqualTo(before);
  }

  @Test
  void a_function_that_its_database_refuses_is_put_back_and_named() throws Exception {
    JsonNode before = shop.http().call("products/list", "{}").is(200).json();
    try (var client = new Client(shop.http(), "products/list", "{}")) {
      shop.edit(Shop.LIST, "SELECT id,", "SELECT id, colour,");
      Ran refused = shop.stk("logic", "apply", "--timeout", "40s").fails();
      assertThat(refused.out() + refused.err()).contains("products/list").contains("colour");
      assertThat(shop.answers("products/list", "{}").values())
          .allSatisfy(answer -> assertThat(answer).isEqualTo(before));
      assertThat(client.failures()).isEmpty();
    } finally {
      shop.restore();
    }
    kubectl("wait", "--for=condition=Ready", "santokitproject/shop", "--timeout=20s").succeeds();
  }

  @Test
  void an_invalid_bundle_by_kubectl_is_marked_told_once_and_changes_nothing() throws Exception {
    String bundle = "logicbundle/shop.products.list";
    JsonNode before = shop.http().call("products/list", "{}").is(200).json();
    try {
      kubectl(
              "patch",
              bundle,
              "--type=merge",
              "--patch={\"spec\": {\"source\": {\"inline\": \"SELECT 'open\", \"line\": 7}}}")
          .succeeds();
      await("the bundle is invalid")
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(cluster.conditionText(Purpose.SHOP, bundle, "Valid"))
                  .isEqualTo("False Invalid"));
      assertThat(cluster.condition(Purpose.SHOP, bundle, "Valid").path("message").asText())
          .containsPattern("logic/products/list\\.sql:7:8");
      // Touching it does not tell the same again.
      kubectl("annotate", bundle, "e2e.santokit.dev/touched=once").succeeds();
      Thread.sleep(1500);
      assertThat(eventsOf("shop.products.list", "Invalid"))
          .singleElement()
          .satisfies(event -> assertThat(event.path("count").asInt()).isEqualTo(1));
      assertThat(shop.answers("products/list", "{}").values())
          .allSatisfy(answer -> assertThat(answer).isEqualTo(before));
    } finally {
      shop.restore();
    }
    assertThat(cluster.conditionText(Purpose.SHOP, bundle, "Valid")).startsWith("True ");
  }

  private List<JsonNode> eventsOf(String object, String reason) {
    var events = new ArrayList<JsonNode>();
    cluster
        .get(Purpose.SHOP, "events", "--field-selector=involvedObject.name=" + object)
        .path("items")
        .forEach(event -> {
          if (event.path("reason").asText().equals(reason)) {
            events.add(event);
          }
        });
    return events;
  }

  @Test
  void a_function_that_left_the_project_is_gone() throws Exception {
    try {
      shop.delete("logic/products/get.sql");
      shop.stk("logic", "apply").succeeds();
      assertThat(cluster.names(Purpose.SHOP)).doesNotContain("LogicBundle/shop.products.get");
      shop.http().call("products/get", "{}").is(404);
    } finally {
      shop.restore();
    }
    assertThat(shop.http().call("products/get", "{}").status()).isNotEqualTo(404);
  }

  @Test
  void a_second_apply_writes_nothing() {
    shop.stk("apply").succeeds();
    var versions = cluster.versions(Purpose.SHOP);
    assertThat(versions)
        .containsKeys("SantokitProject/shop", "ConfigMap/shop-kv-0", "Deployment/shop");
    shop.stk("apply").succeeds().says("unchanged");
    assertThat(cluster.versions(Purpose.SHOP)).isEqualTo(versions);
  }

  @Test
  void its_pods_meet_restricted_pod_security_and_hold_no_token() {
    assertThat(
            cluster
                .kubectl("get", "namespace", Purpose.SHOP.namespace(), "--output=json")
                .succeeds()
                .json()
                .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                .asText())
        .isEqualTo("restricted");
    assertThat(shop.pods())
        .isNotEmpty()
        .allSatisfy(pod -> {
          assertThat(pod.at("/spec/automountServiceAccountToken").asBoolean(true)).isFalse();
          assertThat(
                  pod.at("/spec/containers/0/securityContext/readOnlyRootFilesystem").asBoolean())
              .isTrue();
        });
  }

  /** Last: by then the tests above have made operator and servers say what they have to say. */
  @Test
  @Order(Integer.MAX_VALUE)
  void no_secret_is_in_a_log_an_event_a_status_or_a_config_map(
      Installation installation, Postgres postgres) {
    var said = new StringBuilder(installation.logs());
    for (JsonNode pod : shop.pods()) {
      said.append(kubectl("logs", "pod/" + pod.at("/metadata/name").asText()).succeeds().out());
    }
    for (String kind :
        List.of(
            "events",
            "santokitprojects",
            "logicbundles",
            "schemaplans",
            "configmaps",
            "deployments",
            "pods")) {
      said.append(kubectl("get", kind, "--output=yaml", "--show-managed-fields").succeeds().out());
    }
    assertThat(said)
        .contains("products/list")
        .doesNotContain(postgres.password())
        .doesNotContain(shop.jwtSecret());
    String vault = kubectl("get", "secret/shop-vault", "--output=json").succeeds().out();
    String names = cluster.get(Purpose.SHOP, "secret/shop-vault").path("data").toString();
    assertThat(names).contains("DATABASE_URL", "JWT_SECRET");
    assertThat(vault)
        .doesNotContain(base64(shop.databaseUrl()))
        .doesNotContain(base64(shop.jwtSecret()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
