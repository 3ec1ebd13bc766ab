package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of other origins may do, and the headers that a project adds to every answer. */
class CrossOriginTest {

  private static final String APP = "https://app.example.com";

  private static TestServer server;
  private static TestServer silent;

  @BeforeAll
  static void start() {
    server =
        project()
            .config(
                "/cors",
                "{\"origins\": [\"" + APP + "\", \"https://*.shop.test\"], \"credentials\": true}")
            .config("/headers", "{\"Strict-Transport-Security\": \"max-age=63072000\"}")
            .maxRequestBody(1000)
            .start();
    silent = project().start();
  }

  private static TestServer.Builder project() {
    return TestServer.withoutDatabase().js("hello/ping", "export default () => 'pong'");
  }

  @AfterAll
  static void stop() {
    server.close();
    silent.close();
  }

  private static Response post(TestServer to, String origin, String body) {
    return to.send(to.post(body).header("Origin", origin));
  }

  private static Response preflight(TestServer to, String origin, String path) {
    return to.send(
        HttpRequest.newBuilder(to.uri(path))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,X-Custom, bad header"));
  }

  private static List<String> all(Response response, String header) {
    return response.http().headers().allValues(header);
  }

  private static void assertClosed(Response response) {
    assertThat(response.http().headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {APP, "https://eu.shop.test", "https://a.b.shop.test"})
  void pages_of_an_origin_that_is_named_may_read_answers(String origin) {
    Response response = post(server, origin, "{\"path\": \"hello/ping\"}");
    assertThat(response.body()).isEqualTo("\"pong\"");
    assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(origin);
    assertThat(response.header("Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(response.header("Access-Control-Expose-Headers"))
        .contains("X-Request-ID", "X-Santokit-Release", "X-Cache-Status", "ETag", "Retry-After");
    assertThat(all(response, "Vary")).contains("Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test",
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://app.example.com.evil.test",
        "https://shop.test",
        "https://evilshop.test",
        "null",
        "*"
      })
  void pages_of_other_origins_may_not(String origin) {
    Response response = post(server, origin, "{\"path\": \"hello/ping\"}");
    assertThat(response.status()).isEqualTo(200);
    assertClosed(response);
    assertThat(all(response, "Vary")).contains("Origin");
    Response asked = preflight(server, origin, "/call");
    assertThat(asked.status()).isEqualTo(405);
    assertClosed(asked);
  }

  @Test
  void errors_can_be_read_too() {
    for (Response response :
        List.of(
            post(server, APP, "nonsense"),
            post(server, APP, "{\"path\": \"no/such\"}"),
            post(server, APP, "x".repeat(1001)),
            server.send(HttpRequest.newBuilder(server.uri("/nope")).header("Origin", APP)))) {
      assertThat(response.status()).isBetween(400, 413);
      assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(APP);
      assertThat(response.header("Strict-Transport-Security")).isEqualTo("max-age=63072000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/call", "/call/hello/ping", "/openapi.json", "/nope"})
  void a_browser_that_asks_first_is_told_what_it_may_send(String path) {
    Response response = preflight(server, APP, path);
    assertThat(response.status()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(APP);
    assertThat(response.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, POST");
    assertThat(response.header("Access-Control-Allow-Headers").split(", "))
        .contains("authorization", "content-type", "x-request-id", "traceparent", "x-custom")
        .doesNotContain("bad header");
    assertThat(response.header("Access-Control-Max-Age")).isEqualTo("7200");
    assertThat(String.join(", ", all(response, "Vary")))
        .containsIgnoringCase("origin")
        .containsIgnoringCase("access-control-request-headers");
  }

  @Test
  void an_options_that_is_no_such_question_is_405() {
    var options =
        HttpRequest.newBuilder(server.uri("/call"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", APP);
    assertThat(server.send(options).status()).isEqualTo(405);
  }

  @Test
  void a_project_that_names_no_origin_lets_no_page_in() {
    Response response = post(silent, APP, "{\"path\": \"hello/ping\"}");
    assertClosed(response);
    assertThat(all(response, "Vary")).isEmpty();
    assertThat(preflight(silent, APP, "/call").status()).isEqualTo(405);
  }

  @Test
  void all_origins_are_one_answer_for_all() {
    try (TestServer open = project().config("/cors", "{\"origins\": [\"*\"]}").start()) {
      Response response = post(open, "https://any.test", "{\"path\": \"hello/ping\"}");
      assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(response.header("Access-Control-Allow-Credentials")).isEmpty();
      assertThat(all(response, "Vary")).isEmpty();
    }
  }
}
