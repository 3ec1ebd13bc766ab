package dev.santokit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time, on purpose or not, take nothing from others. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SlowClientsTest {

  private static final int BODY = 64 * 1024;

  /**
   * {@code -Dsantokit.connections=10000} opens more of them, where the system allows so many files.
   */
  private static final int MANY = Integer.getInteger("santokit.connections", 2_000);

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.withoutDatabase()
            .js("hello/ping", "export default () => 'pong'")
            .maxRequestBody(BODY)
            .slowClients(Duration.ofMillis(700))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", server.plane().port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends a byte now and then, as long as anyone takes it. */
  private static String trickled(String head, String drop) throws Exception {
    try (Socket socket = connect()) {
      send(socket, head);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
      while (socket.getInputStream().available() == 0 && System.nanoTime() < end) {
        try {
          send(socket, drop);
        } catch (IOException closed) {
          return "";
        }
        Thread.sleep(50);
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (java.net.SocketException reset) {
      return "";
    }
  }

  @Test
  void a_head_that_never_ends_ends_the_connection() throws Exception {
    long began = System.nanoTime();
    assertThat(trickled("GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ", "x")).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
  }

  @Test
  void a_body_that_never_ends_is_408() throws Exception {
    String answer =
        trickled("POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n{", " ");
    assertThat(answer).startsWith("HTTP/1.1 408 ").containsIgnoringCase("connection: close");
    assertThat(Raw.error(answer).path("code").asText()).isEqualTo("TIMEOUT");
  }

  @Test
  void a_call_that_takes_longer_than_a_client_may_is_none_of_this() throws Exception {
    try (Socket socket = connect()) {
      send(
          socket,
          "POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: 22\r\n\r\n{\"path\": \"hello/ping\"}");
      assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.UTF_8))
          .isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void thousands_of_half_requests_leave_the_others_alone() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        Socket socket = connect();
        held.add(socket);
        send(
            socket,
            i % 2 == 0
                ? "GET /health HTTP/1.1\r\nHost:"
                : "POST /call HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n{\"path");
      }
      assertThat(server.call("hello/ping", "{}").body()).isEqualTo("\"pong\"");
      assertThat(server.send(server.post("nonsense")).status()).isEqualTo(400);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
    assertThat(server.call("hello/ping", "{}").body()).isEqualTo("\"pong\"");
  }

  @Test
  void many_large_bodies_at_once_are_refused_before_they_fill_the_memory() {
    var memory = new RequestMemory(100);
    assertThat(memory.take(60)).isTrue();
    assertThat(memory.take(60)).isFalse();
    memory.giveBack(60);
    assertThat(memory.take(100)).isTrue();
  }
}
