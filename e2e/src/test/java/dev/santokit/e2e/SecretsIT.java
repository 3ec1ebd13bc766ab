package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Cluster.Purpose;
import java.time.Duration;
import java.util.SortedSet;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets of a project that runs: set again, missing, listed. */
@Order(4)
@ExtendWith(Fixtures.class)
class SecretsIT {

  private static final String PROJECT = "santokitproject/shop";
  private static final String PATH = "logic/greetings/key.js";

  /** The kubelet by itself would take a minute and more. */
  private static final Duration SOON = Duration.ofSeconds(15);

  private final Cluster cluster;
  private final Shop shop;

  SecretsIT(Cluster cluster, Shop shop) {
    this.cluster = cluster;
    this.shop = shop;
  }

  @Test
  void a_changed_secret_of_a_function_counts_without_a_restart() throws Exception {
    shop.writeNew(
        PATH,
        """
        /* ---
        access: public
        secrets: [GREETING_KEY]
        --- */
        export default async (params, {getSecret}) => getSecret("GREETING_KEY");
        """);
    try {
      shop.stkReads("first", "secret", "set", "GREETING_KEY").succeeds();
      shop.stk("logic", "apply").succeeds();
      allAnswer("first");
      SortedSet<String> before = shop.lives();

      shop.stkReads("second", "secret", "set", "GREETING_KEY").succeeds().says("set in shop/");
      allAnswer("second");

      assertThat(shop.lives()).isEqualTo(before);
    } finally {
      shop.delete(PATH);
      shop.restore();
      shop.stk("secret", "delete", "GREETING_KEY", "--yes").succeeds();
    }
  }

  private void allAnswer(String value) {
    await("every pod answers " + value)
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(shop.answers("greetings/key", "{}").values())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.asText()).isEqualTo(value)));
  }

  @Test
  void a_changed_secret_of_the_configuration_replaces_the_pods() {
    try {
      rollsWith(UUID.randomUUID() + "-" + UUID.randomUUID());
    } finally {
      rollsWith(shop.jwtSecret());
    }
  }

  /** Sets the secret of tokens, and waits until all pods have been replaced. */
  private void rollsWith(String jwtSecret) {
    SortedSet<String> before = shop.lives();
    shop.stkReads(jwtSecret, "secret", "set", "JWT_SECRET").succeeds();
    await("all pods are new")
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> assertThat(shop.lives()).hasSize(2).doesNotContainAnyElementsOf(before));
    await("the project is ready")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(cluster.conditionText(Purpose.SHOP, PROJECT, "SecretsReady"))
              .isEqualTo("True Complete");
          assertThat(cluster.conditionText(Purpose.SHOP, PROJECT, "Ready")).startsWith("True ");
        });
  }

  @Test
  void while_a_secret_of_the_configuration_is_missing_its_name_is_told_and_pods_serve_on()
      throws Exception {
    SortedSet<String> before = shop.lives();
    shop.stk("secret", "delete", "JWT_SECRET", "--yes").succeeds();
    try {
      await("the project says what is missing")
          .atMost(SOON)
          .untilAsserted(() -> {
            JsonNode condition = cluster.condition(Purpose.SHOP, PROJECT, "SecretsReady");
            assertThat(condition.path("status").asText()).isEqualTo("False");
            assertThat(condition.path("reason").asText()).isEqualTo("Missing");
            assertThat(condition.path("message").asText())
                .isEqualTo("JWT_SECRET is not in the vault: stk secret set JWT_SECRET");
          });
      shop.stk("secret", "list").succeeds().says("JWT_SECRET     missing   config");
      shop.http().call("products/list", "{}").is(200);
      assertThat(shop.lives()).isEqualTo(before);
    } finally {
      rollsWith(shop.jwtSecret());
    }
  }
}
