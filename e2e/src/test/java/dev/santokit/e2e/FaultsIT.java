package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.e2e.Cluster.Purpose;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes on when something that a project needs is away. */
@Order(3)
@ExtendWith(Fixtures.class)
class FaultsIT {

  private static final Duration SOON = Duration.ofSeconds(40);

  private final Cluster cluster;
  private final Shop shop;

  FaultsIT(Cluster cluster, Shop shop) {
    this.cluster = cluster;
    this.shop = shop;
  }

  @Test
  void without_its_database_calls_are_503_pods_stay_ready_and_all_is_well_when_it_is_back(
      Postgres postgres) throws Exception {
    Http http = shop.http();
    http.call("products/list", "{}").is(200);
    var lives = shop.lives();
    postgres.goAway();
    try {
      await("calls are refused")
          .atMost(SOON)
          .untilAsserted(() -> {
            var refused = http.call("products/list", "{}").is(503);
            assertThat(refused.code()).isEqualTo("UNAVAILABLE");
            assertThat(refused.header("retry-after")).isPresent();
          });
      // Longer than it takes for failing probes to tell.
      Thread.sleep(8000);
      assertThat(cluster.get(Purpose.SHOP, "deployment/shop").at("/status/readyReplicas").asInt())
          .isEqualTo(2);
      http.call("products/none", "{}").is(404);
    } finally {
      postgres.comeBack();
    }
    await("calls are answered again")
        .atMost(SOON)
        .untilAsserted(() -> http.call("products/list", "{}").is(200));
    assertThat(shop.lives()).isEqualTo(lives);
  }

  @Test
  void without_the_operator_projects_are_served_and_pods_replaced_and_later_changes_arrive(
      Installation installation) throws Exception {
    try (var client = new Client(shop.http(), "products/list", "{}")) {
      installation.stop();
      try {
        assertThat(client.failures()).isEmpty();
        String pod = shop.pods().iterator().next().at("/metadata/name").asText();
        cluster.kubectl(Purpose.SHOP, "delete", "pod", pod).succeeds();
        cluster
            .kubectl(Purpose.SHOP, "rollout", "status", "deployment/shop", "--timeout=60s")
            .succeeds();
        assertThat(shop.answers("products/list", "{}")).hasSize(2).doesNotContainKey(pod);
        shop.edit(Shop.LIST, "SELECT id,", "SELECT 'later' AS mark, id,");
        shop.stk("logic", "apply", "--no-wait").succeeds();
        assertThat(shop.answers("products/list", "{\"limit\": 1}").values())
            .allSatisfy(answer -> assertThat(answer.at("/0/mark").isMissingNode()).isTrue());
      } finally {
        installation.start();
      }
      await("the change arrives")
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(shop.answers("products/list", "{\"limit\": 1}").values())
                  .hasSize(2)
                  .allSatisfy(
                      answer -> assertThat(answer.at("/0/mark").asText()).isEqualTo("later")));
      assertThat(client.failures()).isEmpty();
    } finally {
      shop.restore();
    }
  }

  /** For less time than the cluster's own parts wait before they give up their leases. */
  @Test
  @EnabledIfEnvironmentVariable(
      named = "SANTOKIT_E2E_API_SERVER_PID",
      matches = "[0-9]+",
      disabledReason = "the API server is no process of this machine that a test may hold up")
  void without_the_api_server_projects_are_served() throws Exception {
    Http http = shop.http();
    String pid = Settings.API_SERVER_PID.orElseThrow();
    try (var client = new Client(http, "products/list", "{}")) {
      signal("STOP", pid);
      try {
        Thread.sleep(5000);
        http.call("products/list", "{\"limit\": 1}").is(200);
      } finally {
        signal("CONT", pid);
      }
      assertThat(client.calls()).isGreaterThan(10);
      assertThat(client.failures()).isEmpty();
    }
    await("the API server answers")
        .atMost(SOON)
        .until(() -> cluster.kubectl("get", "--raw=/readyz").code() == 0);
    cluster
        .kubectl(
            Purpose.SHOP, "wait", "--for=condition=Ready", "santokitproject/shop", "--timeout=40s")
        .succeeds();
  }

  private static void signal(String name, String pid) {
    Command.of(Repository.ROOT, Map.of(), "kill", "-" + name, pid).run().succeeds();
  }
}
