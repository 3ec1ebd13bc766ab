package dev.santokit.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls that may only read run where {@code readUrl} points. */
class ReadUrlTest {

  private static final String TABLE = "CREATE TABLE t (place text)";
  private static final String READ_ONLY = "/* ---\naccess: public\nreadOnly: true\n--- */\n";

  private static TestPostgres primary;
  private static TestServer server;

  @BeforeAll
  static void start() {
    primary = TestPostgres.with(TABLE, "INSERT INTO t VALUES ('primary')");
    server = server(TestPostgres.with(TABLE, "INSERT INTO t VALUES ('replica')").url());
  }

  private static TestServer server(String readUrl) {
    return TestServer.with(primary)
        .readUrl(readUrl)
        .logic("r/read.sql", READ_ONLY + "SELECT place FROM t")
        .logic(
            "r/read-js.js",
            READ_ONLY + "export default (p, c) => c.db.queryDefault('SELECT place FROM t')")
        .sql("r/any", "{}", "SELECT place FROM t")
        .js("r/outer", "export default (p, c) => c.invoke('r/read', {})")
        .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String place(TestServer server, String path) {
    return server.call(path, "{}").json().at("/0/place").asText();
  }

  @Test
  void what_only_reads_runs_on_the_replica_and_all_else_on_the_primary() {
    assertThat(place(server, "r/read")).isEqualTo("replica");
    assertThat(place(server, "r/read-js")).isEqualTo("replica");
    assertThat(place(server, "r/any")).isEqualTo("primary");
    assertThat(place(server, "r/outer")).isEqualTo("primary"); // one call sees one database
  }

  @Test
  void a_replica_that_is_away_is_503_for_what_runs_there_alone() {
    try (var lonely = server("postgres://postgres:postgres@127.0.0.1:1/gone")) {
      Response refused = lonely.call("r/read", "{}");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(place(lonely, "r/any")).isEqualTo("primary");
      assertThat(lonely.plane().status().at("/databases/main:read/reachable").asBoolean(true))
          .isFalse();
      assertThat(lonely.plane().status().at("/databases/main/reachable").asBoolean()).isTrue();
    }
  }
}
