package dev.santokit.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the server knows of tables, seen through calls on them. */
class CatalogueTest {

  private static final String ALL = "tables: {_default: {select: [public]}}";

  private static Response select(TestServer server, String table) {
    return server.call("crud/main/" + table + "/select", "{}");
  }

  @Test
  void a_table_that_comes_later_is_known_with_the_next_release() {
    var database = TestPostgres.with("CREATE TABLE a (id int)");
    try (TestServer server = TestServer.with(database).permissions(ALL).start()) {
      assertThat(select(server, "b").status()).isEqualTo(404);
      database.execute("CREATE TABLE b (id int)", "INSERT INTO b VALUES (1)");
      server.release(2);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(select(server, "b").body()).isEqualTo("[{\"id\":1}]"));
    }
  }

  @Test
  void a_column_that_is_gone_costs_one_call_and_no_more() {
    var database =
        TestPostgres.with("CREATE TABLE a (id int, gone int)", "INSERT INTO a VALUES (1, 2)");
    try (TestServer server = TestServer.with(database).permissions(ALL).start()) {
      assertThat(select(server, "a").body()).isEqualTo("[{\"id\":1,\"gone\":2}]");
      database.execute("ALTER TABLE a DROP COLUMN gone", "ALTER TABLE a ADD COLUMN s_new int");
      assertThat(select(server, "a").status()).isEqualTo(503);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(select(server, "a").body()).isEqualTo("[{\"id\":1}]"));
    }
  }

  @Test
  void views_by_default_partitions_and_tables_of_extensions_are_not_there() {
    var database =
        TestPostgres.with(
            "CREATE TABLE whole (id int) PARTITION BY RANGE (id)",
            "CREATE TABLE part PARTITION OF whole FOR VALUES FROM (0) TO (10)",
            "INSERT INTO whole VALUES (1)",
            "CREATE TABLE member (id int)",
            "CREATE VIEW every AS SELECT id FROM whole",
            "CREATE VIEW named AS SELECT id FROM whole",
            """
            INSERT INTO pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
            SELECT 'pg_class'::regclass, 'member'::regclass, 0, 'pg_extension'::regclass, oid, 0, 'e'
            FROM pg_extension WHERE extname = 'plpgsql'
            """);
    String permissions = "tables: {_default: {select: [public]}, named: {select: [public]}}";
    try (TestServer server = TestServer.with(database).permissions(permissions).start()) {
      assertThat(select(server, "whole").body()).isEqualTo("[{\"id\":1}]");
      assertThat(select(server, "named").body()).isEqualTo("[{\"id\":1}]");
      for (String table : new String[] {"part", "every", "member"}) {
        assertThat(select(server, table).status()).as(table).isEqualTo(404);
      }
    }
  }

  @Test
  void a_column_of_another_type_is_written_like_one() {
    var database = TestPostgres.with("CREATE TABLE a (id int)", "INSERT INTO a VALUES (1)");
    try (TestServer server = TestServer.with(database).permissions(ALL).start()) {
      assertThat(select(server, "a").body()).isEqualTo("[{\"id\":1}]");
      database.execute("ALTER TABLE a ALTER COLUMN id TYPE text");
      assertThat(select(server, "a").body()).isEqualTo("[{\"id\":\"1\"}]");
    }
  }

  @Test
  void a_database_that_is_away_is_503_and_read_when_it_comes() {
    String url = TestPostgres.with().url() + "_later";
    try (TestServer server = TestServer.withDatabaseAt(url).permissions(ALL).start()) {
      assertThat(select(server, "a").status()).isEqualTo(503);
      String name = url.substring(url.lastIndexOf('/') + 1);
      TestPostgres.with().execute("CREATE DATABASE " + name);
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(select(server, "a").status()).isEqualTo(404));
    }
  }
}
