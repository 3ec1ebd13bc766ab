package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads of critical and private columns leave a trace, or do not happen: pitfall 65. */
class ReadAuditTest {

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
  void forget() {
    database.execute("TRUNCATE santokit.audit_log RESTART IDENTITY");
  }

  private static Response asAdmin(String table, String params) {
    return server.call(
        "crud/main/" + table + "/select", params.replace('\'', '"'), Shop.ADMINS_TOKEN);
  }

  private static String log() {
    return database.value(
        """
        SELECT coalesce(string_agg(concat_ws(' ', action, table_name, column_name, row_id), '; ' ORDER BY id), '')
        FROM santokit.audit_log
        """);
  }

  @Test
  void pitfall_65_a_read_leaves_a_row_for_each_record() {
    Response response =
        asAdmin(
            "posts",
            "{'select': ['id', 'p_note', 'c_secret'], 'orderBy': {'id': 'asc'}, 'count': true}");
    assertThat(response.body())
        .isEqualTo(
            "[{\"id\":1,\"p_note\":\"note-1\",\"c_secret\":\"secret-1\"},"
                + "{\"id\":2,\"p_note\":\"note-2\",\"c_secret\":\"secret-2\"}]");
    assertThat(response.header("X-Total-Count")).isEqualTo("2");
    assertThat(log())
        .isEqualTo(
            "select posts c_secret,p_note {\"id\": 1}; select posts c_secret,p_note {\"id\": 2}");
    assertThat(
            database.value(
                "SELECT count(*) FROM santokit.audit_log WHERE user_id = '%s' AND request_id = '%s'"
                        .formatted(Shop.ROOT, response.header("X-Request-ID"))
                    + " AND ip_address = '127.0.0.1' AND user_agent LIKE 'Java%'"))
        .isEqualTo("2");
  }

  @Test
  void reads_in_includes_and_conditions_count_too() {
    asAdmin(
        "users",
        "{'select': ['name'], 'where': {'c_password_hash': 'hash-a'},"
            + " 'include': {'posts': {'select': ['id', 'c_secret']}}}");
    assertThat(log())
        .isEqualTo(
            "select users c_password_hash {\"id\": \"%s\"}; select posts c_secret {\"id\": 1}"
                .formatted(Shop.ALICE));
  }

  @Test
  void other_reads_leave_none() {
    assertThat(asAdmin("posts", "{'select': ['id', 's_margin']}").status()).isEqualTo(200);
    assertThat(asAdmin("posts", "{}").status()).isEqualTo(200);
    assertThat(asAdmin("posts", "{'select': ['c_secret'], 'where': {'id': 99}}").body())
        .isEqualTo("[]");
    assertThat(log()).isEmpty();
  }

  @Test
  void what_cannot_be_written_down_is_not_read() {
    database.execute("ALTER TABLE santokit.audit_log RENAME TO elsewhere");
    try {
      Response response = asAdmin("posts", "{'select': ['c_secret']}");
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.body()).doesNotContain("secret-1");
    } finally {
      database.execute("ALTER TABLE santokit.elsewhere RENAME TO audit_log");
    }
  }

  @Test
  void in_a_batch_the_trace_is_part_of_its_transaction() {
    String read =
        "{'path': 'crud/main/posts/select', 'params': {'select': ['c_secret'], 'where': {'id': 1}}}";
    String bad = "{'path': 'crud/main/posts/select', 'params': {'where': {'id': 'x'}}}";
    assertThat(batch(read + "," + bad).status()).isEqualTo(400);
    assertThat(log()).isEmpty();
    assertThat(batch(read + "," + read).body())
        .isEqualTo("[[{\"c_secret\":\"secret-1\"}],[{\"c_secret\":\"secret-1\"}]]");
    assertThat(log())
        .isEqualTo("select posts c_secret {\"id\": 1}; select posts c_secret {\"id\": 1}");
  }

  private static Response batch(String items) {
    return server.send(
        server
            .post(("{'batch': [" + items + "]}").replace('\'', '"'))
            .header("Authorization", "Bearer " + Shop.ADMINS_TOKEN));
  }
}
