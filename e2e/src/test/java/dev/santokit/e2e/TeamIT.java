package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people may do who have one of the chart's roles in one namespace, and nothing else. */
@Order(5)
@ExtendWith(Fixtures.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeamIT {

  private final Cluster cluster;
  private final Shop shop;

  TeamIT(Cluster cluster, Shop shop) {
    this.cluster = cluster;
    this.shop = shop;
  }

  /** People are service accounts here: every cluster can give these a token. */
  @BeforeAll
  void people() {
    Assumptions.assumeTrue(
        cluster.kubectl("get", "clusterrole", "santokit-developer").code() == 0,
        "the roles are not installed in this cluster");
    for (String role : new String[] {"viewer", "developer", "admin", "approver"}) {
      cluster.kubectl(Purpose.SHOP, "create", "serviceaccount", role).succeeds();
      cluster
          .kubectl(
              Purpose.SHOP,
              "create",
              "rolebinding",
              role,
              "--clusterrole=santokit-" + role,
              "--serviceaccount=" + Purpose.SHOP.namespace() + ":" + role)
          .succeeds();
    }
  }

  @AfterAll
  void noPeople() {
    cluster
        .kubectl(
            Purpose.SHOP,
            "delete",
            "--ignore-not-found",
            "serviceaccount/viewer",
            "serviceaccount/developer",
            "serviceaccount/admin",
            "serviceaccount/approver",
            "rolebinding/viewer",
            "rolebinding/developer",
            "rolebinding/admin",
            "rolebinding/approver")
        .succeeds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "viewer    | get logicbundles            | yes",
        "viewer    | patch logicbundles          | no",
        "viewer    | patch santokitprojects      | no",
        "developer | create logicbundles         | yes",
        "developer | delete schemaplans          | yes",
        "developer | patch santokitprojects      | yes",
        "developer | create santokitprojects     | no",
        "developer | get pods --subresource=log  | yes",
        "developer | create pods                 | no",
        "developer | create pods --subresource=exec | no",
        "developer | get secrets                 | no",
        "developer | patch secrets               | no",
        "developer | patch logicbundles --subresource=status | no",
        "developer | approve schemaplans         | no",
        "admin     | create santokitprojects     | yes",
        "admin     | configure santokitprojects  | yes",
        "admin     | patch santokitprojects --subresource=scale | yes",
        "admin     | get secrets                 | no",
        "admin     | approve schemaplans         | no",
        "approver  | approve schemaplans         | yes",
        "approver  | patch schemaplans           | no",
      })
  void a_role_allows_this_and_refuses_that(String role, String what, String answer) {
    String[] words = what.split(" +");
    Ran asked =
        cluster.kubectl(
            Purpose.SHOP,
            Cluster.with(
                "auth",
                Cluster.with(
                    "can-i",
                    Cluster.with(
                        "--as=system:serviceaccount:" + Purpose.SHOP.namespace() + ":" + role,
                        words))));
    assertThat(asked.text()).isEqualTo(answer);
  }

  @Test
  void a_developer_changes_functions_with_stk_and_sees_no_secret() throws Exception {
    Map<String, String> developer = as("developer");
    shop.stkAs(developer, "secret", "set", "DATABASE_URL").run("postgres://other").fails();
    try {
      shop.edit(Shop.LIST, "SELECT id,", "SELECT 'by a developer' AS mark, id,");
      shop.stkAs(developer, "logic", "apply").run().succeeds();
      assertThat(shop.http().call("products/list", "{}").json().at("/0/mark").asText())
          .isEqualTo("by a developer");
      shop.stkAs(developer, "status").run().succeeds();
    } finally {
      shop.restore();
    }
    Command.of(Repository.ROOT, developer, "kubectl", "get", "secret", "shop-vault")
        .run()
        .fails()
        .says("Forbidden");
  }

  @Test
  void whoever_may_write_the_vault_may_set_a_secret_and_cannot_read_it() throws Exception {
    cluster
        .kubectl(
            Purpose.SHOP,
            "create",
            "rolebinding",
            "writer",
            "--role=shop-vault-writer",
            "--serviceaccount=" + Purpose.SHOP.namespace() + ":developer")
        .succeeds();
    try {
      Map<String, String> developer = as("developer");
      shop.stkAs(developer, "secret", "set", "SPARE").run("a value of no use").succeeds();
      Command.of(Repository.ROOT, developer, "kubectl", "get", "secret", "shop-vault")
          .run()
          .fails();
      assertThat(cluster.get(Purpose.SHOP, "secret/shop-vault").path("data").has("SPARE")).isTrue();
    } finally {
      cluster.kubectl(Purpose.SHOP, "delete", "rolebinding", "writer").succeeds();
      shop.stk("secret", "delete", "SPARE", "--yes").succeeds();
    }
  }

  /** The environment of somebody whose kubeconfig has a token of a service account. */
  private Map<String, String> as(String account) throws IOException {
    Path home = cluster.folder(account);
    Path kubeconfig = home.resolve("kubeconfig");
    Files.copy(Path.of(cluster.environment().get("KUBECONFIG")), kubeconfig);
    var environment = new HashMap<String, String>();
    environment.put("KUBECONFIG", kubeconfig.toString());
    environment.put("HOME", home.toString());
    String token = cluster.kubectl(Purpose.SHOP, "create", "token", account).succeeds().text();
    config(environment, "set-credentials", account, "--token=" + token);
    config(
        environment,
        "set-context",
        "--current",
        "--user=" + account,
        "--namespace=" + Purpose.SHOP.namespace());
    return environment;
  }

  private static void config(Map<String, String> environment, String... words) {
    Command.of(Repository.ROOT, environment, Cluster.with("kubectl", Cluster.with("config", words)))
        .run()
        .succeeds();
  }
}
