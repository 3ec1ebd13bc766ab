package dev.santokit.operator.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between one process of the operator and the API server, and lets go wrong what a test asks
 * for. Who calls is shown by the token, which is passed on. Watches are hanging requests here: a
 * WebSocket is refused, as by {@code kubectl proxy}, and clients know that.
 */
final class CuttingProxy implements AutoCloseable {

  private static final Set<String> READS = Set.of("GET", "HEAD");

  /** Headers that belong to one connection, or that the client sets by itself. */
  private static final Set<String> OF_A_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "transfer-encoding",
          "upgrade");

  private static final int UPGRADE_REFUSED = 200;

  /** What happens to a request. */
  sealed interface Fault {
    /** Nothing: it is passed on. */
    record None() implements Fault {}

    /** The connection is closed before the API server has heard of it. */
    record Lost() implements Fault {}

    /** The API server does it, and the connection is closed before anyone hears of that. */
    record AnswerLost() implements Fault {}

    /** The API server has not heard of it, and this is the answer. */
    record Answered(int status, String reason) implements Fault {}
  }

  /** A request that is to change something. */
  record Write(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** Says what happens to writes; called by several threads. */
  interface Plan {
    Fault of(Write write);
  }

  private final HttpServer front;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient back;
  private final String server;
  private final Set<InputStream> open = ConcurrentHashMap.newKeySet();

  private volatile Plan plan = write -> new Fault.None();
  private volatile boolean away;

  /** In front of the API server that a client's configuration names. */
  CuttingProxy(Config admin) throws IOException, GeneralSecurityException {
    // Its certificate is trusted, and nothing of the test's own rights is used.
    Config anonymous =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(admin.getMasterUrl())
            .withCaCertData(admin.getCaCertData())
            .withCaCertFile(admin.getCaCertFile())
            .build();
    server = admin.getMasterUrl().replaceAll("/+$", "");
    back =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(SSLUtils.sslContext(anonymous))
            .executor(threads)
            .build();
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext("/", this::handle);
    front.setExecutor(threads);
    front.start();
  }

  /** Where it listens. */
  String url() {
    return "http://127.0.0.1:" + front.getAddress().getPort();
  }

  /** From now on this decides over writes. */
  void follow(Plan plan) {
    this.plan = plan;
  }

  /** Closes all connections, and each new one, until {@link #back}. */
  void away() {
    away = true;
    for (InputStream watch : open) {
      try {
        watch.close();
      } catch (IOException closing) {
        throw new AssertionError(closing); // of a response's body that was not read to its end
      }
    }
  }

  /** Ends {@link #away}. */
  void back() {
    away = false;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (away) {
        return; // closes the connection
      }
      if (exchange.getRequestHeaders().containsKey("Upgrade")) {
        exchange.sendResponseHeaders(UPGRADE_REFUSED, -1);
        return;
      }
      String path = exchange.getRequestURI().toString();
      Fault fault =
          READS.contains(exchange.getRequestMethod())
              ? new Fault.None()
              : plan.of(new Write(exchange.getRequestMethod(), path));
      switch (fault) {
        case Fault.None() -> answer(exchange, forward(exchange, path, body));
        case Fault.Lost() -> {}
        case Fault.AnswerLost() -> {
          try (InputStream lost = forward(exchange, path, body).body()) {
            lost.readAllBytes();
          }
        }
        case Fault.Answered(int status, String reason) -> refuse(exchange, status, reason);
      }
    } catch (IOException cut) {
      // One of the two sides has gone: the other one is told by closing its connection.
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<InputStream> forward(HttpExchange exchange, String path, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server + path))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OF_A_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return back.send(request.build(), BodyHandlers.ofInputStream());
  }

  private void answer(HttpExchange exchange, HttpResponse<InputStream> response)
      throws IOException {
    try (InputStream body = response.body()) {
      open.add(body);
      List<String> types = response.headers().allValues("content-type");
      types.forEach(type -> exchange.getResponseHeaders().add("Content-Type", type));
      exchange.sendResponseHeaders(response.statusCode(), 0);
      OutputStream out = exchange.getResponseBody();
      byte[] buffer = new byte[8192];
      for (int read = body.read(buffer); read >= 0 && !away; read = body.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush(); // a watch tells of each change when it happens
      }
    } finally {
      open.remove(response.body());
    }
  }

  private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
    byte[] body =
        """
        {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": %d, "reason": "%s", "message": "injected"}
        """
            .formatted(status, reason)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    front.stop(0);
    back.shutdownNow();
    threads.shutdownNow();
  }
}
