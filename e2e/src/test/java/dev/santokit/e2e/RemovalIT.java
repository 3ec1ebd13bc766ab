package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Cluster.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an upgrade changes, and what stays when a project or the operator goes. */
@Order(9)
@ExtendWith(Fixtures.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RemovalIT {

  private final Cluster cluster;
  private final Installation installation;

  RemovalIT(Cluster cluster, Installation installation) {
    this.cluster = cluster;
    this.installation = installation;
  }

  @Test
  @Order(1)
  void a_deleted_project_leaves_its_database_and_the_key_of_its_vault(Postgres postgres) {
    var before = cluster.names(Purpose.GONE);
    Shop shop = Shop.served(cluster, postgres, Purpose.GONE);
    cluster.kubectl(Purpose.GONE, "delete", "service", "shop-public").succeeds();
    String key = cluster.get(Purpose.GONE, "secret/shop-vault-key").path("data").toString();

    shop.stk("project", "delete", "shop", "--yes").succeeds();

    await("only the key is left")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          var left = cluster.names(Purpose.GONE);
          left.removeAll(before);
          assertThat(left).containsExactly("Secret/shop-vault-key");
        });
    assertThat(cluster.get(Purpose.GONE, "secret/shop-vault-key").path("data").toString())
        .isEqualTo(key);
    assertThat(postgres.psql("shop_gone", "SELECT count(*) > 0 FROM products")).isEqualTo("t");
  }

  @Test
  @Order(2)
  void an_upgrade_changes_types_and_operator_and_projects_are_served_throughout(Shop shop)
      throws Exception {
    Path chart = cluster.folder("chart");
    copy(Repository.CHART, chart);
    Path crd = chart.resolve("templates/crds/santokitprojects.santokit.dev.yaml");
    String later = Files.readString(crd).replace("name: \"FUNCTIONS\"", "name: \"LOGIC\"");
    Files.writeString(crd, later);
    try (var client = new Client(shop.http(), "products/list", "{}")) {
      installation
          .helm(
              "upgrade",
              chart.toString(),
              "--set",
              "operator.podAnnotations.upgraded=yes",
              "--wait")
          .succeeds();
      assertThat(
              installation
                  .kubectl("get", Installation.DEPLOYMENT, "--output=json")
                  .succeeds()
                  .json()
                  .at("/spec/template/metadata/annotations/upgraded")
                  .asText())
          .isEqualTo("yes");
      if (Settings.SHARED.isEmpty()) {
        assertThat(columnNames()).contains("LOGIC").doesNotContain("FUNCTIONS");
      }
      shop.edit(Shop.LIST, "SELECT id,", "SELECT 'upgraded' AS mark, id,");
      shop.stk("logic", "apply").succeeds();
      assertThat(client.failures()).isEmpty();
    } finally {
      installation.helm("upgrade", Repository.CHART.toString(), "--wait").succeeds();
      shop.restore();
    }
    assertThat(columnNames()).contains("FUNCTIONS");
  }

  private String columnNames() {
    return cluster
        .kubectl(
            "get",
            "crd/santokitprojects.santokit.dev",
            "--output=jsonpath={.spec.versions[0].additionalPrinterColumns[*].name}")
        .succeeds()
        .out();
  }

  /** The last of all tests: the operator is gone afterwards. */
  @Test
  @Order(3)
  void an_uninstallation_leaves_types_and_projects_which_are_served_on(Shop shop) throws Exception {
    Assumptions.assumeFalse(Settings.KEEP, "the operator is to be left as it is");
    try (var client = new Client(shop.http(), "products/list", "{}")) {
      installation.close();
      JsonNode project = cluster.get(Purpose.SHOP, "santokitproject/shop");
      assertThat(project.at("/metadata/deletionTimestamp").isMissingNode()).isTrue();
      assertThat(cluster.get(Purpose.SHOP, "logicbundles").path("items")).hasSize(6);
      assertThat(columnNames()).contains("FUNCTIONS");
      assertThat(shop.answers("products/list", "{}")).hasSize(2);
      assertThat(client.failures()).isEmpty();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
