package dev.santokit.server.crud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile strings in every position of a write that holds one. Where a value may stand it is stored
 * or compared as it is; where a name must stand it is refused; in no case does it reach the
 * statement.
 */
class WriteInjectionTest {

  private static final List<String> CORPUS =
      List.of(
          "'",
          "\"",
          "\\",
          "';--",
          "\";--",
          "$1",
          "$$",
          "?",
          ":title",
          "--",
          "/*",
          "*/",
          "' OR '1'='1",
          "\" OR \"1\"=\"1",
          "1=1 OR id",
          "1; DROP TABLE posts",
          "'; DROP TABLE posts; --",
          "x'); DELETE FROM posts; --",
          "(SELECT c_secret FROM posts LIMIT 1)",
          "(SELECT c_secret FROM posts LIMIT 1) AS title",
          "title, c_secret",
          "title\" = c_secret, \"draft",
          "c_secret\" AS \"title",
          "posts.c_secret",
          "t.c_secret",
          "\"c_secret\"",
          "c_secret::text",
          "title::int",
          "*",
          "ctid",
          "xmin",
          "tableoid",
          "title) VALUES ('a'); --",
          "title) ON CONFLICT DO NOTHING RETURNING c_secret --",
          "id) DO UPDATE SET c_secret = 'x' --",
          "RETURNING *",
          "E'\\x27'",
          "U&\"\\0022\"",
          "ʼ OR 1=1",
          "＇ OR 1=1",
          "$tag$ OR $tag$",
          "pg_sleep(9)",
          "public.posts",
          "santokit.audit_log",
          "TITLE",
          " title",
          "title ",
          "{\"a\": 1}",
          "{1,2}",
          "NULL",
          "DEFAULT",
          "EXCLUDED.title",
          "asc; DROP TABLE posts",
          "nothing\"; DROP TABLE posts");

  /** Positions of values: the string is stored, or nothing is found. */
  private static final List<String> VALUES =
      List.of(
          "insert {\"data\": {\"title\": %s}}",
          "insert {\"data\": [{\"title\": \"a\"}, {\"title\": \"b\", \"draft\": %s}]}",
          "insert {\"data\": {\"title\": \"a\", \"tags\": [%s]}}",
          "insert {\"data\": {\"title\": \"a\", \"meta\": {\"x\": %s}}}",
          "insert {\"data\": {\"title\": \"a\", \"meta\": %s}}",
          "insert {\"data\": {\"title\": \"a\", \"slug\": %s}, "
              + "\"onConflict\": {\"columns\": [\"slug\"], \"action\": \"update\"}}",
          "update {\"where\": {\"id\": 1}, \"data\": {\"title\": %s}}",
          "update {\"where\": {\"title\": %s}, \"data\": {\"draft\": \"z\"}}",
          "update {\"where\": {\"title\": {\"like\": %s}}, \"data\": {\"draft\": \"z\"}}",
          "update {\"where\": {\"title\": [%s]}, \"data\": {\"draft\": \"z\"}}",
          "update {\"where\": {\"tags\": {\"contains\": [%s]}}, \"data\": {\"draft\": \"z\"}}",
          "delete {\"where\": {\"title\": %s}}",
          "delete {\"where\": {\"or\": [{\"title\": %s}, {\"draft\": {\"ilike\": %s}}]}}");

  /** Positions of names: the string is refused. */
  private static final List<String> NAMES =
      List.of(
          "insert {\"data\": {\"title\": \"a\", %s: 1}}",
          "insert {\"data\": [{\"title\": \"a\"}, {%s: \"a\"}]}",
          "insert {\"data\": {\"title\": \"a\"}, %s: 1}",
          "insert {\"data\": {\"title\": \"a\"}, "
              + "\"onConflict\": {\"columns\": [%s], \"action\": \"update\"}}",
          "insert {\"data\": {\"title\": \"a\"}, "
              + "\"onConflict\": {\"columns\": [\"slug\"], \"action\": %s}}",
          "insert {\"data\": {\"title\": \"a\"}, "
              + "\"onConflict\": {\"columns\": [\"slug\"], \"action\": \"update\", %s: 1}}",
          "insert {\"data\": %s}",
          "update {\"where\": {\"id\": 1}, \"data\": {%s: \"x\"}}",
          "update {\"where\": {%s: 1}, \"data\": {\"title\": \"x\"}}",
          "update {\"where\": {\"title\": {%s: \"x\"}}, \"data\": {\"title\": \"x\"}}",
          "update {\"where\": {\"not\": {%s: \"x\"}}, \"data\": {\"title\": \"x\"}}",
          "update {\"where\": %s, \"data\": {\"title\": \"x\"}}",
          "update {\"where\": {\"id\": 1}, \"data\": %s}",
          "update {\"all\": %s, \"data\": {\"title\": \"x\"}}",
          "delete {\"where\": {%s: 1}}",
          "delete {\"where\": {\"id\": 1}, %s: 1}",
          "delete {\"where\": %s}",
          "delete {\"all\": %s}");

  private static final ObjectMapper JSON = new ObjectMapper();

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
    database.execute("TRUNCATE comments");
  }

  private static Stream<Arguments> values() {
    return VALUES.stream().map(Arguments::of);
  }

  private static Stream<Arguments> names() {
    return NAMES.stream().map(Arguments::of);
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private static TestServer.Response send(String position, String text) {
    int space = position.indexOf(' ');
    String params = position.substring(space + 1).replace("%s", quoted(text));
    return server.call(
        "crud/main/posts/" + position.substring(0, space), params, Shop.ALICES_TOKEN);
  }

  /** Rows that Alice's writes cannot reach, whatever they say. */
  private static void assertOthersAreUntouched(String position) {
    assertThat(
            database.value(
                "SELECT concat_ws('|', title, slug, draft, c_secret, p_note, s_margin, _views) "
                    + "FROM posts WHERE id = 2"))
        .as(position)
        .isEqualTo("two|p-2|draft-2|secret-2|note-2|20|0");
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_value_is_only_a_value(String position) throws Exception {
    for (String text : CORPUS) {
      var response = send(position, text);
      // What LIKE cannot read as a pattern is refused by Postgres, as a value.
      boolean isNoPattern = position.contains("like\"") && text.equals("\\");
      assertThat(response.status())
          .as(position + " " + text + ": " + response)
          .isEqualTo(isNoPattern ? 400 : 200);
      if (isNoPattern) {
        continue;
      }
      JsonNode rows = response.json();
      assertThat(rows.findValues("c_secret")).isEmpty();
      for (JsonNode row : rows) {
        assertThat(row.get("author_id").asText()).isEqualTo(Shop.ALICE);
      }
      if (position.startsWith("insert")) {
        JsonNode sent =
            JSON.readTree(position.substring(7).replace("%s", quoted(text))).get("data");
        JsonNode last = sent.isArray() ? sent.get(1) : sent;
        JsonNode row = rows.get(rows.size() - 1);
        last.properties()
            .forEach(e -> assertThat(row.get(e.getKey())).as(position).isEqualTo(e.getValue()));
      }
    }
    assertOthersAreUntouched(position);
    assertThat(database.value("SELECT count(*) FROM santokit.audit_log WHERE action <> 'delete'"))
        .isEqualTo("0");
  }

  @ParameterizedTest
  @MethodSource("names")
  void a_name_that_is_none_is_refused(String position) {
    for (String text : CORPUS) {
      var response = send(position, text);
      assertThat(response.status()).as(position + " " + text + ": " + response).isEqualTo(400);
      assertThat(response.code()).isEqualTo("VALIDATION_ERROR");
    }
    assertOthersAreUntouched(position);
    assertThat(database.value("SELECT string_agg(title, ',' ORDER BY id) FROM posts"))
        .isEqualTo("one,two");
    assertThat(server.events().toString()).doesNotContain("StatementFailed");
  }
}
