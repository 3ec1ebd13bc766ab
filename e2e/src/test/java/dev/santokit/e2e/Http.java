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

/** Calls of functions, as a client makes them. */
final class Http {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI base;

  Http(URI base) {
    this.base = base;
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
    var request =
        HttpRequest.newBuilder(base.resolve("/call"))
            .timeout(Duration.ofSeconds(15))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(path, params)))
            .build();
    try {
      return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
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
