package dev.santokit.bench;

import com.nimbusds.jose.JOSEException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@link Limit} on plain sockets, a virtual thread each: just as much of HTTP/1.1 as the load
 * needs, and so the least that a call can cost in Java.
 */
final class LimitOnSockets {

  private static final int LONGEST_LINE = 4096;

  private LimitOnSockets() {}

  /** Arguments: port of HTTP, port of Postgres. The secret stands in {@code JWT_SECRET}. */
  public static void main(String[] arguments) throws IOException, JOSEException {
    var limit = new Limit(Integer.parseInt(arguments[1]), System.getenv("JWT_SECRET"));
    int port = Integer.parseInt(arguments[0]);
    try (var listening = new ServerSocket(port, 64, InetAddress.getLoopbackAddress())) {
      while (true) {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(limit, socket));
      }
    }
  }

  private static void serve(Limit limit, Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      for (Request request = read(in); request != null; request = read(in)) {
        socket.getOutputStream().write(written(reply(limit, request)));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static Limit.Reply reply(Limit limit, Request request) {
    return request.line.startsWith("GET /health ")
        ? Limit.health()
        : limit.call(request.authorization, request.body);
  }

  private static byte[] written(Limit.Reply reply) {
    byte[] head =
        ("HTTP/1.1 "
                + reply.status()
                + " -\r\nContent-Type: application/json\r\nContent-Length: "
                + reply.body().length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + reply.body().length);
    System.arraycopy(reply.body(), 0, all, head.length, reply.body().length);
    return all;
  }

  /** The next request; null when the client has closed the connection. */
  private static @Nullable Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first == null) {
      return null;
    }
    String authorization = null;
    int length = 0;
    for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      String value = header.substring(colon + 1).trim();
      switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "authorization" -> authorization = value;
        case "content-length" -> length = Integer.parseInt(value);
        default -> {}
      }
    }
    return new Request(first, authorization, in.readNBytes(length));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        if (length == 0) {
          return null;
        }
        throw new EOFException();
      }
      line[length++] = (byte) b;
    }
    return new String(line, 0, length, StandardCharsets.US_ASCII).stripTrailing();
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Request(String line, @Nullable String authorization, byte[] body) {}
}
