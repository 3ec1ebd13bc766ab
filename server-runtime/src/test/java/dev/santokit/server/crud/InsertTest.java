package dev.santokit.server.crud;

import static dev.santokit.server.crud.Shop.ADMINS_TOKEN;
import static dev.santokit.server.crud.Shop.ALICE;
import static dev.santokit.server.crud.Shop.ALICES_TOKEN;
import static dev.santokit.server.crud.Shop.BOB;
import static dev.santokit.server.crud.Shop.EDITORS_TOKEN;
import static dev.santokit.server.crud.Shop.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestTokens;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that clients add. */
class InsertTest {

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
  void a_row_is_its_callers_and_comes_back_as_a_select_would_show_it() {
    assertThat(insert(ALICES_TOKEN, "posts", "{\"data\": {\"title\": \"t\", \"s_margin\": 4}}"))
        .isEqualTo(
            "200 [{\"id\":3,\"author_id\":\"alice\",\"title\":\"t\",\"slug\":null,\"draft\":null,"
                + "\"status\":\"new\",\"tags\":null,\"meta\":null,\"rank\":null,\"s_margin\":4,"
                + "\"_views\":0,\"updated_at\":null}]");
  }

  @Test
  void an_owner_that_is_named_must_be_the_caller() {
    String upper = ALICE.toUpperCase(java.util.Locale.ROOT);
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                "{\"data\": {\"title\": \"t\", \"author_id\": \"%s\"}}".formatted(upper)))
        .startsWith("200 ");
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                "{\"data\": {\"title\": \"t\", \"author_id\": \"%s\"}}".formatted(BOB)))
        .isEqualTo("403 AUTHORIZATION_ERROR Permission denied for columns: author_id");
    assertThat(insert(ALICES_TOKEN, "posts", "{\"data\": {\"title\": \"t\", \"author_id\": null}}"))
        .startsWith("403 ");
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                "{\"data\": [{\"title\": \"t\"}, {\"title\": \"u\", \"author_id\": \"%s\"}]}"
                    .formatted(BOB)))
        .startsWith("403 ");
    assertThat(database.value("SELECT count(*) FROM posts")).isEqualTo("3");
  }

  @Test
  void a_role_that_lifts_the_rule_of_owners_names_anybody() {
    assertThat(
            insert(
                EDITORS_TOKEN,
                "posts",
                "{\"data\": {\"title\": \"t\", \"author_id\": \"%s\"}}".formatted(BOB)))
        .startsWith("200 [{\"id\":3,\"author_id\":\"bob\",");
  }

  @Test
  void admin_is_a_grant_of_insert_only_where_owner_or_admin_is_listed() {
    assertThat(
            insert(
                ADMINS_TOKEN,
                "posts",
                "{\"data\": {\"title\": \"t\", \"author_id\": \"%s\"}}".formatted(BOB)))
        .startsWith("403 ");
    assertThat(
            insert(
                ADMINS_TOKEN,
                "likes",
                "{\"data\": {\"post_id\": 2, \"user_id\": \"%s\"}}".formatted(ALICE)))
        .isEqualTo("200 [{\"post_id\":2,\"user_id\":\"alice\",\"weight\":null}]");
  }

  @Test
  void many_rows_are_one_statement_and_all_or_nothing() {
    String thousand =
        IntStream.range(0, 1000)
            .mapToObj(i -> "{\"title\": \"t" + i + "\"" + (i % 2 == 0 ? ", \"rank\": 7}" : "}"))
            .collect(Collectors.joining(",", "[", "]"));
    var all = server.call("crud/main/posts/insert", "{\"data\": " + thousand + "}", ALICES_TOKEN);
    assertThat(all.json()).hasSize(1000);
    assertThat(all.json().get(1).get("title").asText()).isEqualTo("t1");
    assertThat(database.value("SELECT count(*) || ' ' || count(rank) FROM posts"))
        .isEqualTo("1002 502");

    assertThat(
            insert(
                ALICES_TOKEN, "posts", "{\"data\": [{\"title\": \"good\"}, {\"title\": \"bad\"}]}"))
        .startsWith("400 VALIDATION_ERROR A value breaks a rule of its table");
    assertThat(database.value("SELECT count(*) FROM posts WHERE title = 'good'")).isEqualTo("0");
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                "{\"data\": " + thousand.replaceFirst("]$", ",{\"title\":\"x\"}]") + "}"))
        .isEqualTo("400 VALIDATION_ERROR data has more than 1000 rows");
    assertThat(insert(ALICES_TOKEN, "posts", "{\"data\": []}")).isEqualTo("200 []");
  }

  @Test
  void what_a_row_does_not_name_gets_its_default() {
    assertThat(insert(ALICES_TOKEN, "users", "{\"data\": {\"email\": \"new@x.test\"}}"))
        .startsWith("409 "); // the owner column is the id, and Alice has hers
    assertThat(insert(null, "contacts", "{\"data\": {\"message\": \"hi\"}}")).isEqualTo("200 []");
    assertThat(database.value("SELECT count(*) FROM contacts WHERE _created_at IS NOT NULL"))
        .isEqualTo("2");
  }

  @Test
  void the_answer_counts_rows_that_the_caller_may_not_see() {
    var response = server.call("crud/main/contacts/insert", "{\"data\": {\"message\": \"hi\"}}");
    assertThat(response.header("X-Rows-Affected")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                     | data is required",
        "{\"data\": 5}                          | data must be an object or a list of objects",
        "{\"data\": [5]}                        | data must be an object or a list of objects",
        "{\"data\": {\"nope\": 1}}              | Unknown column: nope",
        "{\"data\": {\"title\": \"t\"}, \"x\": 1} | Unknown parameter: x",
        "{\"data\": {\"title\": \"t\", \"rank\": true}}  | rank: A value has the wrong form for its type",
        "{\"data\": {\"title\": \"t\", \"rank\": 1.5}}   | rank: A value has the wrong form for its type",
        "{\"data\": {\"title\": \"t\", \"rank\": 99999999999}} | rank: A value is out of range",
        "{\"data\": {\"title\": \"t\", \"tags\": \"a\"}} | tags must be an array",
        "{\"data\": {\"title\": \"t\", \"status\": \"odd\"}} | status: A value has the wrong form for its type",
        "{\"data\": {\"rank\": 1}}              | title is required",
      })
  void what_cannot_be_a_row_is_400_and_names_the_column(String params, String message) {
    assertThat(insert(ALICES_TOKEN, "posts", params)).startsWith("400 VALIDATION_ERROR " + message);
    assertThat(database.value("SELECT count(*) FROM posts")).isEqualTo("2");
  }

  @Test
  void columns_that_postgres_computes_are_400() {
    assertThat(insert(null, "odd \\\"names", "{\"data\": {\"id\\\"; --\": 2, \"generated\": 4}}"))
        .isEqualTo("400 VALIDATION_ERROR generated is computed and takes no value");
  }

  @Test
  void names_that_need_quotes_are_only_names() {
    assertThat(
            insert(null, "odd \\\"names", "{\"data\": {\"id\\\"; --\": 2, \"a b\": \"x\\\"y\"}}"))
        .isEqualTo("200 [{\"id\\\"; --\":2,\"a b\":\"x\\\"y\",\"generated\":4}]");
  }

  @Test
  void values_of_all_kinds_arrive_as_they_were_sent() {
    assertThat(
            insert(
                ALICES_TOKEN,
                "posts",
                """
                {"data": {"title": "'; DROP TABLE posts; --", "tags": ["a,b", "\\"", null],
                  "meta": {"x": [1, "y", null]}, "status": "old", "rank": -5, "slug": ""}}\
                """))
        .isEqualTo(
            "200 [{\"id\":3,\"author_id\":\"alice\",\"title\":\"'; DROP TABLE posts; --\","
                + "\"slug\":\"\",\"draft\":null,\"status\":\"old\",\"tags\":[\"a,b\",\"\\\"\",null],"
                + "\"meta\":{\"x\": [1, \"y\", null]},\"rank\":-5,\"s_margin\":null,"
                + "\"_views\":0,\"updated_at\":null}]");
  }

  @Test
  void an_id_that_no_user_of_the_table_can_have_is_401() {
    assertThat(insert(TestTokens.of("7"), "posts", "{\"data\": {\"title\": \"t\"}}"))
        .startsWith("401 AUTHENTICATION_ERROR");
  }

  @Test
  void a_closed_table_is_closed_for_admin_too() {
    assertThat(insert(ADMINS_TOKEN, "closed", "{\"data\": {\"id\": 2}}"))
        .startsWith("403 AUTHORIZATION_ERROR Permission denied");
    assertThat(insert(null, "closed", "{\"data\": {\"id\": 2}}")).startsWith("401 ");
  }

  @Test
  void rows_of_admin_may_hold_what_only_admin_writes() {
    assertThat(
            insert(
                ADMINS_TOKEN,
                "posts",
                "{\"data\": {\"title\": \"t\", \"c_secret\": \"s\", \"p_note\": \"n\"}}"))
        .startsWith("409 "); // there is no user of this id
    database.execute("INSERT INTO users (id, email) VALUES ('%s', 'r@x.test')".formatted(ROOT));
    assertThat(
            insert(
                ADMINS_TOKEN,
                "posts",
                "{\"data\": {\"title\": \"t\", \"c_secret\": \"s\", \"p_note\": \"n\"}}"))
        .startsWith("200 ")
        .doesNotContain("c_secret", "p_note");
    assertThat(database.value("SELECT c_secret || p_note FROM posts WHERE title = 't'"))
        .isEqualTo("sn");
  }
}
