package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import java.net.http.HttpRequest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of all that is wrong with a call, the first in the contract's order is its answer. */
class OrderOfChecksTest {

  private static final String BAD_TOKEN = "garbage";
  private static TestServer server;

  @BeforeAll
  static void start() {
    String header = "/* ---\naccess: [chief]\nreadOnly: true\nparams: {n: {type: int}}\n--- */\n";
    server =
        TestServer.withoutDatabase()
            .logic(
                "chief/fails.js",
                header + "export default () => { throw {status: 418, code: 'TEA', message: 'x'} }")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> calls() {
    String user = TestTokens.of("u1");
    String chief = TestTokens.of("u1", "chief");
    return Stream.of(
        // all is wrong, then one thing fewer with each line
        Arguments.of("chief/_fails", "%ff", BAD_TOKEN, 400),
        Arguments.of("chief/_fails", "\"x\"", BAD_TOKEN, 403),
        Arguments.of("chief/nope", "\"x\"", BAD_TOKEN, 401),
        Arguments.of("chief/nope", "\"x\"", null, 404),
        Arguments.of("chief/fails", "\"x\"", null, 401),
        Arguments.of("chief/fails", "\"x\"", user, 403),
        Arguments.of("chief/fails", "\"x\"", chief, 400),
        Arguments.of("chief/fails", "1", chief, 418));
  }

  /** Sends the call with a parameter n that is written so. */
  private static Response send(HttpRequest.Builder request, @Nullable String token) {
    return server.send(
        token == null ? request : request.header("Authorization", "Bearer " + token));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void by_post(String path, String n, @Nullable String token, int status) {
    var call = server.post("{\"path\": \"" + path + "\", \"params\": {\"n\": " + n + "}}");
    assertThat(send(call, token).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void by_post_with_the_path_in_the_url(String path, String n, @Nullable String token, int status) {
    var body = HttpRequest.BodyPublishers.ofString("{\"n\": " + n + "}");
    var call = HttpRequest.newBuilder(server.uri("/call/" + path)).POST(body);
    assertThat(send(call, token).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void by_get(String path, String n, @Nullable String token, int status) {
    var call = HttpRequest.newBuilder(server.uri("/call/" + path + "?n=" + n.replace("\"", "%22")));
    assertThat(send(call, token).status()).isEqualTo(status);
  }
}
