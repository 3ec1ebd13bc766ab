package dev.santokit.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.santokit.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs what commands do most often, so that a JVM that records it starts them faster afterwards: a
 * project is checked, and applied to something that answers as an API server does.
 */
final class Rehearsal {

  private Rehearsal() {}

  /**
   * Rehearses.
   *
   * @param arguments the folder of a project
   */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", Rehearsal::answer);
    server.start();
    Path kubeconfig = Files.createTempFile("stk-rehearsal", ".yaml");
    try {
      Files.writeString(
          kubeconfig,
          """
          current-context: c
          contexts: [{name: c, context: {cluster: c, user: u}}]
          clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
          users: [{name: u, user: {token: t}}]
          """
              .formatted(server.getAddress().getPort()));
      Terminal terminal =
          new Terminal(
              new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
              new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
              InputStream.nullInputStream(),
              Path.of("").toAbsolutePath(),
              Map.of("KUBECONFIG", kubeconfig.toString(), "PATH", System.getenv("PATH")),
              false,
              false);
      Stk.run(terminal, "validate", arguments[0]);
      Stk.run(terminal, "apply", arguments[0], "--no-wait");
    } finally {
      Files.delete(kubeconfig);
      server.stop(0);
    }
  }

  /** There is nothing yet, and all that is applied is taken. */
  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      boolean list = path.endsWith("/logicbundles") || path.endsWith("/schemaplans");
      byte[] body =
          switch (exchange.getRequestMethod()) {
            case "PATCH" -> sent;
            default ->
                list
                    ? "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[]}"
                        .getBytes(StandardCharsets.UTF_8)
                    : "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404,\"reason\":\"NotFound\"}"
                        .getBytes(StandardCharsets.UTF_8);
          };
      boolean found = list || exchange.getRequestMethod().equals("PATCH");
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(found ? 200 : 404, body.length);
      new ByteArrayInputStream(body).transferTo(exchange.getResponseBody());
    }
  }
}
