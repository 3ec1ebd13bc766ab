package dev.santokit.server.crud;

import static dev.santokit.server.crud.Shop.ADMINS_TOKEN;
import static dev.santokit.server.crud.Shop.ALICES_TOKEN;
import static dev.santokit.server.crud.Shop.BOBS_TOKEN;
import static dev.santokit.server.crud.Shop.EDITORS_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that clients add, or change when they are there. */
class OnConflictTest {

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
  }

  private static String insert(@Nullable String token, String table, String params) {
    return Shop.seen(server.call("crud/main/" + table + "/insert", params, token));
  }

  @Test
  void a_row_that_is_there_is_changed() {
    assertThat(
            insert(
                BOBS_TOKEN,
                "likes",
                """
                {"data": [{"post_id": 1, "weight": 5}, {"post_id": 2, "weight": 6}],
                 "onConflict": {"columns": ["post_id", "user_id"], "action": "update"}}\
                """))
        .isEqualTo(
            "200 [{\"post_id\":1,\"user_id\":\"bob\",\"weight\":5},"
                + "{\"post_id\":2,\"user_id\":\"bob\",\"weight\":6}]");
  }

  @Test
  void or_left_alone() {
    assertThat(
            insert(
                BOBS_TOKEN,
                "likes",
                """
                {"data": [{"post_id": 1, "weight": 5}, {"post_id": 2, "weight": 6}],
                 "onConflict": {"columns": ["user_id", "post_id"], "action": "nothing"}}\
                """))
        .isEqualTo("200 [{\"post_id\":2,\"user_id\":\"bob\",\"weight\":6}]");
    assertThat(database.value("SELECT weight FROM likes WHERE post_id = 1")).isEqualTo("1");
  }

  @Test
  void a_row_of_someone_else_is_not_changed() {
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                """
                {"data": {"slug": "p-2", "title": "stolen"},
                 "onConflict": {"columns": ["slug"], "action": "update"}}\
                """))
        .isEqualTo("200 []");
    assertThat(database.value("SELECT title FROM posts WHERE slug = 'p-2'")).isEqualTo("two");
    assertThat(
            insert(
                EDITORS_TOKEN,
                "posts",
                """
                {"data": {"slug": "p-2", "title": "edited"},
                 "onConflict": {"columns": ["slug"], "action": "update"}}\
                """))
        .startsWith("200 [{\"id\":2,\"author_id\":\"bob\",\"title\":\"edited\"");
  }

  @Test
  void the_server_says_when_a_row_that_was_there_changed() {
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                """
                {"data": {"slug": "p-1", "title": "mine"},
                 "onConflict": {"columns": ["slug"], "action": "update"}}\
                """))
        .startsWith("200 [{\"id\":1,\"author_id\":\"alice\",\"title\":\"mine\"")
        .contains("\"updated_at\":\"now\"");
  }

  @Test
  void settings_of_ones_own_are_put_in_one_call() {
    String put =
        """
        {"data": {"theme": "light"}, "onConflict": {"columns": ["user_id"], "action": "update"}}\
        """;
    assertThat(insert(ALICES_TOKEN, "settings", put))
        .isEqualTo("200 [{\"user_id\":\"alice\",\"theme\":\"light\",\"volume\":3}]");
    assertThat(insert(BOBS_TOKEN, "settings", put))
        .isEqualTo("200 [{\"user_id\":\"bob\",\"theme\":\"light\",\"volume\":null}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"slug\"]      | erase   | 400 VALIDATION_ERROR onConflict.action must be \"nothing\" or \"update\"",
        "[\"title\"]     | update  | 400 VALIDATION_ERROR onConflict.columns are no unique key of posts: title",
        "[\"id\",\"slug\"] | update  | 400 VALIDATION_ERROR onConflict.columns are no unique key of posts: id, slug",
        "[]              | nothing | 400 VALIDATION_ERROR onConflict.columns must name columns",
        "[\"nope\"]      | nothing | 400 VALIDATION_ERROR Unknown column: nope",
        "[\"c_secret\"]  | nothing | 403 AUTHORIZATION_ERROR Permission denied for columns: c_secret",
        "[\"c_secret\"]  | update  | 403 AUTHORIZATION_ERROR Permission denied for columns: c_secret",
      })
  void what_cannot_be_in_conflict_is_refused(String columns, String action, String answer) {
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                "{\"data\": {\"title\": \"t\"}, \"onConflict\": {\"columns\": %s, \"action\": \"%s\"}}"
                    .formatted(columns, action)))
        .startsWith(answer);
    assertThat(database.value("SELECT count(*) FROM posts")).isEqualTo("2");
  }

  @Test
  void a_column_that_owners_alone_see_is_no_key_for_others() {
    assertThat(
            insert(
                BOBS_TOKEN,
                "users",
                """
                {"data": {"email": "b@x.test", "s_phone": "+41790000001"},
                 "onConflict": {"columns": ["s_phone"], "action": "nothing"}}\
                """))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: s_phone");
  }

  @Test
  void it_changes_only_columns_that_may_be_changed() {
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                """
                {"data": {"slug": "p-1", "title": "mine", "rank": 3},
                 "onConflict": {"columns": ["slug"], "action": "update"}}\
                """))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: rank");
    assertThat(
            insert(
                ADMINS_TOKEN,
                "contacts",
                """
                {"data": {"message": "x"},
                 "onConflict": {"columns": ["message"], "action": "update"}}\
                """))
        .startsWith("403 ");
  }

  @Test
  void two_rows_of_one_key_are_400() {
    assertThat(
            insert(
                BOBS_TOKEN,
                "likes",
                """
                {"data": [{"post_id": 2, "weight": 5}, {"post_id": 2, "weight": 6}],
                 "onConflict": {"columns": ["post_id", "user_id"], "action": "update"}}\
                """))
        .isEqualTo("400 VALIDATION_ERROR Two rows of data have the same onConflict.columns");
    assertThat(
            insert(
                BOBS_TOKEN,
                "likes",
                """
                {"data": [{"post_id": 2, "weight": 5}, {"post_id": 1}],
                 "onConflict": {"columns": ["post_id", "user_id"], "action": "update"}}\
                """))
        .isEqualTo("400 VALIDATION_ERROR With onConflict each row of data names the same columns");
  }
}
