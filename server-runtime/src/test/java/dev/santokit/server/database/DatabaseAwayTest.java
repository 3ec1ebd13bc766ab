package dev.santokit.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.event.ServerEvent;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases go and come back; servers stay. */
class DatabaseAwayTest {

  private static EmbeddedPostgres postgres(int port, Path data) throws IOException {
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "off")
        .start();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static TestServer.Builder serverAt(int port) {
    return TestServer.withDatabaseAt("postgres://postgres@127.0.0.1:" + port + "/postgres")
        .sql("a/sql", "{n: {type: int}}", "SELECT :n + 1 AS n")
        .js("a/js", "export default () => 'no database'");
  }

  private static void assertAway(TestServer server) {
    long began = System.nanoTime();
    Response response = server.call("a/sql", "{\"n\": 1}");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    assertThat(response.status()).as(response.toString()).isEqualTo(503);
    assertThat(response.code()).isEqualTo("UNAVAILABLE");
    assertThat(response.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void a_database_that_stops_and_starts_again_is_noticed_without_help() throws IOException {
    int port = freePort();
    Path data = Files.createTempDirectory("santokit-pg");
    var postgres = postgres(port, data);
    try (var server = serverAt(port).start()) {
      assertThat(server.call("a/sql", "{\"n\": 1}").body()).isEqualTo("[{\"n\":2}]");

      postgres.close();
      assertAway(server);
      await().until(() -> !server.plane().status().at("/databases/main/reachable").asBoolean());
      long began = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        assertAway(server);
      }
      // All of them together within the time of one call: none waits for a connection.
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      assertThat(server.call("a/js", "{}").body()).isEqualTo("\"no database\"");
      assertThat(server.plane().isReady()).isTrue();
      assertThat(server.plane().status().at("/databases/main/error").asText()).contains("refused");
      assertThat(server.plane().status().at("/databases/main/reason").asText())
          .isEqualTo("Unreachable");

      postgres = postgres(port, data);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.call("a/sql", "{\"n\": 1}").status() == 200);
      for (int i = 0; i < 20; i++) {
        assertThat(server.call("a/sql", "{\"n\": 1}").body()).isEqualTo("[{\"n\":2}]");
      }
      assertThat(server.plane().status().at("/databases/main").toString())
          .isEqualTo("{\"reachable\":true,\"error\":null,\"excess\":[\"is a superuser\"]}");
      assertThat(server.events(ServerEvent.DatabaseAway.class)).hasSize(1);
      assertThat(server.events(ServerEvent.DatabaseBack.class)).hasSize(1);
    } finally {
      postgres.close();
    }
  }

  @Test
  void a_database_that_is_away_at_the_start_keeps_no_server_from_starting() throws IOException {
    int port = freePort();
    long began = System.nanoTime();
    try (var server = serverAt(port).start()) {
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      assertThat(server.plane().isReady()).isTrue();
      assertAway(server);

      try (var postgres = postgres(port, Files.createTempDirectory("santokit-pg"))) {
        await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> server.call("a/sql", "{\"n\": 1}").status() == 200);
        assertThat(postgres.getPort()).isEqualTo(port);
      }
    }
  }

  @Test
  void connections_that_the_database_ends_are_replaced() throws InterruptedException {
    var database = TestPostgres.with();
    try (var server =
        TestServer.with(database).sql("a/sql", "{n: {type: int}}", "SELECT :n + 1 AS n").start()) {
      assertThat(server.call("a/sql", "{\"n\": 1}").status()).isEqualTo(200);
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      Thread.sleep(600); // from then on the pool looks before it hands out
      for (int i = 0; i < 10; i++) {
        assertThat(server.call("a/sql", "{\"n\": 1}").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_database_on_this_machine_is_refused_unless_it_is_allowed() {
    var database = TestPostgres.with();
    try (var server =
        TestServer.with(database).refusingLoopback().sql("a/sql", "{}", "SELECT 1").start()) {
      assertThat(server.call("a/sql", "{}").status()).isEqualTo(503);
      await()
          .until(() ->
              server
                  .plane()
                  .status()
                  .at("/databases/main/error")
                  .asText()
                  .contains("leads to this machine"));
    }
  }

  @Test
  void a_database_whose_password_is_wrong_counts_as_away() {
    String url = TestPostgres.with().url().replace("/test_", "/nope_");
    try (var server = TestServer.withDatabaseAt(url).sql("a/sql", "{}", "SELECT 1").start()) {
      assertThat(server.call("a/sql", "{}").status()).isEqualTo(503);
      await()
          .until(() ->
              server
                  .plane()
                  .status()
                  .at("/databases/main/error")
                  .asText()
                  .contains("does not exist"));
    }
  }

  /** A driver that fails in a way that drivers should not. */
  @Test
  void a_defect_while_looking_for_a_database_does_not_end_the_looking() {
    var database = TestPostgres.with();
    var looks = new AtomicInteger();
    var said = new CopyOnWriteArrayList<String>();
    var source =
        new PGSimpleDataSource() {
          @Override
          public Connection getConnection() throws SQLException {
            return switch (looks.incrementAndGet()) {
              case 1 -> throw new SQLException("away", "08001");
              case 2 -> throw new IllegalStateException("a defect");
              default -> database.source().getConnection();
            };
          }
        };
    try (var availability =
        new Availability(
            "main",
            source,
            new Availability.Listener() {
              @Override
              public void away(String error) {
                said.add(error);
              }

              @Override
              public void back() {
                said.add("back");
              }

              @Override
              public void failed(RuntimeException defect) {
                said.add(String.valueOf(defect.getMessage()));
              }
            })) {
      availability.start();
      await().until(() -> said.contains("back"));
    }
    assertThat(said).containsExactly("away", "a defect", "back");
  }
}
