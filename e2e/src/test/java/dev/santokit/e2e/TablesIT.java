package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Cluster.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tables without functions, and what else a server in a cluster answers. */
@Order(2)
@ExtendWith(Fixtures.class)
class TablesIT {

  private static final String ADA = "11111111-1111-4111-8111-111111111111";

  private final Cluster cluster;
  private final Shop shop;

  TablesIT(Cluster cluster, Shop shop) {
    this.cluster = cluster;
    this.shop = shop;
  }

  private Http as(String id, String... roles) {
    var words = new ArrayList<>(List.of("token", "--secret-stdin", "--sub", id));
    for (String role : roles) {
      words.addAll(List.of("--role", role));
    }
    String token = shop.stkReads(shop.jwtSecret(), words.toArray(String[]::new)).succeeds().text();
    return shop.http().with(token);
  }

  @Test
  void everyone_gets_the_rows_that_are_theirs() throws Exception {
    String all = "crud/main/orders/select";
    assertThat(shop.http().call(all, "{}").is(401).code()).isEqualTo("AUTHENTICATION_ERROR");
    assertThat(as(ADA).call(all, "{}").is(200).json())
        .hasSize(2)
        .allSatisfy(order -> assertThat(order.path("user_id").asText()).isEqualTo(ADA));
    assertThat(as("admin", "admin").call(all, "{}").is(200).json())
        .hasSize(Integer.parseInt(shop.psql("SELECT count(*) FROM orders")));
    assertThat(shop.http().call("crud/main/products/select", "{\"limit\": 3}").is(200).json())
        .hasSize(3);
  }

  @Test
  void what_is_deleted_leaves_a_trace_that_names_who_did_it() throws Exception {
    String spoon = "{\"data\": {\"name\": \"Spoon\", \"price\": 2.5}}";
    assertThat(as(ADA).call("crud/main/products/insert", spoon).is(403).code())
        .isEqualTo("AUTHORIZATION_ERROR");
    Http admin = as("the-admin", "admin");
    JsonNode made = admin.call("crud/main/products/insert", spoon).is(200).json().path(0);
    assertThat(made.path("name").asText()).isEqualTo("Spoon");
    String id = made.path("id").asText();
    assertThat(
            admin
                .call("crud/main/products/delete", "{\"where\": {\"id\": \"" + id + "\"}}")
                .is(200)
                .json())
        .hasSize(1);
    assertThat(
            shop.psql(
                "SELECT action || ' ' || user_id FROM santokit.audit_log WHERE row_id LIKE '%"
                    + id
                    + "%'"))
        .isEqualToIgnoringCase("delete the-admin");
  }

  @Test
  void a_reading_function_answers_to_get_and_says_when_nothing_changed() throws Exception {
    Http.Answer first = shop.http().get("/call/products/list?limit=2").is(200);
    assertThat(first.json()).hasSize(2);
    String tag = first.header("etag").orElseThrow();
    assertThat(
            shop.http()
                .get("/call/products/list?limit=2", "if-none-match", tag)
                .is(304)
                .response()
                .body())
        .isEmpty();
  }

  @Test
  void the_api_is_described_to_those_with_a_token() throws Exception {
    assertThat(shop.http().get("/openapi.json").is(401).code()).isEqualTo("AUTHENTICATION_ERROR");
    JsonNode api = as(ADA).get("/openapi.json").is(200).json();
    assertThat(api.path("openapi").asText()).startsWith("3.1");
    assertThat(api.path("paths").has("/call/products/list")).isTrue();
  }

  @Test
  void calls_are_counted_by_function_on_the_port_that_no_service_shows() throws Exception {
    shop.http().call("products/list", "{}").is(200);
    var counted = new StringBuilder();
    for (JsonNode pod : shop.pods()) {
      counted.append(
          cluster
              .kubectl(
                  "get",
                  "--raw=/api/v1/namespaces/"
                      + Purpose.SHOP.namespace()
                      + "/pods/"
                      + pod.at("/metadata/name").asText()
                      + ":9000/proxy/q/metrics")
              .succeeds()
              .out());
    }
    assertThat(counted.toString()).containsPattern("function=\"products/list\"");
  }
}
