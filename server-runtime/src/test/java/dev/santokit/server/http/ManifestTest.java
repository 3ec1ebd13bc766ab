package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.api.Api;
import dev.santokit.project.api.ApiFunction;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code GET /manifest} tells, and to whom. */
class ManifestTest {

  private static TestServer server;
  private static TestPostgres database;

  @BeforeAll
  static void start() {
    database =
        TestPostgres.with(
            "CREATE TYPE mood AS ENUM ('sad', 'happy \"so\"')",
            "CREATE DOMAIN price AS numeric(10, 2)",
            """
            CREATE TABLE users (
              id uuid PRIMARY KEY, name text NOT NULL, nick text, mood mood NOT NULL, moods mood[],
              tags text[] NOT NULL, points int8 NOT NULL, price price NOT NULL, ratio float8,
              active bool NOT NULL, extra jsonb, born date, seen timestamptz NOT NULL, raw bytea)\
            """,
            "CREATE TABLE posts (id int PRIMARY KEY, user_id uuid NOT NULL, title text NOT NULL)",
            "CREATE VIEW names AS SELECT name FROM users");
    server =
        TestServer.with(database)
            .logic(
                "users/get.sql",
                """
                /* ---
                access: [editor, chief]
                readOnly: true
                description: One user.
                tags: [people]
                params:
                  id: {type: uuid, required: true, description: whose}
                --- */
                SELECT * FROM users WHERE id = :id\
                """)
            .sql("users/count", "{}", "SELECT count(*) AS n, max(name) FROM users")
            .sql("users/twice", "{}", "SELECT id AS a, name AS b, nick AS a FROM users")
            .sql("users/touch", "{}", "UPDATE users SET seen = now()")
            .sql("users/add", "{}", "INSERT INTO posts SELECT 1 WHERE false RETURNING id, title")
            .sql(
                "posts/left",
                "{}",
                "SELECT p.title, u.name FROM posts p LEFT JOIN users u ON u.id = p.user_id")
            .sql("posts/inner", "{}", "SELECT p.title, u.name FROM posts p JOIN users u ON true")
            .sql(
                "posts/cte", "{}", "WITH x AS (SELECT id FROM posts) SELECT id, id + 1 AS n FROM x")
            .sql("posts/union", "{}", "SELECT id FROM posts UNION ALL SELECT NULL")
            .sql("posts/view", "{}", "SELECT name FROM names")
            .sql("posts/several", "{}", "DELETE FROM posts WHERE id = 0; SELECT title FROM posts")
            .sql("posts/_hidden", "{}", "SELECT 'a secret rule' AS x")
            .logic(
                "js/typed.js",
                "/* ---\naccess: public\nreturns: {ok: bool}\nsecrets: [KEY]\n--- */\n"
                    + "export default () => ({ok: true})")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder asUser() {
    return HttpRequest.newBuilder(server.uri("/manifest"))
        .header("Authorization", "Bearer " + TestTokens.of("u1"));
  }

  private static Api manifest() {
    Response response = server.send(asUser());
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return Api.fromJson(response.json());
  }

  private static ApiFunction function(String path) {
    return Objects.requireNonNull(manifest().functions().get(new FunctionPath(path)));
  }

  /** {@code name type shape}, with {@code ?} where null may be. */
  private static List<String> columns(String path) {
    return Objects.requireNonNull(function(path).columns()).stream()
        .map(c -> c.name() + " " + c.type() + " " + c.shape().toJson() + (c.nullable() ? "?" : ""))
        .toList();
  }

  @Test
  void a_function_is_told_with_all_that_its_callers_must_know() {
    JsonNode told = server.send(asUser()).json().at("/functions/users~1get");
    assertThat(told.path("access").toString()).isEqualTo("[\"chief\",\"editor\"]");
    assertThat(told.path("readOnly").asBoolean()).isTrue();
    assertThat(told.path("description").asText()).isEqualTo("One user.");
    assertThat(told.path("tags").toString()).isEqualTo("[\"people\"]");
    assertThat(told.path("params").toString())
        .isEqualTo("{\"id\":{\"type\":\"uuid\",\"required\":true,\"description\":\"whose\"}}");
  }

  @Test
  void columns_have_the_shape_in_which_they_are_answered() {
    assertThat(columns("users/get"))
        .containsExactly(
            "id uuid \"string\"",
            "name text \"string\"",
            "nick text \"string\"?",
            "mood mood {\"oneOf\":[\"sad\",\"happy \\\"so\\\"\"]}",
            "moods mood[] {\"arrayOf\":{\"oneOf\":[\"sad\",\"happy \\\"so\\\"\"]}}?",
            "tags text[] {\"arrayOf\":\"string\"}",
            "points int8 \"number\"",
            "price numeric \"number\"",
            "ratio float8 \"number\"?",
            "active bool \"boolean\"",
            "extra jsonb \"any\"?",
            "born date \"string\"?",
            "seen timestamptz \"string\"",
            "raw bytea \"string\"?");
  }

  @Test
  void large_numbers_are_strings_where_the_project_writes_them_so() {
    try (TestServer other =
        TestServer.with(database)
            .numbersAsStrings()
            .sql("users/sums", "{}", "SELECT points, price, 1 AS small FROM users")
            .start()) {
      var answer =
          other.send(
              HttpRequest.newBuilder(other.uri("/manifest"))
                  .header("Authorization", "Bearer " + TestTokens.of("u1")));
      assertThat(answer.json().at("/functions/users~1sums/columns").findValuesAsText("json"))
          .containsExactly("string", "string", "number");
    }
  }

  @Test
  void what_is_computed_or_may_be_left_out_may_be_null() {
    assertThat(columns("users/count"))
        .containsExactly("n int8 \"number\"?", "max text \"string\"?");
    assertThat(columns("posts/left"))
        .containsExactly("title text \"string\"?", "name text \"string\"?");
    assertThat(columns("posts/inner"))
        .containsExactly("title text \"string\"", "name text \"string\"");
    assertThat(columns("posts/cte")).containsExactly("id int4 \"number\"", "n int4 \"number\"?");
    assertThat(columns("posts/union")).containsExactly("id int4 \"number\"?");
    assertThat(columns("posts/view")).containsExactly("name text \"string\"?");
  }

  @Test
  void of_columns_with_one_name_the_last_counts() {
    assertThat(columns("users/twice")).containsExactly("b text \"string\"", "a text \"string\"?");
  }

  @Test
  void the_last_statement_is_the_answer_and_one_without_rows_has_no_columns() {
    assertThat(columns("posts/several")).containsExactly("title text \"string\"");
    assertThat(columns("users/add")).containsExactly("id int4 \"number\"", "title text \"string\"");
    assertThat(columns("users/touch")).isEmpty();
  }

  @Test
  void what_the_author_says_of_a_result_is_told_and_what_nobody_knows_is_not() {
    assertThat(String.valueOf(function("js/typed").returns())).isEqualTo("{\"ok\":\"bool\"}");
    assertThat(function("js/typed").columns()).isNull();
  }

  @Test
  void private_functions_and_how_functions_work_stay_inside() {
    assertThat(server.send(asUser()).body())
        .contains("posts/left")
        .doesNotContain("hidden", "secret", "KEY", "SELECT", "export");
  }

  @Test
  void a_schema_that_changed_is_told_as_it_is_now() {
    database.execute("CREATE TABLE fresh (a int)");
    try (TestServer other =
        TestServer.with(database).sql("fresh/all", "{}", "SELECT a FROM fresh").start()) {
      database.execute("UPDATE fresh SET a = 0", "ALTER TABLE fresh ALTER a SET NOT NULL");
      var request =
          HttpRequest.newBuilder(other.uri("/manifest"))
              .header("Authorization", "Bearer " + TestTokens.of("u1"));
      assertThat(other.send(request).json().at("/functions/fresh~1all/columns/0/nullable"))
          .hasToString("false");
    }
  }

  @Test
  void who_shows_no_valid_token_gets_401() {
    Response anonymous = server.send(HttpRequest.newBuilder(server.uri("/manifest")));
    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.code()).isEqualTo("AUTHENTICATION_ERROR");
    assertThat(anonymous.header("Cache-Control")).isEqualTo("no-store");
    Response garbage =
        server.send(
            HttpRequest.newBuilder(server.uri("/manifest")).header("Authorization", "Bearer x"));
    assertThat(garbage.status()).isEqualTo(401);
  }

  @Test
  void other_methods_are_405() {
    Response response = server.send(asUser().POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void who_has_it_already_gets_304_until_it_changes() {
    Response first = server.send(asUser());
    String tag = first.header("ETag");
    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    assertThat(first.header("Cache-Control")).isEqualTo("private, no-cache");
    for (String known : new String[] {tag, "W/" + tag, "\"other\", " + tag, "*"}) {
      Response again = server.send(asUser().header("If-None-Match", known));
      assertThat(again.status()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo(tag);
    }
    assertThat(server.send(asUser().header("If-None-Match", "\"other\"")).status()).isEqualTo(200);
    assertThat(
            server
                .send(HttpRequest.newBuilder(server.uri("/manifest")).header("If-None-Match", tag))
                .status())
        .isEqualTo(401);
  }

  @Test
  void half_of_the_types_is_no_answer_while_a_database_is_away() {
    try (TestServer away =
        TestServer.withDatabaseAt("postgres://postgres@127.0.0.1:1/postgres")
            .sql("a/sql", "{}", "SELECT 1 AS n")
            .start()) {
      Response response =
          away.send(
              HttpRequest.newBuilder(away.uri("/manifest"))
                  .header("Authorization", "Bearer " + TestTokens.of("u1")));
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.code()).isEqualTo("UNAVAILABLE");
    }
  }
}
