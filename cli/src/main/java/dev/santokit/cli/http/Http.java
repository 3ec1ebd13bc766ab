package dev.santokit.cli.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * One request, one answer. Redirects are not followed: a token goes to the server it is meant for.
 */
public final class Http implements AutoCloseable {

  private final HttpClient client =
      HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER).build();

  /**
   * What a server said.
   *
   * @param body as UTF-8; empty when there was none
   */
  public record Answer(int status, String body) {}

  /**
   * Reads a resource.
   *
   * @param timeout for the whole of it
   * @throws java.net.http.HttpTimeoutException when it is over
   */
  public Answer get(URI uri, Duration timeout) throws IOException, InterruptedException {
    return get(uri, Map.of(), timeout);
  }

  /**
   * Reads a resource.
   *
   * @param headers sent along
   * @param timeout for the whole of it
   * @throws java.net.http.HttpTimeoutException when it is over
   */
  public Answer get(URI uri, Map<String, String> headers, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout).GET();
    headers.forEach(request::header);
    return send(request.build());
  }

  /**
   * Sends JSON, once.
   *
   * @param headers added to the content type
   * @param timeout for the whole of it
   * @throws java.net.http.HttpTimeoutException when it is over
   */
  public Answer post(URI uri, Map<String, String> headers, String json, Duration timeout)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8));
    headers.forEach(request::header);
    return send(request.build());
  }

  private Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(response.statusCode(), response.body());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
