package dev.santokit.server.crud;

import static dev.santokit.server.crud.Shop.ADMINS_TOKEN;
import static dev.santokit.server.crud.Shop.ALICE;
import static dev.santokit.server.crud.Shop.ALICES_TOKEN;
import static dev.santokit.server.crud.Shop.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.event.ServerEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stays in {@code santokit.audit_log} of a write. */
class AuditTest {

  private static TestPostgres database;
  private static TestServer server;

  @BeforeAll
  static void start() {
    database = Shop.database();
    server = Shop.server(database).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fill() {
    Shop.fill(database);
    database.execute("INSERT INTO users (id, email) VALUES ('%s', 'root@x.test')".formatted(ROOT));
  }

  private static String log() {
    return database.value(
        """
        SELECT coalesce(string_agg(concat_ws(' ', user_id, action, table_name,
          coalesce(column_name, '-'), row_id), E'\\n' ORDER BY id), '') FROM santokit.audit_log
        """);
  }

  private static String write(String operation, String table, String token, String params) {
    return Shop.seen(server.call("crud/main/" + table + "/" + operation, params, token));
  }

  @Test
  void a_write_of_what_is_critical_leaves_a_row_for_each_record() {
    write(
        "insert",
        "posts",
        ADMINS_TOKEN,
        "{\"data\": [{\"title\": \"t\", \"c_secret\": \"x\"}, {\"title\": \"u\", \"p_note\": \"y\"}]}");
    write(
        "update",
        "posts",
        ADMINS_TOKEN,
        "{\"where\": {\"id\": [1, 2]}, \"data\": {\"p_note\": \"n\", \"title\": \"x\"}}");
    assertThat(log())
        .isEqualTo(
            """
            %1$s insert posts c_secret,p_note {"id": 3}
            %1$s insert posts c_secret,p_note {"id": 4}
            %1$s update posts p_note {"id": 1}
            %1$s update posts p_note {"id": 2}\
            """
                .formatted(ROOT));
  }

  @Test
  void a_condition_on_what_is_critical_reads_it() {
    write(
        "update",
        "posts",
        ADMINS_TOKEN,
        "{\"where\": {\"c_secret\": \"secret-1\"}, \"data\": {\"title\": \"x\"}}");
    assertThat(log()).isEqualTo(ROOT + " update posts c_secret {\"id\": 1}");
  }

  @Test
  void each_row_that_is_deleted_leaves_one() {
    write("delete", "likes", Shop.BOBS_TOKEN, "{\"all\": true}");
    write("delete", "users", ALICES_TOKEN, "{\"where\": {\"email\": \"nobody@x.test\"}}");
    assertThat(log())
        .isEqualTo(
            "%s delete likes - {\"post_id\": 1, \"user_id\": \"%s\"}"
                .formatted(Shop.BOB, Shop.BOB));
  }

  @Test
  void nothing_else_leaves_one() {
    write("insert", "posts", ALICES_TOKEN, "{\"data\": {\"title\": \"t\", \"s_margin\": 1}}");
    write("update", "posts", ALICES_TOKEN, "{\"all\": true, \"data\": {\"title\": \"t\"}}");
    assertThat(log()).isEmpty();
  }

  @Test
  void it_says_from_where_the_request_came() {
    server.send(
        server
            .post("{\"path\": \"crud/main/likes/delete\", \"params\": {\"all\": true}}")
            .header("Authorization", "Bearer " + Shop.BOBS_TOKEN)
            .header("User-Agent", "a browser'; --")
            .header("X-Request-ID", "request-7"));
    assertThat(
            database.value(
                "SELECT concat_ws('|', ip_address, user_agent, request_id) FROM santokit.audit_log"))
        .isEqualTo("127.0.0.1|a browser'; --|request-7");
  }

  @Test
  void what_is_undone_leaves_none() {
    assertThat(
            write(
                "insert",
                "posts",
                ADMINS_TOKEN,
                "{\"data\": [{\"title\": \"t\", \"c_secret\": \"x\"}, {\"title\": \"bad\", \"c_secret\": \"y\"}]}"))
        .startsWith("400 ");
    assertThat(write("delete", "posts", ALICES_TOKEN, "{\"all\": true}"))
        .startsWith("409 "); // comments hang on it
    assertThat(log()).isEmpty();
  }

  @Test
  void items_of_a_batch_that_fails_leave_none() {
    String batch =
        """
        {"batch": [
          {"path": "crud/main/likes/delete", "params": {"all": true}},
          {"path": "crud/main/likes/insert", "params": {"data": {"post_id": %d}}}]}\
        """;
    var failed =
        server.send(
            server.post(batch.formatted(99)).header("Authorization", "Bearer " + Shop.BOBS_TOKEN));
    assertThat(Shop.seen(failed)).startsWith("409 ").contains("\"index\":1");
    assertThat(log()).isEmpty();
    assertThat(database.value("SELECT count(*) FROM likes")).isEqualTo("1");

    var done =
        server.send(
            server.post(batch.formatted(2)).header("Authorization", "Bearer " + Shop.BOBS_TOKEN));
    assertThat(Shop.seen(done))
        .isEqualTo(
            "200 [[{\"post_id\":1,\"user_id\":\"bob\",\"weight\":1}],"
                + "[{\"post_id\":2,\"user_id\":\"bob\",\"weight\":null}]]");
    assertThat(log()).contains(" delete likes - ");
  }

  @Test
  void without_the_log_there_is_no_write() {
    var bare = Shop.database();
    bare.execute("DROP TABLE santokit.audit_log");
    try (var unlogged = Shop.server(bare).start()) {
      assertThat(
              Shop.seen(
                  unlogged.call("crud/main/likes/delete", "{\"all\": true}", Shop.BOBS_TOKEN)))
          .isEqualTo("500 INTERNAL_ERROR Internal error");
      assertThat(unlogged.events(ServerEvent.FunctionSays.class))
          .singleElement()
          .satisfies(said -> assertThat(said.text()).contains("santokit.audit_log"));
      assertThat(
              unlogged
                  .call(
                      "crud/main/posts/insert",
                      "{\"data\": {\"title\": \"%s\"}}".formatted(ALICE),
                      ALICES_TOKEN)
                  .status())
          .isEqualTo(200); // nothing of it is logged
    }
    assertThat(bare.value("SELECT count(*) FROM likes")).isEqualTo("1");
  }
}
