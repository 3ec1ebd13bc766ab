package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls of functions, as a client makes them. */
final class Http {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI base;
  private final @Nullable String token;

  Http(URI base) {
    this(base, null);
  }

  private Http(URI base, @Nullable String token) {
    this.base = base;
    this.token = token;
  }

  /** The same, by somebody with a token. */
  Http with(String token) {
    return new Http(base, token);
  }

  static String body(String path, String params) {
    return "{\"path\": \"%s\", \"params\": %s}".formatted(path, params);
  }

  /**
   * {@code POST /call}.
   *
   * @param params as JSON
   * @throws IOException when no answer comes
   */
  Answer call(String path, String params) throws IOException {
    return answer(
        request("/call")
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(path, params))));
  }

  /**
   * {@code GET}.
   *
   * @param headers names and values in turns
   * @throws IOException when no answer comes
   */
  Answer get(String path, String... headers) throws IOException {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return answer(request);
  }

  private HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(15));
    return token == null ? request : request.header("authorization", "Bearer " + token);
  }

  private Answer answer(HttpRequest.Builder request) throws IOException {
    try {
      return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** An answer. */
  record Answer(HttpResponse<String> response) {

    int status() {
      return response.statusCode();
    }

    Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    JsonNode json() {
      return parse(response.body());
    }

    Answer is(int status) {
      assertThat(status()).as(response.body()).isEqualTo(status);
      return this;
    }

    String code() {
      return json().at("/error/code").asText();
    }
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      throw new AssertionError("no JSON: " + text, noJson);
    }
  }
}
