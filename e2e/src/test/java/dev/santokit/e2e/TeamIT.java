package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
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
  private final Team team;

  TeamIT(Cluster cluster, Shop shop) {
    this.cluster = cluster;
    this.shop = shop;
    this.team = new Team(cluster, Purpose.SHOP);
  }

  @BeforeAll
  void people() {
    for (String role : new String[] {"viewer", "developer", "admin", "approver"}) {
      team.with(role, role);
    }
  }

  @AfterAll
  void noPeople() {
    team.close();
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
    Ran asked = team.kubectl(role, Cluster.with("auth", Cluster.with("can-i", words)));
    assertThat(asked.text()).isEqualTo(answer);
  }

  @Test
  void a_developer_changes_functions_with_stk_and_sees_no_secret() throws Exception {
    Map<String, String> developer = team.environment("developer");
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
  void whoever_may_write_the_vault_may_set_a_secret_and_cannot_read_it() {
    team.bind("writer", "--role=shop-vault-writer", "developer");
    Map<String, String> developer = team.environment("developer");
    try {
      shop.stkAs(developer, "secret", "set", "SPARE").run("a value of no use").succeeds();
      Command.of(Repository.ROOT, developer, "kubectl", "get", "secret", "shop-vault")
          .run()
          .fails();
      assertThat(cluster.get(Purpose.SHOP, "secret/shop-vault").path("data").has("SPARE")).isTrue();
    } finally {
      shop.stk("secret", "delete", "SPARE", "--yes").succeeds();
    }
  }
}
