package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows and columns of selects, to the letter, for each kind of caller. */
class SelectTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    TestPostgres database = Shop.database();
    server = Shop.server(database).start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String rows(String table, String params, @Nullable String token) {
    Response response = select(table, params, token);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return response.body();
  }

  private static Response select(String table, String params, @Nullable String token) {
    return server.call("crud/main/" + table + "/select", params, token);
  }

  private static void assertRefused(Response response, int status, String message) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.message()).isEqualTo(message);
  }

  private static final String POST_1 =
      "{\"id\":1,\"author_id\":\"%s\",\"title\":\"one\",\"slug\":\"p-1\",%s\"status\":\"new\",\"tags\":[\"a\",\"b\"],\"meta\":{\"k\": 1},\"rank\":1,%s\"_views\":0,\"updated_at\":null}";
  private static final String POST_2 =
      "{\"id\":2,\"author_id\":\"%s\",\"title\":\"two\",\"slug\":\"p-2\",%s\"status\":\"new\",\"tags\":null,\"meta\":null,\"rank\":2,%s\"_views\":0,\"updated_at\":null}";

  private static String post1(boolean own) {
    return POST_1.formatted(
        Shop.ALICE, own ? "\"draft\":\"draft-1\"," : "", own ? "\"s_margin\":10," : "");
  }

  private static String post2(boolean own) {
    return POST_2.formatted(
        Shop.BOB, own ? "\"draft\":\"draft-2\"," : "", own ? "\"s_margin\":20," : "");
  }

  @Test
  void anyone_sees_public_rows_without_the_columns_of_their_owners() {
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", null))
        .isEqualTo("[" + post1(false) + "," + post2(false) + "]");
  }

  @Test
  void an_owner_sees_columns_of_owners_in_own_rows_alone() {
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", Shop.ALICES_TOKEN))
        .isEqualTo("[" + post1(true) + "," + post2(false) + "]");
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", Shop.BOBS_TOKEN))
        .isEqualTo("[" + post1(false) + "," + post2(true) + "]");
  }

  @Test
  void a_role_that_no_rule_names_changes_nothing_and_an_admin_sees_all_that_owners_see() {
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", Shop.EDITORS_TOKEN))
        .isEqualTo("[" + post1(false) + "," + post2(false) + "]");
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", Shop.ADMINS_TOKEN))
        .isEqualTo("[" + post1(true) + "," + post2(true) + "]");
  }

  @Test
  void a_role_that_is_called_owner_is_none() {
    assertThat(rows("posts", "{\"orderBy\": {\"id\": \"asc\"}}", TestTokens.of(Shop.ERIN, "owner")))
        .isEqualTo("[" + post1(false) + "," + post2(false) + "]");
  }

  private static final String USER_1 =
      "{'id':'%s','email':'alice@x.test','name':'Alice',%s'_created_at':'2026-01-01T00:00:00Z','_updated_at':null}";

  private static String alice(boolean own) {
    return USER_1.formatted(Shop.ALICE, own ? "'s_phone':'+41790000001'," : "").replace('\'', '"');
  }

  private static String bob(boolean own) {
    return alice(own)
        .replace(Shop.ALICE, Shop.BOB)
        .replace("alice", "bob")
        .replace("Alice", "Bob")
        .replace("0001\"", "0002\"");
  }

  private static String ordered(String params) {
    return "{'orderBy': {'_created_at': 'asc', 'email': 'asc'}%s}"
        .formatted(params)
        .replace('\'', '"');
  }

  @Test
  void pitfall_4_owners_see_their_sensitive_columns_and_no_one_elses() {
    assertRefused(select("users", ordered(""), null), 401, "Authentication required");
    assertThat(rows("users", ordered(""), Shop.ALICES_TOKEN))
        .isEqualTo("[" + alice(true) + "," + bob(false) + "]");
    assertThat(rows("users", ordered(""), Shop.BOBS_TOKEN))
        .isEqualTo("[" + alice(false) + "," + bob(true) + "]");
    assertThat(rows("users", ordered(""), Shop.EDITORS_TOKEN))
        .isEqualTo("[" + alice(false) + "," + bob(false) + "]");
    assertThat(rows("users", ordered(""), Shop.ADMINS_TOKEN))
        .isEqualTo("[" + alice(true) + "," + bob(true) + "]");
  }

  @Test
  void pitfall_5_a_public_table_shows_its_ordinary_columns_to_anyone() {
    assertThat(rows("likes", "{}", null))
        .isEqualTo("[{\"post_id\":1,\"user_id\":\"%s\",\"weight\":1}]".formatted(Shop.BOB));
  }

  @Test
  void pitfall_7_columns_that_nobody_else_reads_are_named_in_the_refusal() {
    for (String asked :
        List.of(
            "{'select': ['id', 'c_secret', 'p_note']}",
            "{'select': ['c_secret'], 'where': {'p_note': {'like': '%'}}}",
            "{'where': {'or': [{'c_secret': 'x'}, {'not': {'p_note': null}}]}}",
            "{'orderBy': [['c_secret', 'asc'], ['p_note', 'desc']]}")) {
      assertRefused(
          select("posts", asked.replace('\'', '"'), Shop.ALICES_TOKEN),
          403,
          "Permission denied for columns: c_secret, p_note");
    }
    assertRefused(
        select("posts", "{\"where\": {\"s_margin\": 10}}", null),
        403,
        "Permission denied for columns: s_margin");
  }

  @Test
  void critical_and_private_columns_come_only_when_an_admin_asks_for_them() {
    assertThat(
            rows(
                "posts",
                "{\"select\": [\"id\", \"c_secret\", \"p_note\"], \"where\": {\"id\": 1}}",
                Shop.ADMINS_TOKEN))
        .isEqualTo("[{\"id\":1,\"c_secret\":\"secret-1\",\"p_note\":\"note-1\"}]");
  }

  @Test
  void a_table_of_owners_gives_each_the_own_rows() {
    String dark = "[{\"user_id\":\"%s\",\"theme\":\"dark\",\"volume\":3}]".formatted(Shop.ALICE);
    assertThat(rows("settings", "{}", Shop.ALICES_TOKEN)).isEqualTo(dark);
    assertThat(rows("settings", "{}", Shop.BOBS_TOKEN)).isEqualTo("[]");
    assertThat(rows("settings", "{\"where\": {\"theme\": \"dark\"}}", Shop.BOBS_TOKEN))
        .isEqualTo("[]");
    assertThat(rows("settings", "{}", Shop.ADMINS_TOKEN)).isEqualTo(dark);
    assertRefused(select("settings", "{}", null), 401, "Authentication required");
  }

  @Test
  void pitfall_13_an_admin_counts_where_owners_are_listed_and_nowhere_else() {
    assertRefused(
        select("closed", "{}", Shop.ADMINS_TOKEN), 403, "Permission denied for table closed");
    assertThat(rows("contacts", "{}", Shop.ADMINS_TOKEN))
        .isEqualTo("[{\"message\":\"hello\",\"_created_at\":\"2026-01-01T00:00:00Z\"}]");
    assertRefused(
        select("contacts", "{}", Shop.EDITORS_TOKEN), 403, "Permission denied for table contacts");
  }

  @Test
  void a_subject_that_is_no_id_of_a_user_owns_nothing() {
    String service = TestTokens.of("a service");
    assertThat(rows("posts", "{\"select\": [\"id\", \"draft\"], \"limit\": 1}", service))
        .isEqualTo("[{\"id\":1}]");
    Response response = select("settings", "{}", service);
    assertRefused(response, 401, "The token's subject is no id of a user here");
  }

  @Test
  void pitfall_11_tables_that_are_not_there_look_like_closed_ones() {
    for (String path :
        List.of(
            "main/closed", "main/nothing", "main/pg_class", "nowhere/posts", "main", "main/a/b")) {
      assertRefused(server.call("crud/" + path + "/select", "{}"), 401, "Authentication required");
    }
    for (String table :
        List.of(
            "nothing",
            "pg_catalog.pg_class",
            "pg_class",
            "information_schema.tables",
            "santokit.audit_log",
            "audit_log",
            "other.posts",
            "lonely")) {
      assertRefused(select(table, "{}", Shop.ADMINS_TOKEN), 404, "Table not found: " + table);
      assertRefused(
          server.call("crud/main/" + table + "/delete", "{\"all\": true}", Shop.ALICES_TOKEN),
          403,
          "Permission denied for table " + table);
    }
    assertRefused(
        server.call("crud/nowhere/posts/delete", "{\"all\": true}", Shop.ALICES_TOKEN),
        403,
        "Permission denied for table posts");
  }

  @Test
  void pitfall_17_a_table_is_a_name_of_the_catalogue_and_never_sql() {
    for (String table :
        List.of("(select 1) x", "posts; drop table posts", "posts\\\" --", "posts t0", "POSTS")) {
      Response response = select(table, "{}", Shop.ADMINS_TOKEN);
      assertThat(response.status()).as(response.toString()).isEqualTo(404);
    }
    assertThat(rows("odd \\\"names", "{}", null))
        .isEqualTo("[{\"id\\\"; --\":1,\"a b\":\"x\",\"generated\":2}]");
  }

  @Test
  void pitfall_25_a_table_of_the_same_name_elsewhere_adds_no_columns() {
    assertThat(select("posts", "{\"select\": [\"elsewhere\"]}", Shop.ADMINS_TOKEN).message())
        .isEqualTo("Unknown column: elsewhere");
  }

  @Test
  void a_path_ends_with_one_of_four_operations() {
    for (String operation : List.of("drop", "SELECT", "", "select;")) {
      assertRefused(
          server.call("crud/main/posts/" + operation, "{}"),
          400,
          "Invalid CRUD operation: " + operation);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id': 1} | 1",
        "{'id': [1, 2]} | 1,2",
        "{'id': []} | ``",
        "{'tags': null} | 2",
        "{'tags': {'ne': null}} | 1",
        "{'tags': {'isNull': false}} | 1",
        "{'tags': ['a', 'b']} | 1",
        "{'tags': {'contains': ['a']}} | 1",
        "{'tags': {'overlaps': ['b', 'z']}} | 1",
        "{'meta': {'contains': {'k': 1}}} | 1",
        "{'meta': {'eq': {'k': 1}}} | 1",
        "{'rank': {'gt': 1}} | 2",
        "{'rank': {'gte': 1, 'lt': 2}} | 1",
        "{'rank': {'lte': 2}} | 1,2",
        "{'rank': {'ne': 1}} | 2",
        "{'rank': {'notIn': [2]}} | 1",
        "{'rank': {'notIn': []}} | 1,2",
        "{'rank': '2'} | 2",
        "{'title': {'like': 't%'}} | 2",
        "{'title': {'ilike': 'O_E'}} | 1",
        "{'status': 'new', 'title': {'in': ['two', 'x']}} | 2",
        "{'or': [{'id': 1}, {'title': 'two'}]} | 1,2",
        "{'and': [{'id': 1}, {'title': 'two'}]} | ``",
        "{'not': {'id': 1}} | 2",
        "{'not': {'or': [{'id': 1}, {'and': [{'id': 2}, {'rank': 2}]}]}} | ``",
        "{} | 1,2",
      })
  void pitfall_24_conditions_find_what_they_say(String where, String ids) {
    String params =
        "{'select': ['id'], 'orderBy': {'id': 'asc'}, 'where': %s}"
            .formatted(where)
            .replace('\'', '"');
    assertThat(rows("posts", params, null))
        .isEqualTo(
            Stream.of(ids.split(","))
                .filter(id -> !id.isEmpty())
                .map(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(",", "[", "]")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'where': []} | where must be an object",
        "{'where': {'idd': 1}} | Unknown column: idd; did you mean \"id\"?",
        "{'where': {'1=1 OR id': 1}} | Unknown column: 1=1 OR id",
        "{'where': {'id': {}}} | where.id says nothing",
        "{'where': {'id': {'is': 1}}} | Unknown operator: is; did you mean \"in\"?",
        "{'where': {'id': {'in': 1}}} | in of id must be a list",
        "{'where': {'id': [1, null]}} | null does not belong into a list: ask for isNull beside it",
        "{'where': {'id': {'gt': null}}} | gt takes a value, not null",
        "{'where': {'id': {'eq': [1]}}} | id takes int4, and got a list",
        "{'where': {'id': {'like': '1'}}} | like does not fit id, which is of type int4",
        "{'where': {'title': {'like': 1}}} | like takes a text",
        "{'where': {'title': {'isNull': 1}}} | isNull of title must be true or false",
        "{'where': {'title': 'a\\u0000b'}} | title takes text, and got a text with a NUL character",
        "{'where': {'or': []}} | or must be a list of conditions",
        "{'where': {'not': {}}} | not has an empty condition",
        "{'where': {'id': 'x'}} | A value has the wrong form for its type",
        "{'select': []} | select must be a list of columns",
        "{'select': ['(SELECT 1) AS name']} | Unknown column: (SELECT 1) AS name",
        "{'select': [1]} | select must be a list of columns",
        "{'orderBy': {'id': 'asc; DROP TABLE posts'}} | orderBy takes \"asc\" or \"desc\"",
        "{'orderBy': [['id']]} | orderBy must be a list of [column, \"asc\" or \"desc\"]",
        "{'limit': 1001} | limit must be a whole number from 0 to 1000",
        "{'limit': -1} | limit must be a whole number from 0 to 1000",
        "{'limit': '1; DROP TABLE posts'} | limit must be a whole number from 0 to 1000",
        "{'offset': 1.5} | offset must be a whole number from 0 to 9223372036854775807",
        "{'count': 1} | count must be true or false",
        "{'filter': {}} | Unknown parameter: filter; known here: count, include, limit, offset, orderBy, select, where",
        "{'include': {'nothing': {}}} | posts has no relation nothing",
        "{'include': {'author': {'limit': 1}}} | Unknown parameter: include.author.limit; known here: include, select, where",
        "{'include': []} | include must be an object",
        "[] | params must be an object",
      })
  void what_is_no_select_is_refused_with_what_is_wrong(String params, String message) {
    Response response = select("posts", params.replace('\'', '"'), Shop.ALICES_TOKEN);
    assertRefused(response, 400, message);
  }

  @Test
  void conditions_have_bounds() {
    String hundred = "{\"id\":1},".repeat(99);
    assertThat(
            rows(
                "posts",
                "{\"where\":{\"or\":["
                    + hundred.substring(0, hundred.length() - 1)
                    + "]},\"select\":[\"id\"]}",
                null))
        .isEqualTo("[{\"id\":1}]");
    assertThat(select("posts", "{\"where\":{\"or\":[" + hundred + "{\"id\":1}]}}", null).message())
        .isEqualTo("where has more than 100 conditions");
    String deep = "{\"not\":".repeat(7) + "{\"id\":1}" + "}".repeat(7);
    assertThat(rows("posts", "{\"select\":[\"id\"],\"where\":" + deep + "}", null))
        .isEqualTo("[{\"id\":2}]");
    assertThat(select("posts", "{\"where\":{\"not\":" + deep + "}}", null).message())
        .isEqualTo("where is nested more than 8 deep");
    String thousand =
        IntStream.rangeClosed(1, 1000).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(rows("posts", "{\"select\":[\"id\"],\"where\":{\"id\":[" + thousand + "]}}", null))
        .isEqualTo("[{\"id\":1},{\"id\":2}]");
    assertThat(select("posts", "{\"where\":{\"id\":[" + thousand + ",1]}}", null).message())
        .isEqualTo("in of id has more than 1,000 values");
  }

  @Test
  void pitfall_19_limit_offset_and_count_say_which_of_the_rows_there_are() {
    Response page =
        select(
            "posts",
            "{\"select\":[\"id\"],\"orderBy\":[[\"title\",\"desc\"]],\"limit\":1,\"count\":true}",
            null);
    assertThat(page.body()).isEqualTo("[{\"id\":2}]");
    assertThat(page.header("X-Total-Count")).isEqualTo("2");
    assertThat(
            rows("posts", "{\"select\":[\"id\"],\"orderBy\":{\"id\":\"asc\"},\"offset\":1}", null))
        .isEqualTo("[{\"id\":2}]");
    Response none = select("posts", "{\"limit\":0,\"count\":true,\"where\":{\"id\":1}}", null);
    assertThat(none.body()).isEqualTo("[]");
    assertThat(none.header("X-Total-Count")).isEqualTo("1");
    assertThat(select("posts", "{}", null).header("X-Total-Count")).isEmpty();
    Response own = select("settings", "{\"count\":true}", Shop.BOBS_TOKEN);
    assertThat(own.header("X-Total-Count")).isEqualTo("0");
  }
}
