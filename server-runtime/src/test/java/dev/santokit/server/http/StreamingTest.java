package dev.santokit.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Answers that are larger than what is kept in memory, and clients that do not wait for theirs. */
class StreamingTest {

  private static final int KEPT = 100_000;

  private static TestServer server;
  private static TestPostgres database;

  private static String reading(String params, String sql) {
    return "/* ---\naccess: public\nreadOnly: true\nparams: " + params + "\n--- */\n" + sql;
  }

  @BeforeAll
  static void start() {
    database = TestPostgres.with("CREATE TABLE t (n int)");
    server =
        TestServer.with(database)
            .bufferedBody(KEPT)
            .pool(2)
            .callTimeout(Duration.ofSeconds(20))
            .logic(
                "s/rows.sql",
                reading(
                    "{many: {type: int}, width: {type: int, default: 10}}",
                    "SELECT g AS n, repeat('é', :width) AS x FROM generate_series(1, :many) g"))
            .logic(
                "s/wide.sql",
                reading(
                    "{}",
                    "SELECT repeat('x', CASE WHEN g % 300 = 0 THEN 1000000 ELSE 1 END) AS x"
                        + " FROM generate_series(1, 3000) g"))
            .logic(
                "s/breaks.sql",
                reading(
                    "{at: {type: int}}",
                    "SELECT 1 / (g - :at) AS x FROM generate_series(1, 100000) g"))
            .logic(
                "s/two.sql", reading("{}", "SELECT 1; SELECT g FROM generate_series(1, 50000) g"))
            .logic(
                "s/invoked.js",
                "/* ---\naccess: public\n--- */\nexport default (p, c) =>"
                    + " c.invoke('s/rows', {many: 50000})")
            .sql("s/not-read-only", "{}", "SELECT g FROM generate_series(1, 50000) g")
            .sql("s/sleep", "{}", "SELECT pg_sleep(30), 'asleep'")
            .js(
                "s/sleep-in-js",
                "export default (p, c) => c.db.queryDefault('SELECT pg_sleep(31)')")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Response rows(int many, int width) {
    return server.call("s/rows", "{\"many\": %d, \"width\": %d}".formatted(many, width));
  }

  @Test
  void a_read_that_is_too_large_for_the_memory_comes_in_parts_and_whole() {
    for (int i = 0; i < 3; i++) {
      Response response = rows(60_000, 30);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(response.header("Content-Type")).isEqualTo("application/json");
      JsonNode rows = response.json();
      assertThat(rows).hasSize(60_000);
      assertThat(rows.at("/59999").toString())
          .isEqualTo("{\"n\":60000,\"x\":\"" + "é".repeat(30) + "\"}");
    }
  }

  @Test
  void what_fits_into_memory_comes_as_a_whole_before_and_after() {
    for (int i = 0; i < 40; i++) {
      Response response = rows(i, 1);
      assertThat(response.header("Content-Length")).isNotEmpty();
      assertThat(response.json()).hasSize(i);
      if (i == 10) {
        assertThat(rows(20_000, 1).json()).hasSize(20_000);
      }
    }
  }

  @Test
  void rows_of_very_different_sizes_pass() {
    assertThat(server.call("s/wide", "{}").json()).hasSize(3000);
  }

  @Test
  void an_error_before_the_first_byte_has_a_status() {
    assertThat(server.call("s/breaks", "{\"at\": 1}").status()).isEqualTo(400);
  }

  @Test
  void an_error_after_the_first_byte_ends_the_connection_and_never_the_json() {
    // As a whole, as long as nothing was too large for that; by a cursor from then on.
    assertThat(server.call("s/breaks", "{\"at\": 90000}").status()).isEqualTo(400);
    assertThat(server.call("s/breaks", "{\"at\": 200000}").json()).hasSize(100_000);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> server.call("s/breaks", "{\"at\": 90000}"))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThat(rows(3, 1).json()).hasSize(3); // the connections to the database are all right
  }

  @Test
  void what_is_not_one_read_only_statement_asked_for_from_outside_is_never_streamed() {
    for (String path : new String[] {"s/not-read-only", "s/two", "s/invoked"}) {
      Response refused = server.call(path, "{}");
      assertThat(refused.status()).as(path).isEqualTo(500);
      assertThat(refused.code()).isEqualTo("RESULT_TOO_LARGE");
    }
  }

  private static Socket asking(String path, String params) throws IOException {
    var client = new Socket();
    client.setReceiveBufferSize(8 * 1024);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.plane().port()));
    byte[] body = "{\"path\": \"%s\", \"params\": %s}".formatted(path, params).getBytes(UTF_8);
    client
        .getOutputStream()
        .write(
            "POST /call HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
                .formatted(body.length)
                .getBytes(US_ASCII));
    client.getOutputStream().write(body);
    return client;
  }

  private static int sessions(String condition) {
    return Integer.parseInt(
        database.value(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND "
                + condition));
  }

  @Test
  void a_slow_client_has_the_database_wait_and_not_the_memory_fill() throws Exception {
    try (Socket slow = asking("s/rows", "{\"many\": 1000000, \"width\": 1}")) {
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      await()
          .during(Duration.ofMillis(300))
          .atMost(Duration.ofSeconds(10))
          .until(() -> sessions("state = 'idle in transaction'") == 1);
      String rest = new String(slow.getInputStream().readAllBytes(), UTF_8);
      assertThat(rest).contains("{\"n\":1000000,\"x\":\"é\"}]").endsWith("\r\n0\r\n\r\n");
    }
  }

  @Test
  void a_client_that_leaves_in_the_middle_frees_its_connection() throws Exception {
    try (Socket slow = asking("s/rows", "{\"many\": 1000000, \"width\": 1}")) {
      assertThat(slow.getInputStream().read()).isEqualTo('H');
    }
    await().until(() -> sessions("state <> 'idle'") == 0);
    assertThat(rows(3, 1).json()).hasSize(3);
  }

  @Test
  void a_client_that_leaves_has_its_statement_cancelled() throws Exception {
    for (String path : new String[] {"s/sleep", "s/sleep-in-js"}) {
      try (Socket impatient = asking(path, "{}")) {
        await().until(() -> sessions("state = 'active' AND query LIKE '%pg_sleep%'") == 1);
        assertThat(impatient.isClosed()).isFalse();
      }
      await()
          .atMost(Duration.ofSeconds(2))
          .until(() -> sessions("state = 'active' AND query LIKE '%pg_sleep%'") == 0);
    }
  }
}
