package dev.santokit.server.crud;

import static dev.santokit.server.crud.Shop.ADMINS_TOKEN;
import static dev.santokit.server.crud.Shop.ALICE;
import static dev.santokit.server.crud.Shop.ALICES_TOKEN;
import static dev.santokit.server.crud.Shop.BOB;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that clients change and remove. */
class UpdateDeleteTest {

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

  private static String update(@Nullable String token, String table, String params) {
    return Shop.seen(server.call("crud/main/" + table + "/update", params, token));
  }

  private static String delete(@Nullable String token, String table, String params) {
    return Shop.seen(server.call("crud/main/" + table + "/delete", params, token));
  }

  private static String titles() {
    return database.value("SELECT string_agg(title, ',' ORDER BY id) FROM posts");
  }

  @Test
  void owners_change_their_rows_and_no_others() {
    assertThat(
            update(ALICES_TOKEN, "posts", "{\"where\": {\"id\": 1}, \"data\": {\"title\": \"x\"}}"))
        .isEqualTo(
            "200 [{\"id\":1,\"author_id\":\"alice\",\"title\":\"x\",\"slug\":\"p-1\","
                + "\"draft\":\"draft-1\",\"status\":\"new\",\"tags\":[\"a\",\"b\"],"
                + "\"meta\":{\"k\": 1},\"rank\":1,\"s_margin\":10,\"_views\":0,"
                + "\"updated_at\":\"now\"}]");
    assertThat(
            update(ALICES_TOKEN, "posts", "{\"where\": {\"id\": 2}, \"data\": {\"title\": \"x\"}}"))
        .isEqualTo("200 []");
    assertThat(update(ALICES_TOKEN, "posts", "{\"all\": true, \"data\": {\"title\": \"y\"}}"))
        .startsWith("200 [{\"id\":1,")
        .doesNotContain("\"id\":2");
    assertThat(titles()).isEqualTo("y,two");
  }

  @Test
  void owners_remove_their_rows_and_no_others() {
    database.execute("TRUNCATE comments");
    assertThat(delete(ALICES_TOKEN, "posts", "{\"where\": {\"id\": 2}}")).isEqualTo("200 []");
    assertThat(delete(ALICES_TOKEN, "posts", "{\"all\": true}"))
        .startsWith("200 [{\"id\":1,\"author_id\":\"alice\",");
    assertThat(titles()).isEqualTo("two");
  }

  @Test
  void a_role_that_lifts_the_rule_reaches_all_rows_and_sees_of_each_what_it_may() {
    assertThat(
            update(
                EDITORS_TOKEN,
                "posts",
                "{\"where\": {\"id\": [1, 2]}, \"data\": {\"title\": \"x\"}}"))
        .startsWith("200 [{\"id\":1,")
        .contains("{\"id\":2,")
        .doesNotContain("draft", "s_margin");
    assertThat(delete(EDITORS_TOKEN, "posts", "{\"where\": {\"id\": 1}}")).isEqualTo("200 []");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\": {\"title\": \"x\"}}",
        "{\"data\": {\"title\": \"x\"}, \"where\": {}}",
        "{\"data\": {\"title\": \"x\"}, \"where\": {\"and\": []}}",
        "{\"data\": {\"title\": \"x\"}, \"where\": {}, \"all\": false}",
      })
  void without_a_condition_nothing_happens_unless_all_is_asked_for(String params) {
    assertThat(update(ALICES_TOKEN, "posts", params)).startsWith("400 VALIDATION_ERROR ");
    String where = params.replace("\"data\": {\"title\": \"x\"}, ", "");
    where = where.contains("data") ? "{}" : where;
    assertThat(delete(ALICES_TOKEN, "posts", where)).startsWith("400 VALIDATION_ERROR ");
    assertThat(titles()).isEqualTo("one,two");
  }

  @Test
  void a_row_is_not_given_away() {
    assertThat(
            update(
                ALICES_TOKEN,
                "posts",
                "{\"where\": {\"id\": 1}, \"data\": {\"author_id\": \"%s\"}}".formatted(BOB)))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: author_id");
    assertThat(
            update(
                ALICES_TOKEN, "posts", "{\"where\": {\"id\": 1}, \"data\": {\"author_id\": null}}"))
        .startsWith("403 ");
    assertThat(
            update(
                ALICES_TOKEN,
                "posts",
                "{\"where\": {\"id\": 1}, \"data\": {\"author_id\": \"%s\"}}".formatted(ALICE)))
        .startsWith("200 [{\"id\":1,\"author_id\":\"alice\"");
    assertThat(
            update(
                ALICES_TOKEN,
                "posts",
                "{\"where\": {\"id\": 2}, \"data\": {\"author_id\": \"%s\"}}".formatted(ALICE)))
        .isEqualTo("200 []");
    assertThat(
            update(
                EDITORS_TOKEN,
                "posts",
                "{\"where\": {\"id\": 1}, \"data\": {\"author_id\": \"%s\"}}".formatted(BOB)))
        .startsWith("200 [{\"id\":1,\"author_id\":\"bob\"");
  }

  @Test
  void what_nobody_may_write_tells_when_the_row_was_changed() {
    update(ALICES_TOKEN, "posts", "{\"where\": {\"id\": 1}, \"data\": {\"title\": \"x\"}}");
    assertThat(database.value("SELECT count(updated_at) FROM posts")).isEqualTo("1");
    assertThat(
            update(
                ALICES_TOKEN,
                "users",
                "{\"where\": {\"email\": \"alice@x.test\"}, \"data\": {\"name\": \"x\"}}"))
        .startsWith("200 ");
    assertThat(
            database.value(
                "SELECT now() - _updated_at < interval '1 minute' FROM users WHERE name = 'x'"))
        .isEqualTo("t");
    assertThat(
            update(
                ADMINS_TOKEN,
                "posts",
                "{\"where\": {\"id\": 1}, \"data\": {\"updated_at\": \"2020-01-01\"}}"))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: updated_at");
  }

  @Test
  void a_column_that_only_owners_change_changes_in_their_rows_alone() {
    assertThat(
            update(EDITORS_TOKEN, "posts", "{\"where\": {\"id\": 1}, \"data\": {\"s_margin\": 5}}"))
        .isEqualTo("200 []");
    assertThat(update(ALICES_TOKEN, "posts", "{\"all\": true, \"data\": {\"s_margin\": 5}}"))
        .startsWith("200 [{\"id\":1,")
        .doesNotContain("\"id\":2");
    assertThat(update(ADMINS_TOKEN, "posts", "{\"all\": true, \"data\": {\"s_margin\": 6}}"))
        .contains("{\"id\":1,", "{\"id\":2,");
    assertThat(database.value("SELECT string_agg(s_margin::text, ',') FROM posts"))
        .isEqualTo("6,6");
  }

  @Test
  void a_column_of_another_role_is_403() {
    assertThat(update(ALICES_TOKEN, "posts", "{\"where\": {\"id\": 1}, \"data\": {\"rank\": 9}}"))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: rank");
    assertThat(update(EDITORS_TOKEN, "posts", "{\"where\": {\"id\": 1}, \"data\": {\"rank\": 9}}"))
        .contains("\"rank\":9");
    assertThat(
            update(
                ALICES_TOKEN,
                "posts",
                "{\"where\": {\"id\": 1}, \"data\": {\"rank\": 9, \"_views\": 1, \"title\": \"x\"}}"))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: _views, rank");
  }

  @Test
  void the_condition_may_name_only_what_the_caller_can_see() {
    assertThat(
            update(
                ALICES_TOKEN,
                "posts",
                "{\"where\": {\"c_secret\": \"secret-1\"}, \"data\": {\"title\": \"x\"}}"))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: c_secret");
    assertThat(delete(ALICES_TOKEN, "posts", "{\"where\": {\"c_secret\": \"secret-1\"}}"))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: c_secret");
    assertThat(
            update(
                EDITORS_TOKEN,
                "posts",
                "{\"where\": {\"draft\": \"draft-1\"}, \"data\": {\"title\": \"x\"}}"))
        .isEqualTo("200 []");
    assertThat(titles()).isEqualTo("one,two");
  }

  @Test
  void rows_that_the_caller_cannot_see_are_found_by_none_of_their_values() {
    assertThat(update(ALICES_TOKEN, "settings", "{\"all\": true, \"data\": {\"volume\": 4}}"))
        .isEqualTo("200 [{\"user_id\":\"alice\",\"theme\":\"dark\",\"volume\":4}]");
    assertThat(update(BOBS_TOKEN, "settings", "{\"all\": true, \"data\": {\"volume\": 5}}"))
        .isEqualTo("200 []");
    assertThat(update(ADMINS_TOKEN, "settings", "{\"all\": true, \"data\": {\"volume\": 6}}"))
        .isEqualTo("200 [{\"user_id\":\"alice\",\"theme\":\"dark\",\"volume\":6}]");
  }

  @Test
  void a_change_without_columns_is_400() {
    assertThat(update(ALICES_TOKEN, "posts", "{\"where\": {\"id\": 1}, \"data\": {}}"))
        .isEqualTo("400 VALIDATION_ERROR data must name a column");
    assertThat(update(ALICES_TOKEN, "posts", "{\"where\": {\"id\": 1}}"))
        .isEqualTo("400 VALIDATION_ERROR data is required");
    assertThat(
            update(
                ALICES_TOKEN, "posts", "{\"where\": {\"id\": 1}, \"data\": [{\"title\": \"x\"}]}"))
        .startsWith("400 ");
  }

  @Test
  void a_table_of_the_same_name_in_another_schema_is_another_table() {
    assertThat(
            update(
                EDITORS_TOKEN,
                "posts",
                "{\"where\": {\"id\": 1}, \"data\": {\"elsewhere\": \"x\"}}"))
        .startsWith("400 VALIDATION_ERROR Unknown column: elsewhere");
  }
}
