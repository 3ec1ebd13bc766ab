package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final String ONE = "export default () => 1";

  private static TestServer.Builder server(String rateLimit) {
    return TestServer.withoutDatabase()
        .logic(
            "a/f.js",
            "/* ---\naccess: public\nparams: {n: {type: int}}\nrateLimit: "
                + rateLimit
                + "\n--- */\n"
                + ONE)
        .js("a/free", ONE)
        .js("a/outer", "export default (p, context) => context.invoke('a/f', {n: 1})");
  }

  private static Response from(TestServer server, String forwarded) {
    return server.send(
        server
            .post("{\"path\": \"a/f\", \"params\": {\"n\": 1}}")
            .header("X-Forwarded-For", forwarded));
  }

  @Test
  void pitfall_65_a_call_too_many_is_429_and_says_when_to_come_back() {
    try (var server = server("{limit: 2, per: 1h, key: global}").start()) {
      assertThat(server.call("a/f", "{}").status()).isEqualTo(200);
      assertThat(server.call("a/f", "{}").status()).isEqualTo(200);

      Response refused = server.call("a/f", "{}");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("RATE_LIMIT");
      assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1700, 1800);
      assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
      assertThat(server.call("a/free", "{}").status()).isEqualTo(200);
    }
  }

  @Test
  void only_calls_that_passed_all_checks_count() {
    try (var server = server("{limit: 1, per: 1h, key: global}").start()) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.call("a/f", "{\"n\": \"x\"}").status()).isEqualTo(400);
        assertThat(server.call("a/f", "{}", "no token").status()).isEqualTo(401);
      }
      assertThat(server.call("a/f", "{}").status()).isEqualTo(200);
      assertThat(server.call("a/f", "{}").status()).isEqualTo(429);
    }
  }

  @Test
  void what_another_function_invokes_does_not_count() {
    try (var server = server("{limit: 1, per: 1h, key: global}").start()) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.call("a/outer", "{}").body()).isEqualTo("1");
      }
    }
  }

  @Test
  void users_are_counted_by_themselves_and_others_by_their_address() {
    try (var server = server("1/h").start()) {
      assertThat(server.call("a/f", "{}", TestTokens.of("u1")).status()).isEqualTo(200);
      assertThat(server.call("a/f", "{}", TestTokens.of("u1")).status()).isEqualTo(429);
      assertThat(server.call("a/f", "{}", TestTokens.of("u2")).status()).isEqualTo(200);
      assertThat(server.call("a/f", "{}").status()).isEqualTo(200);
      assertThat(server.call("a/f", "{}").status()).isEqualTo(429);
    }
  }

  @Test
  void a_client_does_not_choose_its_address() {
    try (var server = server("1/h").start()) {
      assertThat(from(server, "198.51.100.1").status()).isEqualTo(200);
      assertThat(from(server, "198.51.100.2").status()).isEqualTo(429);
    }
  }

  @Test
  void a_trusted_proxy_says_who_calls() {
    try (var server = server("1/h").config("/trustedProxies", "[\"127.0.0.0/8\"]").start()) {
      assertThat(from(server, "198.51.100.1").status()).isEqualTo(200);
      assertThat(from(server, "198.51.100.2").status()).isEqualTo(200);
      assertThat(from(server, "198.51.100.9, 198.51.100.1").status()).isEqualTo(429);
    }
  }

  @Test
  void the_limit_of_the_project_is_for_functions_without_one() {
    try (var server =
        server("{limit: 3, per: 1h, key: global}")
            .config("/rateLimit", "{\"limit\": 1, \"per\": \"1h\", \"key\": \"global\"}")
            .start()) {
      assertThat(server.call("a/free", "{}").status()).isEqualTo(200);
      assertThat(server.call("a/free", "{}").status()).isEqualTo(429);
      assertThat(server.call("a/f", "{}").status()).isEqualTo(200);
      assertThat(server.call("a/f", "{}").status()).isEqualTo(200);
    }
  }
}
