package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls by GET: what promises to change nothing, with its parameters in the URL. */
class ReadingTest {

  private static final String ALL =
      "{s: {type: string}, i: {type: int}, n: {type: number}, b: {type: bool}, j: {type: json},"
          + " u: {type: uuid}, d: {type: date}, t: {type: timestamp}, l: {type: array<string>}}";

  private static TestPostgres database;
  private static TestServer server;

  @BeforeAll
  static void start() {
    database = TestPostgres.with("CREATE TABLE items (id int, name text)");
    server =
        TestServer.with(database)
            .bufferedBody(4096)
            .logic(
                "echo/all.js",
                "/* ---\naccess: public\nreadOnly: true\nparams: "
                    + ALL
                    + "\n--- */\nexport default (params) => params")
            .logic("items/list.sql", readOnly("public", "SELECT id, name FROM items ORDER BY id"))
            .logic("items/many.sql", readOnly("public", "SELECT g FROM generate_series(1, 2000) g"))
            .logic("items/mine.sql", readOnly("authenticated", "SELECT :user_id::text AS me"))
            .logic("items/chief.sql", readOnly("chief", "SELECT 1 AS one"))
            .sql("items/add", "{}", "INSERT INTO items VALUES (1, 'a')")
            .logic("items/sly.js", slyWriter())
            .logic("items/_hidden.sql", readOnly("public", "SELECT 1 AS one"))
            .start();
  }

  private static String readOnly(String access, String sql) {
    return "/* ---\naccess: " + access + "\nreadOnly: true\n--- */\n" + sql;
  }

  private static String slyWriter() {
    return "/* ---\naccess: public\nreadOnly: true\n--- */\n"
        + "export default async (p, context) =>"
        + " context.db.query('main', 'INSERT INTO items VALUES (1)')";
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.uri(path));
  }

  private static Response get(String path) {
    return server.send(request(path).GET());
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("", "{}"),
        Arguments.of("?", "{}"),
        Arguments.of("?&&", "{}"),
        Arguments.of("?s=", "{\"s\":\"\"}"),
        Arguments.of("?s", "{\"s\":\"\"}"),
        Arguments.of("?s=a+b%2Bc%20d", "{\"s\":\"a b+c d\"}"),
        Arguments.of("?s=1", "{\"s\":\"1\"}"),
        Arguments.of("?s=null", "{\"s\":\"null\"}"),
        Arguments.of("?s=%22q%22", "{\"s\":\"\\\"q\\\"\"}"),
        Arguments.of("?s=a=b", "{\"s\":\"a=b\"}"),
        Arguments.of("?s=%C3%BC%F0%9F%98%80", "{\"s\":\"ü😀\"}"),
        Arguments.of("?i=20", "{\"i\":20}"),
        Arguments.of("?i=-9007199254740991", "{\"i\":-9007199254740991}"),
        Arguments.of("?i=null", "{}"),
        Arguments.of("?n=1.5e3&b=true", "{\"n\":1500,\"b\":true}"),
        Arguments.of("?j=%7B%22a%22%3A%5B1%5D%7D", "{\"j\":{\"a\":[1]}}"),
        Arguments.of(
            "?u=0190163d-8694-739b-aea5-966c26f8ad91&d=2024-02-29&t=2024-02-29T12:00:00Z",
            "{\"u\":\"0190163d-8694-739b-aea5-966c26f8ad91\",\"d\":\"2024-02-29\","
                + "\"t\":\"2024-02-29T12:00:00Z\"}"),
        Arguments.of("?l=%5B%22a%22,%22b%22%5D", "{\"l\":[\"a\",\"b\"]}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void texts_are_taken_as_they_are_and_all_else_as_json(String query, String answer)
      throws Exception {
    Response response = get("/call/echo/all" + query);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    assertThat(response.json()).isEqualTo(new ObjectMapper().readTree(answer));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("?i=", "Invalid parameter i: must be JSON of type int"),
        Arguments.of("?i=1&i=1", "The query has i twice"),
        Arguments.of("?i=1&%69=2", "The query has i twice"),
        Arguments.of("?i=%2220%22", "Invalid parameter i: must be an integer, not a string"),
        Arguments.of("?i=1.0", "Invalid parameter i: must be an integer, not a number"),
        Arguments.of("?b=yes", "Invalid parameter b: must be JSON of type bool"),
        Arguments.of("?l=a", "Invalid parameter l: must be JSON of type array<string>"),
        Arguments.of("?j={\"a\":1,\"a\":2}", "Invalid parameter j: must be JSON of type json"),
        Arguments.of("?s=%", "The URL has a % without two hex digits"),
        Arguments.of("?s=%g1", "The URL has a % without two hex digits"),
        Arguments.of("?s=%ff", "The URL is not valid UTF-8"),
        Arguments.of("?s=%C0%AF", "The URL is not valid UTF-8"),
        Arguments.of("?x=1", "Unknown parameter: x"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_bad_query_is_400(String query, String message) throws Exception {
    String answer = Raw.answer(server, "GET /call/echo/all" + query + " HTTP/1.1\r\nHost: x\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400 ");
    assertThat(Raw.error(answer).path("message").asText()).isEqualTo(message);
    assertThat(Raw.error(answer).path("code").asText()).isEqualTo("VALIDATION_ERROR");
  }

  @Test
  void an_answer_has_a_tag_of_its_content_and_who_has_it_gets_304() {
    database.execute("DELETE FROM items", "INSERT INTO items VALUES (1, 'a')");
    Response first = get("/call/items/list");
    assertThat(first.body()).isEqualTo("[{\"id\":1,\"name\":\"a\"}]");
    String tag = first.header("ETag");
    assertThat(tag).matches("\"[0-9a-f]{64}\"");
    assertThat(first.header("Cache-Control")).isEqualTo("no-store");
    for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
      Response again = server.send(request("/call/items/list").header("If-None-Match", known));
      assertThat(again.status()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo(tag);
      assertThat(again.header("X-Request-ID")).isNotEmpty();
    }
    database.execute("UPDATE items SET name = 'b'");
    Response changed = server.send(request("/call/items/list").header("If-None-Match", tag));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body()).isEqualTo("[{\"id\":1,\"name\":\"b\"}]");
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void an_answer_that_is_larger_than_the_memory_for_one_goes_out_in_parts_without_a_tag() {
    Response response = get("/call/items/many");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json()).hasSize(2000);
    assertThat(response.header("ETag")).isEmpty();
  }

  @Test
  void a_head_has_the_headers_of_a_get_and_no_body() throws Exception {
    Response get = get("/call/echo/all?i=1");
    String head = Raw.answer(server, "HEAD /call/echo/all?i=1 HTTP/1.1\r\nHost: x\r\n");
    assertThat(head)
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("\r\ncontent-length: " + get.body().length() + "\r\n")
        .contains("ETag: " + get.header("ETag"))
        .endsWith("\r\n\r\n");
  }

  @Test
  void what_may_change_something_is_not_called_by_get() {
    for (String path : new String[] {"items/add", "crud/main/items/select"}) {
      Response response = get("/call/" + path);
      assertThat(response.status()).as(path).isEqualTo(405);
      assertThat(response.code()).isEqualTo("METHOD_NOT_ALLOWED");
      assertThat(response.header("Allow")).isEqualTo("POST");
    }
    assertThat(get("/call/items/sly").code()).isEqualTo("INTERNAL_ERROR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"items/_hidden", "items/%5Fhidden", "items/_nope", "_a/b"})
  void pitfall_16_a_private_path_is_403_by_get_too(String path) {
    assertThat(get("/call/" + path).status()).isEqualTo(403);
    assertThat(get("/call/" + path + "?s=%ff").status()).isEqualTo(400);
  }

  @Test
  void checks_come_in_the_order_of_a_post() {
    assertThat(get("/call/no/such").status()).isEqualTo(404);
    assertThat(get("/call/").status()).isEqualTo(404);
    assertThat(get("/call/items/mine").status()).isEqualTo(401);
    assertThat(get("/call/items/chief?x=1").status()).isEqualTo(401);
    String user = "Bearer " + TestTokens.of("u1");
    assertThat(server.send(request("/call/items/chief?x=1").header("Authorization", user)).status())
        .isEqualTo(403);
    assertThat(server.send(request("/call/items/mine").header("Authorization", user)).body())
        .isEqualTo("[{\"me\":\"u1\"}]");
    assertThat(
            server.send(request("/call/items/list").header("Authorization", "Bearer x")).status())
        .isEqualTo(401);
  }

  @Test
  void the_url_names_the_function_of_a_post_too() {
    var body = HttpRequest.BodyPublishers.ofString("{\"i\": 7}");
    assertThat(server.send(request("/call/echo/all").POST(body)).body()).isEqualTo("{\"i\":7}");
    var none = HttpRequest.BodyPublishers.noBody();
    assertThat(server.send(request("/call/echo/all").POST(none)).body()).isEqualTo("{}");
    assertThat(server.send(request("/call/items/_hidden").POST(none)).status()).isEqualTo(403);
    Response put = server.send(request("/call/echo/all").PUT(none));
    assertThat(put.status()).isEqualTo(405);
    assertThat(put.header("Allow")).isEqualTo("GET, HEAD, POST");
  }
}
