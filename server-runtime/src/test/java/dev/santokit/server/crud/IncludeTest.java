package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of other tables in a select: what a caller sees of them there, and what they look like. */
class IncludeTest {

  private static final String VALUES =
      """
      9007199254740993, 1.50, 'NaN', 1.5, 'Infinity', '2026-01-02T03:04:05.6+02', '2026-01-02',
      '\\x00ff10', '{"a": [1, null]}', '{"b":1}', '{1,NULL,3}', '{{"x y",NULL},{"a\\"b\\\\",NULL}}',
      'new', 'ab', '10.0.0.1', true, E'q"\\\\ü\\n{},NULL', 'NULL', '', NULL, ROW(1, NULL), '[1,5)',
      '{"{\\"k\\": 1}",NULL}', '{2026-01-02T03:04:05Z}'
      """;

  private static TestServer server;
  private static TestServer strings;

  @BeforeAll
  static void start() {
    TestPostgres database = Shop.database();
    database.execute(
        "CREATE TYPE pair AS (a int, b text)",
        "CREATE DOMAIN cents AS int8 CHECK (VALUE >= 0)",
        "CREATE TABLE groups (id int PRIMARY KEY)",
        """
        CREATE TABLE things (
          group_id int PRIMARY KEY REFERENCES groups,
          big cents, exact numeric, nan numeric, single float4, infinite float8, at timestamptz,
          day date, bytes bytea, inline jsonb, plain json, numbers int8[], texts text[], state mood,
          padded char(5), address inet, flag bool, text text, word varchar(9), empty text, nothing int,
          pair pair, span int4range, documents jsonb[], times timestamptz[])
        """,
        "INSERT INTO groups VALUES (1), (2)",
        "INSERT INTO things VALUES (1, " + VALUES + ")",
        "CREATE TABLE people (id int PRIMARY KEY, boss_id int REFERENCES people)",
        "INSERT INTO people VALUES (1, NULL), (2, 1), (3, 1)",
        """
        CREATE TABLE letters (id int PRIMARY KEY,
          from_id int CONSTRAINT sender REFERENCES people, to_id int CONSTRAINT receiver REFERENCES people)
        """,
        "INSERT INTO letters VALUES (1, 2, 3)");
    server = Shop.server(database).start();
    strings = Shop.server(database).numbersAsStrings().start();
  }

  @AfterAll
  static void stop() {
    server.close();
    strings.close();
  }

  private static Response select(String table, String params, @Nullable String token) {
    return server.call("crud/main/" + table + "/select", params.replace('\'', '"'), token);
  }

  private static void assertRows(Response response, String rows) {
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(rows.replace('\'', '"'));
  }

  @Test
  void one_row_is_an_object_and_several_are_a_list() {
    assertRows(
        select(
            "posts",
            """
            {'select': ['id'], 'orderBy': {'id': 'asc'}, 'include': {
              'author': {'select': ['name']}, 'comments': {'select': ['body']}}}
            """,
            Shop.ALICES_TOKEN),
        "[{'id':1,'author':{'name':'Alice'},'comments':[{'body':'c1'}]},"
            + "{'id':2,'author':{'name':'Bob'},'comments':[{'body':'c2'}]}]");
  }

  @Test
  void an_include_has_conditions_an_order_and_includes_of_its_own() {
    assertRows(
        select(
            "users",
            """
            {'select': ['name'], 'where': {'name': 'Alice'}, 'include': {
              'posts': {'select': ['title'], 'orderBy': {'id': 'desc'}, 'limit': 5, 'include': {
                'comments': {'select': ['body'], 'where': {'body': {'like': 'c%'}}, 'include': {
                  'user': {'select': ['name']}}}}},
              'settings': true}}
            """,
            Shop.ALICES_TOKEN),
        """
        [{'name':'Alice','posts':[{'title':'one','comments':[{'body':'c1','user':{'name':'Bob'}}]}],\
        'settings':[{'user_id':'%s','theme':'dark','volume':3}]}]\
        """
            .formatted(Shop.ALICE));
  }

  @Test
  void rows_and_columns_that_are_not_the_callers_are_not_in_an_include_either() {
    String params =
        "{'select': ['name'], 'orderBy': {'name': 'asc'}, 'include': {"
            + "'settings': {'select': ['theme']}, 'posts': {'select': ['id', 'draft']}}}";
    assertRows(
        select("users", params, Shop.ALICES_TOKEN),
        "[{'name':'Alice','settings':[{'theme':'dark'}],'posts':[{'id':1,'draft':'draft-1'}]},"
            + "{'name':'Bob','settings':[],'posts':[{'id':2}]}]");
    assertRows(
        select("users", params, Shop.BOBS_TOKEN),
        "[{'name':'Alice','settings':[],'posts':[{'id':1}]},"
            + "{'name':'Bob','settings':[],'posts':[{'id':2,'draft':'draft-2'}]}]");
    Response denied =
        select(
            "posts", "{'include': {'author': {'select': ['c_password_hash']}}}", Shop.BOBS_TOKEN);
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.message()).isEqualTo("Permission denied for columns: c_password_hash");
  }

  @Test
  void a_closed_table_and_one_that_is_not_there_are_the_same_in_an_include() {
    for (String relation : new String[] {"author", "users", "nothing"}) {
      Response response = select("posts", "{'include': {'" + relation + "': {}}}", null);
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.message()).isEqualTo("Authentication required");
    }
  }

  @Test
  void values_look_like_those_of_a_plain_select_whatever_their_types() {
    for (TestServer one : new TestServer[] {server, strings}) {
      String plain = one.call("crud/main/things/select", "{}", Shop.ALICES_TOKEN).body();
      assertThat(plain)
          .contains("\"padded\":\"ab   \"", "9007199254740993", "\"address\":\"10.0.0.1\"");
      String many =
          one.call(
                  "crud/main/groups/select",
                  "{\"orderBy\": {\"id\": \"asc\"}, \"include\": {\"things\": true}}",
                  Shop.ALICES_TOKEN)
              .body();
      assertThat(many).isEqualTo("[{\"id\":1,\"things\":" + plain + "},{\"id\":2,\"things\":[]}]");
      String nested =
          one.call(
                  "crud/main/things/select",
                  "{\"select\": [\"group_id\"], \"include\": {\"group\": {\"include\": {\"things\": {}}}}}",
                  Shop.ALICES_TOKEN)
              .body();
      assertThat(nested)
          .isEqualTo("[{\"group_id\":1,\"group\":{\"id\":1,\"things\":" + plain + "}}]");
    }
  }

  @Test
  void what_an_answer_gives_finds_its_row_again() {
    for (String condition :
        new String[] {
          "{'bytes': 'AP8Q'}",
          "{'bytes': ['AP8Q', 'AA==']}",
          "{'big': '9007199254740993'}",
          "{'big': 9007199254740993}",
          "{'at': '2026-01-02T01:04:05.6Z', 'state': ['new']}",
          "{'numbers': [1, null, 3]}",
          "{'address': ['10.0.0.1'], 'span': {'contains': '[2,3)'}}",
          "{'inline': {'eq': {'a': [1, null]}}}",
          "{'inline': {'in': [{'a': [1, null]}, 5]}}",
          "{'plain': {'ne': null}, 'nothing': null}",
        }) {
      assertRows(
          select(
              "things", "{'select': ['group_id'], 'where': " + condition + "}", Shop.ALICES_TOKEN),
          "[{'group_id':1}]");
    }
  }

  @Test
  void a_table_that_refers_to_itself_has_a_row_above_and_rows_below() {
    assertRows(
        select(
            "people",
            "{'where': {'id': [1, 2]}, 'orderBy': {'id': 'asc'}, 'select': ['id'],"
                + " 'include': {'boss': {'select': ['id']}, 'people': {'select': ['id'], 'orderBy': {'id': 'desc'}}}}",
            Shop.ALICES_TOKEN),
        "[{'id':1,'boss':null,'people':[{'id':3},{'id':2}]},{'id':2,'boss':{'id':1},'people':[]}]");
  }

  @Test
  void of_several_ways_between_two_tables_one_is_named() {
    assertThat(select("letters", "{'include': {'people': {}}}", Shop.ALICES_TOKEN).message())
        .isEqualTo("letters has several relations people: use one of [receiver, sender]");
    assertRows(
        select("letters", "{'include': {'from': true, 'receiver': true}}", Shop.ALICES_TOKEN),
        "[{'id':1,'from_id':2,'to_id':3,'from':{'id':2,'boss_id':1},'receiver':{'id':3,'boss_id':1}}]");
    assertRows(
        select(
            "people",
            "{'select': ['id'], 'where': {'id': 3}, 'include': {'receiver': {}}}",
            Shop.ALICES_TOKEN),
        "[{'id':3,'receiver':[{'id':1,'from_id':2,'to_id':3}]}]");
  }

  @Test
  void includes_have_bounds() {
    String deep = "{'include': {'boss': ".repeat(4) + "{}" + "}}".repeat(4);
    assertThat(select("people", deep, Shop.ALICES_TOKEN).message())
        .isEqualTo("include is nested more than 3 deep");
  }
}
