package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CacheTest {

  /** A row that is another one with each run. */
  private static final String FRESH = "SELECT gen_random_uuid() AS id, :a AS a, :b AS b";

  private static TestPostgres database;
  private static TestServer server;

  @BeforeAll
  static void start() {
    database = TestPostgres.with("CREATE TABLE divisor (n int)", "INSERT INTO divisor VALUES (0)");
    server =
        TestServer.with(database)
            .logic("a/kept.sql", sql("access: public\ncache: 60s", FRESH))
            .logic("a/mine.sql", sql("cache: {ttl: 60s, scope: user}", FRESH))
            .logic("a/fresh.sql", sql("access: public\nreadOnly: true", FRESH))
            .logic("a/slow.sql", sql("access: public\ncache: 1m", FRESH + ", pg_sleep(0.3)"))
            .logic(
                "a/fails.sql",
                "/* ---\naccess: public\ncache: 60s\n--- */\nSELECT 1 / n AS r FROM divisor")
            .logic(
                "a/large.sql",
                "/* ---\naccess: public\ncache: 60s\n--- */\n"
                    + "SELECT gen_random_uuid() AS id, repeat('x', 1100000) AS text")
            .logic(
                "a/request.js",
                "/* ---\naccess: public\ncache: 60s\n--- */\n"
                    + "export default (p, context) => context.request")
            .bufferedBody(2 << 20)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String sql(String front, String statement) {
    return "/* ---\n"
        + front
        + "\nparams: {a: {type: int, default: 1}, b: {type: string}}\n--- */\n"
        + statement;
  }

  private static void assertHit(Response second, Response first) {
    assertThat(second.status()).as(second.toString()).isEqualTo(200);
    assertThat(second.header("X-Cache-Status")).isEqualTo("HIT");
    assertThat(second.body()).isEqualTo(first.body());
  }

  private static void assertMiss(Response second, Response first) {
    assertThat(second.status()).as(second.toString()).isEqualTo(200);
    assertThat(second.header("X-Cache-Status")).isEqualTo("MISS");
    assertThat(second.body()).isNotEqualTo(first.body());
  }

  @Test
  void a_second_call_gets_the_answer_of_the_first() {
    Response first = server.call("a/kept", "{\"b\": \"1\"}");
    assertThat(first.header("X-Cache-Status")).isEqualTo("MISS");
    assertThat(first.header("Cache-Control"))
        .isEqualTo("public, max-age=60, stale-while-revalidate=60");

    Response second = server.call("a/kept", "{\"b\": \"1\"}");

    assertHit(second, first);
    assertThat(second.header("Cache-Control")).isEqualTo(first.header("Cache-Control"));
    assertThat(second.header("Age")).isIn("0", "1", "2");
  }

  @Test
  void the_order_of_parameters_and_whether_a_default_is_written_do_not_matter() {
    Response first = server.call("a/kept", "{\"a\": 1, \"b\": \"2\"}");

    assertHit(server.call("a/kept", "{\"b\": \"2\", \"a\": 1}"), first);
    assertHit(server.call("a/kept", "{\"b\": \"2\"}"), first);
    assertHit(server.call("a/kept", "{\"b\": \"2\", \"a\": null}"), first);
    assertMiss(server.call("a/kept", "{\"b\": \"2\", \"a\": 2}"), first);
  }

  @Test
  void pitfall_48_parameters_that_are_not_declared_make_no_entry() {
    assertThat(server.call("a/kept", "{\"x\": 1}").status()).isEqualTo(400);
  }

  @Test
  void pitfall_48_answers_that_are_not_for_all_are_private() {
    String alice = TestTokens.of("alice", "r1", "r2");
    Response first = server.call("a/mine", "{}", alice);
    assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");

    assertHit(server.call("a/mine", "{}", TestTokens.of("alice", "r2", "r1")), first);
    assertMiss(server.call("a/mine", "{}", TestTokens.of("alice", "r1")), first);
    assertMiss(server.call("a/mine", "{}", TestTokens.of("bob", "r1", "r2")), first);
    assertThat(server.call("a/mine", "{}").status()).isEqualTo(401);
  }

  @Test
  void pitfall_48_a_function_without_a_cache_says_miss() {
    Response first = server.call("a/fresh", "{}");
    assertThat(first.header("X-Cache-Status")).isEqualTo("MISS");
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");

    assertMiss(server.call("a/fresh", "{}"), first);
  }

  @Test
  void a_function_whose_answer_is_for_all_sees_nothing_of_one_request() {
    var request =
        server.post("{\"path\": \"a/request\"}").header("Accept-Language", "de").header("X-A", "b");
    Response response =
        server.send(request.header("Authorization", "Bearer " + TestTokens.of("alice", "admin")));

    var json = response.json();
    assertThat(json.has("user")).isFalse();
    assertThat(json.path("headers").toString()).isEqualTo("{}");
    assertThat(json.path("path").asText()).isEqualTo("/call");
  }

  @Test
  void errors_are_not_kept() {
    assertThat(server.call("a/fails", "{}").status()).isEqualTo(400);
    database.execute("UPDATE divisor SET n = 1");
    assertThat(server.call("a/fails", "{}").body()).isEqualTo("[{\"r\":1}]");
  }

  @Test
  void an_answer_over_a_mebibyte_is_not_kept() {
    assertMiss(server.call("a/large", "{}"), server.call("a/large", "{}"));
  }

  @Test
  void a_batch_uses_no_cache() {
    Response kept = server.call("a/kept", "{\"b\": \"batch\"}");
    String item = "{\"path\": \"a/kept\", \"params\": {\"b\": \"batch\"}}";

    Response batch = server.send(server.post("{\"batch\": [" + item + "]}"));

    assertThat(batch.status()).as(batch.toString()).isEqualTo(200);
    assertThat(batch.header("Cache-Control")).isEqualTo("no-store");
    assertThat(batch.header("X-Cache-Status")).isEqualTo("MISS");
    assertThat(batch.json().get(0).at("/0/id")).isNotEqualTo(kept.json().at("/0/id"));
  }

  @Test
  void of_many_calls_at_once_one_runs() throws Exception {
    List<Future<Response>> all = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        all.add(threads.submit(() -> server.call("a/slow", "{}")));
      }
    }
    var bodies = new HashSet<String>();
    var statuses = new ArrayList<String>();
    for (Future<Response> one : all) {
      bodies.add(one.get().body());
      statuses.add(one.get().header("X-Cache-Status"));
    }
    assertThat(bodies).hasSize(1);
    assertThat(statuses).containsOnlyOnce("MISS");
  }

  @Test
  void pitfall_48_a_new_release_begins_with_nothing() {
    try (var other =
        TestServer.with(database)
            .logic("a/kept.sql", sql("access: public\ncache: 60s", FRESH))
            .js("a/other", "export default () => 1")
            .start()) {
      Response first = other.call("a/kept", "{}");
      assertHit(other.call("a/kept", "{}"), first);

      other.edit("a/other.js", "/* ---\naccess: public\n--- */\nexport default () => 2").release(2);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> other.call("a/other", "{}").body().equals("2"));

      assertMiss(other.call("a/kept", "{}"), first);
    }
  }

  @Test
  void a_hit_needs_no_database() throws IOException {
    var postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    try (var other =
        TestServer.withDatabaseAt(
                "postgres://postgres@127.0.0.1:" + postgres.getPort() + "/postgres")
            .logic("a/kept.sql", sql("access: public\ncache: 60s", FRESH))
            .start()) {
      Response first = other.call("a/kept", "{}");
      postgres.close();

      assertThat(other.call("a/kept", "{\"a\": 2}").status()).isEqualTo(503);
      long began = System.nanoTime();
      assertHit(other.call("a/kept", "{}"), first);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    } finally {
      postgres.close();
    }
  }
}
