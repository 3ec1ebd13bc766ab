package dev.santokit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers requests as it was told, writes them down, and refuses all others as an API server. */
final class FakeApiServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What it was asked. */
  record Request(String line, String contentType, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }

  private record Answer(int status, String body) {}

  FakeApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** To a request line, without its query. */
  FakeApiServer answers(String line, String body) {
    answers.put(line, new Answer(200, body));
    return this;
  }

  FakeApiServer refuses(String line, int code, String reason, String message) {
    String status =
        JSON.createObjectNode()
            .put("kind", "Status")
            .put("apiVersion", "v1")
            .put("status", "Failure")
            .put("message", message)
            .put("reason", reason)
            .put("code", code)
            .set("details", JSON.createObjectNode().put("name", "shop"))
            .toString();
    answers.put(line, new Answer(code, status));
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    requests.add(
        new Request(exchange.getRequestMethod() + " " + exchange.getRequestURI(), type, body));
    if (!answers.containsKey(line)) {
      refuses(line, 403, "Forbidden", "the test allows no " + line);
    }
    Answer answer = answers.get(line);
    byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  List<Request> requests() {
    return requests;
  }

  List<Request> requests(String method) {
    return requests.stream().filter(request -> request.line.startsWith(method + " ")).toList();
  }

  /** A file that leads here, for the namespace. */
  Path kubeconfig(Path folder, String namespace) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
        contexts: [{name: test, context: {cluster: test, user: test, namespace: %s}}]
        users: [{name: test, user: {token: nobody}}]
        """
            .formatted(server.getAddress().getPort(), namespace);
    try {
      return Files.writeString(folder.resolve("kubeconfig"), text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
