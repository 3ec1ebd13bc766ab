package dev.santokit.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static TestServer server;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    TestPostgres database =
        TestPostgres.with(
            "CREATE TYPE mood AS ENUM ('sad', 'happy')",
            "CREATE TABLE users (id uuid NOT NULL, nick text, mood mood, points int8 NOT NULL,"
                + " tags text[] NOT NULL, extra jsonb)");
    server =
        TestServer.with(database)
            .config("/docs", "\"public\"")
            .logic(
                "users/list.sql",
                "/* ---\naccess: public\nreadOnly: true\ndescription: All users.\ntags: [people]\n"
                    + "params: {limit: {type: int, default: 20, min: 1, max: 100},"
                    + " name: {type: string, required: true, max: 50, description: whose},"
                    + " ids: {type: array<uuid>, min: 1}, extra: {type: json}}\n--- */\n"
                    + "SELECT * FROM users WHERE nick = :name AND (:ids::uuid[] IS NULL OR id ="
                    + " ANY(:ids)) AND (:extra::jsonb IS NULL OR true) LIMIT :limit")
            .logic(
                "users/add.sql",
                "/* ---\naccess: [chief]\nparams: {id: {type: uuid, required: true}}\n--- */\n"
                    + "INSERT INTO users VALUES (:id, NULL, NULL, 0, '{}')")
            .logic(
                "js/typed.js",
                "/* ---\nreturns: {ok: bool, at: timestamp?, list: [{id: int}], pair: [int, string],"
                    + " any: json}\n--- */\nexport default () => ({})")
            .js("js/silent", "export default () => 1")
            .js("js/_hidden", "export default () => 1")
            .start();
    document = get(server, null).json();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Response get(TestServer from, String token) {
    var request = HttpRequest.newBuilder(from.uri("/openapi.json"));
    return from.send(token == null ? request : request.header("Authorization", "Bearer " + token));
  }

  private static String text(String resource) {
    try (var stream = OpenApiTest.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What the schema that the OpenAPI Initiative publishes says against a document. */
  private static List<String> faults(String json) {
    String id = "https://spec.openapis.org/oas/3.1/schema/2026-08-03";
    var registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(id, text("openapi-3.1.json"))));
    return registry
        .getSchema(com.networknt.schema.SchemaLocation.of(id))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void it_is_valid_by_the_published_schema() {
    assertThat(faults(document.toString())).isEmpty();
    assertThat(faults(document.toString().replace("\"in\":\"query\"", "\"in\":\"body\"")))
        .isNotEmpty();
  }

  @Test
  void each_function_but_private_ones_is_called_by_post_and_by_get_when_it_only_reads() {
    assertThat(document.path("paths").properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "/call", "/call/js/silent", "/call/js/typed", "/call/users/add", "/call/users/list");
    assertThat(document.at("/paths/~1call~1users~1add").has("get")).isFalse();
    assertThat(document.at("/paths/~1call~1users~1list").has("get")).isTrue();
    assertThat(document.findValuesAsText("operationId")).doesNotHaveDuplicates();
  }

  @Test
  void parameters_have_their_types_and_bounds() {
    JsonNode parameters = document.at("/paths/~1call~1users~1list/get/parameters");
    assertThat(parameters.get(2))
        .hasToString(
            "{\"name\":\"limit\",\"in\":\"query\",\"required\":false,\"schema\":{\"type\":"
                + "\"integer\",\"format\":\"int64\",\"default\":20,\"minimum\":1,\"maximum\":100}}");
    assertThat(parameters.get(1).at("/content/application~1json/schema/items/format"))
        .hasToString("\"uuid\"");
    JsonNode body =
        document.at("/paths/~1call~1users~1list/post/requestBody/content/application~1json/schema");
    assertThat(body.path("required")).hasToString("[\"name\"]");
    assertThat(body.at("/properties/name"))
        .hasToString("{\"type\":\"string\",\"description\":\"whose\",\"maxLength\":50}");
    assertThat(body.at("/properties/limit/type")).hasToString("[\"integer\",\"null\"]");
    assertThat(body.path("additionalProperties")).hasToString("false");
  }

  @Test
  void results_are_what_the_database_says() {
    JsonNode rows =
        document.at(
            "/paths/~1call~1users~1list/get/responses/200/content/application~1json/schema");
    assertThat(rows.at("/items/properties/id")).hasToString("{\"type\":\"string\"}");
    assertThat(rows.at("/items/properties/nick")).hasToString("{\"type\":[\"string\",\"null\"]}");
    assertThat(rows.at("/items/properties/mood"))
        .hasToString("{\"type\":[\"string\",\"null\"],\"enum\":[\"sad\",\"happy\",null]}");
    assertThat(rows.at("/items/properties/tags/items/type")).hasToString("[\"string\",\"null\"]");
    assertThat(rows.at("/items/required")).hasSize(6);
  }

  @Test
  void results_are_what_the_author_says_where_no_database_knows() {
    String content = "/post/responses/200/content/application~1json/schema";
    JsonNode typed = document.at("/paths/~1call~1js~1typed" + content);
    assertThat(typed.at("/properties/at"))
        .hasToString("{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"}");
    assertThat(typed.at("/properties/pair/prefixItems")).hasSize(2);
    assertThat(document.at("/paths/~1call~1js~1silent" + content)).hasToString("{}");
  }

  @Test
  void who_needs_a_token_is_told() {
    assertThat(document.at("/paths/~1call~1users~1list/get/security"))
        .hasToString("[{},{\"bearer\":[]}]");
    assertThat(document.at("/paths/~1call~1js~1typed/post/security"))
        .hasToString("[{\"bearer\":[]}]");
    assertThat(document.at("/paths/~1call~1users~1add/post/x-santokit-roles"))
        .hasToString("[\"chief\"]");
  }

  @Test
  void nothing_of_the_inside_is_in_it() {
    assertThat(document.toString()).doesNotContain("_hidden", "SELECT", "INSERT", "export");
  }

  @Test
  void who_has_it_already_gets_304() {
    String tag = get(server, null).header("ETag");
    Response again =
        server.send(
            HttpRequest.newBuilder(server.uri("/openapi.json")).header("If-None-Match", tag));
    assertThat(again.status()).isEqualTo(304);
  }

  @Test
  void a_project_says_who_may_read_it() {
    try (TestServer authenticated =
        TestServer.withoutDatabase().js("a/b", "export default () => 1").start()) {
      assertThat(get(authenticated, null).status()).isEqualTo(401);
      assertThat(get(authenticated, TestTokens.of("u1")).status()).isEqualTo(200);
    }
    try (TestServer off =
        TestServer.withoutDatabase()
            .config("/docs", "\"off\"")
            .js("a/b", "export default () => 1")
            .start()) {
      assertThat(get(off, TestTokens.of("u1")).status()).isEqualTo(404);
      var manifest =
          HttpRequest.newBuilder(off.uri("/manifest"))
              .header("Authorization", "Bearer " + TestTokens.of("u1"));
      assertThat(off.send(manifest).status()).isEqualTo(404);
    }
  }
}
