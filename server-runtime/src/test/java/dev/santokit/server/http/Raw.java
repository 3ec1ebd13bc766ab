package dev.santokit.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.server.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests that no client of HTTP would send. */
final class Raw {

  private Raw() {}

  /**
   * What the server answers before it closes the connection.
   *
   * @param head request line and headers, without the empty line
   */
  static String answer(TestServer server, String head) throws IOException {
    return exchange(server, head + "Connection: close\r\n\r\n");
  }

  /** What the server says to these bytes before it closes the connection. */
  static String exchange(TestServer server, String bytes) throws IOException {
    try (var socket = new Socket("127.0.0.1", server.plane().port())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The error in an answer. */
  static JsonNode error(String answer) throws IOException {
    return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n"))).path("error");
  }
}
