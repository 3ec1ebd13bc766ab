package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import dev.santokit.server.auth.TestIssuer;
import dev.santokit.server.event.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tokens of an identity provider that publishes its keys over HTTP. */
class IssuerTest {

  private static TestServer.Builder server(String issuer) {
    return TestServer.withoutDatabase()
        .config(
            "/auth/issuers",
            "[{\"issuer\": \"" + issuer + "\", \"audience\": [\"shop\"], \"rolesClaim\": \"r\"}]")
        .js("a/public", "export default () => 1")
        .logic(
            "a/editors.js",
            "/* ---\naccess: editor\n--- */\n"
                + "export default (p, context) => context.request.user");
  }

  private static String token(String issuer) {
    return TestIssuer.signed(
        TestIssuer.RSA,
        "RS256",
        "{\"iss\": \"%s\", \"aud\": \"shop\", \"sub\": \"u1\", \"exp\": %d, \"r\": [\"editor\"]}"
            .formatted(issuer, TestTokens.in(60)));
  }

  @Test
  void a_token_of_an_issuer_that_describes_itself_is_taken_from_the_first_call_on() {
    try (var issuer = new TestIssuer(TestIssuer.RSA);
        var server = server(issuer.uri()).start()) {
      Response response = server.call("a/editors", "{}", token(issuer.uri()));

      assertThat(response.body())
          .isEqualTo("{\"id\":\"u1\",\"email\":null,\"roles\":[\"editor\"]}");
      for (int i = 0; i < 10; i++) {
        assertThat(server.call("a/editors", "{}", token(issuer.uri())).status()).isEqualTo(200);
      }
      assertThat(issuer.asked()).isEqualTo(1);
    }
  }

  @Test
  void the_address_of_the_keys_may_be_configured() {
    try (var issuer = new TestIssuer(TestIssuer.RSA);
        var server =
            server("x")
                .config(
                    "/auth/issuers",
                    """
                    [{"issuer": "https://login.example", "jwksUri": "%s/jwks", "audience": ["shop"],
                      "rolesClaim": "r"}]
                    """
                        .formatted(issuer.uri()))
                .start()) {
      assertThat(server.call("a/editors", "{}", token("https://login.example")).status())
          .isEqualTo(200);
      assertThat(server.call("a/editors", "{}", token(issuer.uri())).status()).isEqualTo(401);
    }
  }

  @Test
  void pitfall_40_a_token_that_is_no_good_is_401_on_public_functions_too() {
    try (var issuer = new TestIssuer(TestIssuer.RSA);
        var server = server(issuer.uri()).start()) {
      assertThat(server.call("a/public", "{}", token(issuer.uri())).status()).isEqualTo(200);
      assertThat(server.call("a/public", "{}", token("https://stranger.example")).status())
          .isEqualTo(401);
      assertThat(server.call("a/public", "{}", token(issuer.uri()) + "A").status()).isEqualTo(401);
    }
  }

  @Test
  void an_issuer_that_is_away_makes_its_tokens_503_and_nothing_else() {
    String gone;
    try (var closed = new TestIssuer(TestIssuer.RSA)) {
      gone = closed.uri();
    }
    try (var server = server(gone).start()) {
      Response response = server.call("a/public", "{}", token(gone));

      assertThat(response.status()).isEqualTo(503);
      assertThat(response.code()).isEqualTo("UNAVAILABLE");
      assertThat(response.header("Retry-After")).isEqualTo("1");
      assertThat(server.plane().isReady()).isTrue();
      assertThat(server.call("a/public", "{}").status()).isEqualTo(200);
      assertThat(server.call("a/public", "{}", TestTokens.of("u1")).status()).isEqualTo(200);
      assertThat(server.events(ServerEvent.IssuerAway.class)).hasSize(1);
    }
  }

  @Test
  void keys_on_this_machine_are_not_asked_for_in_a_cluster() {
    try (var issuer = new TestIssuer(TestIssuer.RSA);
        var server = server(issuer.uri()).refusingLoopback().start()) {
      assertThat(server.call("a/public", "{}", token(issuer.uri())).status()).isEqualTo(503);
      assertThat(issuer.asked()).isZero();
      assertThat(server.events(ServerEvent.IssuerAway.class).getFirst().error())
          .contains("public internet");
    }
  }

  @Test
  void what_an_issuer_answers_is_bounded_and_redirects_are_not_followed() {
    try (var issuer = new TestIssuer(TestIssuer.RSA);
        var large =
            server("x").config("/auth/issuers", issuers(issuer.uri() + "/jwks", "a")).start();
        var moved =
            server("x").config("/auth/issuers", issuers(issuer.uri() + "/moved", "b")).start()) {
      assertThat(large.events(ServerEvent.IssuerAway.class)).isEmpty();
      assertThat(moved.events(ServerEvent.IssuerAway.class).getFirst().error()).contains("302");

      issuer.publish(" ".repeat(300 * 1024).getBytes(StandardCharsets.UTF_8));
      String unknown =
          TestIssuer.signed(
              TestIssuer.P256,
              "ES256",
              "{\"iss\": \"https://a.example\", \"aud\": \"shop\", \"sub\": \"u\", \"exp\": %d}"
                  .formatted(TestTokens.in(60)));
      assertThat(large.call("a/public", "{}", unknown).status()).isEqualTo(401);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() ->
              assertThat(large.events(ServerEvent.IssuerAway.class))
                  .singleElement()
                  .matches(away -> away.error().contains("larger than")));
    }
  }

  private static String issuers(String jwksUri, String name) {
    return "[{\"issuer\": \"https://%s.example\", \"jwksUri\": \"%s\", \"audience\": [\"shop\"]}]"
        .formatted(name, jwksUri);
  }

  @Test
  void a_description_of_another_issuer_is_not_believed() {
    try (var issuer = new TestIssuer(TestIssuer.RSA);
        var server = server(issuer.uri().replace("127.0.0.1", "localhost")).start()) {
      assertThat(server.events(ServerEvent.IssuerAway.class).getFirst().error())
          .contains("another issuer");
    }
  }
}
