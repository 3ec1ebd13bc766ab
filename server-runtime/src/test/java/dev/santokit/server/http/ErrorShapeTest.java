package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, its answer has the one shape. */
class ErrorShapeTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.withoutDatabase()
            .js("hello/ping", "export default () => 'pong'")
            .js("hello/forbidden", "export default () => { throw new Error('Forbidden') }")
            .js("hello/unauthorized", "export default () => { throw new Error('Unauthorized') }")
            .js("hello/broken", "export default () => { null.x }")
            .js(
                "hello/teapot",
                "export default () => { throw {status: 418, code: 'TEA', message: 'no coffee',"
                    + " details: {pots: 1}} }")
            .maxRequestBody(10_000)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode assertShape(Response response, int status, String code) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    assertThat(response.header("X-Request-ID")).matches("[A-Za-z0-9._-]{1,128}");
    JsonNode error = response.json().path("error");
    assertThat(response.json().size()).isEqualTo(1);
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("message").asText()).isNotBlank();
    assertThat(error.path("requestId").asText()).isEqualTo(response.header("X-Request-ID"));
    return error;
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of("", "Invalid JSON body"),
        Arguments.of(" ", "Invalid JSON body"),
        Arguments.of("{", "Invalid JSON body"),
        Arguments.of("nope", "Invalid JSON body"),
        Arguments.of("{\"path\": \"hello/ping\"} x", "Invalid JSON body"),
        Arguments.of("{\"path\": \"hello/ping\"}{}", "Invalid JSON body"),
        Arguments.of("{\"path\": \"a/b\", \"path\": \"hello/ping\"}", "Invalid JSON body"),
        Arguments.of(
            "{\"path\": \"hello/ping\", \"params\": {\"a\": 1, \"a\": 2}}", "Invalid JSON body"),
        Arguments.of("{'path': 'hello/ping'}", "Invalid JSON body"),
        Arguments.of("{\"path\": \"hello/ping\",}", "Invalid JSON body"),
        Arguments.of("// x\n{\"path\": \"hello/ping\"}", "Invalid JSON body"),
        Arguments.of("{\"path\": NaN}", "Invalid JSON body"),
        Arguments.of("{\"path\": 01}", "Invalid JSON body"),
        Arguments.of("{\"path\": \"\\x\"}", "Invalid JSON body"),
        Arguments.of("{\"path\": \"\\ud800\"}", "Invalid JSON body"),
        Arguments.of("{\"\\udc00\\ud800\": 1}", "Invalid JSON body"),
        Arguments.of("{\"path\": \"a\nb\"}", "Invalid JSON body"),
        Arguments.of("{\"x\": " + "1".repeat(401) + "}", "Invalid JSON body"),
        Arguments.of("{\"x\": 1e401}", "Invalid JSON body"),
        Arguments.of("{\"x\": 1e999999999}", "Invalid JSON body"),
        Arguments.of("{\"x\": 1e-999999999}", "Invalid JSON body"),
        Arguments.of("{\"x\": 1e99999999912345678901234567890}", "Invalid JSON body"),
        Arguments.of("{\"x\": " + "[".repeat(64) + "]".repeat(64) + "}", "Invalid JSON body"),
        Arguments.of("[]", "The body must be an object {\"path\", \"params\"}"),
        Arguments.of("7", "The body must be an object {\"path\", \"params\"}"),
        Arguments.of("null", "The body must be an object {\"path\", \"params\"}"),
        Arguments.of("{}", "Missing path"),
        Arguments.of("{\"path\": 5}", "path must be a string"),
        Arguments.of("{\"path\": null}", "path must be a string"),
        Arguments.of(
            "{\"path\": \"a/b\", \"parms\": {}}",
            "Unknown key parms in the body; did you mean \"params\"?"),
        Arguments.of(
            "{\"batch\": []}", "batch must be an array of 1 to 100 calls {\"path\", \"params\"}"),
        Arguments.of(
            "{\"path\": \"hello/ping\", \"params\": []}", "params must be an object, not an array"),
        Arguments.of("{\"path\": \"hello/ping\", \"params\": {\"x\": 1}}", "Unknown parameter: x"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void a_bad_body_is_400(String body, String message) {
    JsonNode error = assertShape(server.send(server.post(body)), 400, "VALIDATION_ERROR");
    assertThat(error.path("message").asText()).isEqualTo(message);
  }

  static Stream<byte[]> otherEncodings() {
    String body = "{\"path\": \"hello/ping\"}";
    return Stream.of(
        body.getBytes(StandardCharsets.UTF_16),
        body.getBytes(Charset.forName("UTF-32BE")),
        "{\"path\": \"hello/p\u00efng\"}".getBytes(StandardCharsets.ISO_8859_1),
        new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
        new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void a_body_is_utf_8_and_nothing_else(byte[] body) {
    var request =
        HttpRequest.newBuilder(server.uri("/call"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    JsonNode error = assertShape(server.send(request), 400, "VALIDATION_ERROR");
    assertThat(error.path("message").asText()).isEqualTo("Invalid JSON body");
  }

  @Test
  void a_byte_order_mark_before_the_body_is_ignored() {
    assertThat(server.send(server.post("\ufeff{\"path\": \"hello/ping\"}")).status())
        .isEqualTo(200);
  }

  @Test
  void an_upgrade_to_http_2_is_not_taken() {
    var request =
        HttpRequest.newBuilder(server.uri("/health")).version(HttpClient.Version.HTTP_2).GET();
    assertThat(server.send(request).http().version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void messages_do_not_grow_with_what_they_repeat() {
    String path = "a/" + "b".repeat(5_000);
    assertThat(server.call(path, "{}").message()).hasSizeLessThan(300);
    assertThat(server.send(server.post("{\"" + path + "\": 1}")).message()).hasSizeLessThan(300);
  }

  @Test
  void numbers_of_400_digits_and_63_levels_of_lists_are_taken() {
    String body = "{\"path\": \"hello/ping\", \"params\": {\"x\": %s}}";
    for (String value : new String[] {"1".repeat(400), "1e399", "[".repeat(62) + "]".repeat(62)}) {
      assertThat(server.send(server.post(body.formatted(value))).message())
          .isEqualTo("Unknown parameter: x");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/nope", "/CALL", "/call%2F", "//call", "/health/x", "/call.php", "/%00"})
  void an_unknown_url_is_404(String path) {
    assertShape(server.send(HttpRequest.newBuilder(server.uri(path)).GET()), 404, "NOT_FOUND");
    assertShape(
        server.send(
            HttpRequest.newBuilder(server.uri(path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))),
        404,
        "NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/auth/login", "/storage/x/sign", "/changes"})
  void what_comes_later_is_refused_by_name(String path) {
    JsonNode error =
        assertShape(server.send(HttpRequest.newBuilder(server.uri(path)).GET()), 404, "NOT_FOUND");
    assertThat(error.path("message").asText()).isEqualTo(path + " is not supported yet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
  void other_methods_are_405(String method) {
    Response response =
        server.send(
            HttpRequest.newBuilder(server.uri("/call"))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    assertShape(response, 405, "METHOD_NOT_ALLOWED");
    assertThat(response.message()).isEqualTo("Method Not Allowed");
    assertThat(response.header("Allow")).isEqualTo("POST");
  }

  @Test
  void pitfall_64_a_body_over_the_limit_is_413() {
    assertShape(server.send(server.post("x".repeat(10_001))), 413, "PAYLOAD_TOO_LARGE");
    assertThat(server.send(server.post("x".repeat(10_000))).status()).isEqualTo(400);
  }

  @Test
  void pitfall_64_a_body_without_a_length_is_bounded_too() {
    var body =
        HttpRequest.BodyPublishers.fromPublisher(
            HttpRequest.BodyPublishers.ofString("x".repeat(50_000)));
    assertShape(
        server.send(HttpRequest.newBuilder(server.uri("/call")).POST(body)),
        413,
        "PAYLOAD_TOO_LARGE");
  }

  @Test
  void pitfall_15_an_error_of_a_function_has_the_status_that_it_asks_for() {
    assertShape(server.call("hello/unauthorized", "{}"), 401, "AUTHENTICATION_ERROR");
    assertShape(server.call("hello/forbidden", "{}"), 403, "AUTHORIZATION_ERROR");
    JsonNode tea = assertShape(server.call("hello/teapot", "{}"), 418, "TEA");
    assertThat(tea.path("message").asText()).isEqualTo("no coffee");
    assertThat(tea.at("/details/pots").asInt()).isEqualTo(1);
  }

  @Test
  void pitfall_62_an_unexpected_error_says_nothing_of_the_inside() {
    JsonNode error = assertShape(server.call("hello/broken", "{}"), 500, "INTERNAL_ERROR");
    assertThat(error.path("message").asText()).isEqualTo("Internal error");
  }

  @Test
  void pitfall_63_an_inbound_request_id_is_kept_when_it_is_harmless() {
    assertThat(withRequestId("abc-1.2_3").header("X-Request-ID")).isEqualTo("abc-1.2_3");
    for (String bad : new String[] {"a b", "a\"b", "<x>", "x".repeat(129), "ü"}) {
      assertThat(withRequestId(bad).header("X-Request-ID")).matches("[0-9a-f]{32}");
    }
  }

  private static Response withRequestId(String id) {
    return server.send(server.post("{}").header("X-Request-ID", id));
  }

  @Test
  void every_answer_has_its_headers() {
    Response response = server.call("hello/ping", "{}");
    assertThat(response.body()).isEqualTo("\"pong\"");
    assertThat(response.header("Content-Type")).isEqualTo("application/json");
    assertThat(response.header("X-Cache-Status")).isEqualTo("MISS");
    assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    assertThat(response.header("X-Execution-Time")).matches("[0-9]+ms");
    assertThat(response.header("X-Santokit-Release")).matches("[0-9a-f]{12};rev=1");
    assertThat(response.header("X-Request-ID")).matches("[0-9a-f]{32}");
  }

  @Test
  void health_says_ok() {
    var health = HttpRequest.newBuilder(server.uri("/health"));
    assertThat(server.send(health.GET()).body()).isEqualTo("OK");
    assertThat(server.send(health.HEAD()).status()).isEqualTo(200);
    assertShape(
        server.send(health.POST(HttpRequest.BodyPublishers.noBody())), 405, "METHOD_NOT_ALLOWED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "GET\r\n\r\n",
        "POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "GET /health HTTP/1.1\r\nHo st: x\r\n\r\n",
        "POST /call HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n",
        "POST /call HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n"
      })
  void what_is_no_http_is_400_in_the_same_shape(String request) throws IOException {
    String answer = raw(request);
    assertThat(answer).startsWith("HTTP/1.").contains(" 400 ");
    assertRawShape(answer, "VALIDATION_ERROR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/0.9", "HTTP/1.2", "HTTP/3.0", "HTTP/9.9"})
  void an_unknown_version_is_505_in_the_same_shape(String version) throws IOException {
    String answer = raw("GET /health " + version + "\r\nHost: x\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.").contains(" 505 ");
    assertRawShape(answer, "VALIDATION_ERROR");
  }

  @Test
  void urls_and_headers_have_bounds() throws IOException {
    String url = raw("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(url).contains(" 414 ");
    assertRawShape(url, "PAYLOAD_TOO_LARGE");
    String header = raw("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
    assertThat(header).contains(" 431 ");
    assertRawShape(header, "PAYLOAD_TOO_LARGE");
  }

  private static void assertRawShape(String answer, String code) throws IOException {
    JsonNode error = Raw.error(answer);
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("requestId").asText()).isNotBlank();
  }

  private static String raw(String request) throws IOException {
    return Raw.exchange(server, request);
  }
}
