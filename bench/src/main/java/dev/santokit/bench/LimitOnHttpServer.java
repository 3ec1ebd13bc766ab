package dev.santokit.bench;

import com.nimbusds.jose.JOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** {@link Limit} behind the HTTP server that comes with the JDK, on virtual threads. */
final class LimitOnHttpServer {

  private LimitOnHttpServer() {}

  /** Arguments: port of HTTP, port of Postgres. The secret stands in {@code JWT_SECRET}. */
  public static void main(String[] arguments) throws IOException, JOSEException {
    var limit = new Limit(Integer.parseInt(arguments[1]), System.getenv("JWT_SECRET"));
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/call",
        exchange ->
            answer(
                limit.call(
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestBody().readAllBytes()),
                exchange));
    server.createContext("/health", exchange -> answer(Limit.health(), exchange));
    server.start();
  }

  private static void answer(Limit.Reply reply, HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }
}
