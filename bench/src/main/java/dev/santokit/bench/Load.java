package dev.santokit.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A closed loop over keep-alive connections: each sends its next request when the answer to the one
 * before is complete. One thread and no allocation per request, so that it takes little from the
 * servers that it shares the machine with.
 */
final class Load {

  private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

  private final InetSocketAddress server;
  private final List<byte[]> requests;
  private long[] latencies = new long[1 << 20];
  private int answered;

  private Load(int port, List<byte[]> requests) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.requests = requests;
  }

  /**
   * Runs it.
   *
   * @param requests whole requests of HTTP/1.1, sent in turn
   * @throws IOException when a connection breaks or an answer is not 200
   */
  static Measured run(int port, int connections, Duration time, List<byte[]> requests)
      throws IOException {
    return new Load(port, requests).run(connections, time);
  }

  /** The body of the answer to one request. */
  static String answer(int port, byte[] request) throws IOException {
    var load = new Load(port, List.of(request));
    try (Selector selector = Selector.open()) {
      Connection connection = load.new Connection(selector, 0);
      try (connection.channel) {
        connection.send();
        while (!connection.receive()) {
          selector.select(100);
        }
        return connection.body();
      }
    }
  }

  /** Whole requests, one for each body. */
  static List<byte[]> posts(String path, String token, List<String> bodies) {
    return bodies.stream()
        .map(body ->
            ("POST "
                    + path
                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer "
                    + token
                    + "\r\nContent-Length: "
                    + body.length()
                    + "\r\n\r\n"
                    + body)
                .getBytes(StandardCharsets.US_ASCII))
        .toList();
  }

  private Measured run(int count, Duration time) throws IOException {
    var connections = new ArrayList<Connection>();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < count; i++) {
        connections.add(new Connection(selector, i * (requests.size() / count)));
      }
      long began = System.nanoTime();
      long end = began + time.toNanos();
      for (Connection connection : connections) {
        connection.send();
      }
      while (System.nanoTime() - end < 0) {
        selector.select(key -> receive((Connection) key.attachment()), 100);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      return Measured.of(Arrays.copyOf(latencies, answered), seconds);
    } catch (Broken broken) {
      throw broken.cause;
    } finally {
      for (Connection connection : connections) {
        connection.channel.close();
      }
    }
  }

  private void receive(Connection connection) {
    try {
      if (connection.receive()) {
        if (answered == latencies.length) {
          latencies = Arrays.copyOf(latencies, 2 * answered);
        }
        latencies[answered++] = System.nanoTime() - connection.sent;
        connection.send();
      }
    } catch (IOException failed) {
      throw new Broken(failed);
    }
  }

  private final class Connection {

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final byte[] seen = new byte[1 << 16];
    private final List<ByteBuffer> out;
    private int next;
    private long sent;
    private int bodyAt;
    private int bodyLength;

    Connection(Selector selector, int first) throws IOException {
      channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
      next = first;
      out = requests.stream().map(Load::direct).toList();
    }

    void send() throws IOException {
      ByteBuffer request = out.get(next).rewind();
      next = (next + 1) % out.size();
      sent = System.nanoTime();
      while (request.hasRemaining()) {
        // Smaller than any send buffer, and the one before has been answered.
        channel.write(request);
      }
    }

    /** Of the last complete answer. */
    String body() {
      return new String(seen, bodyAt, bodyLength, StandardCharsets.UTF_8);
    }

    /** Reads what is there; whether the answer is complete now. */
    boolean receive() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed a connection");
      }
      int length = in.position();
      in.get(0, seen, 0, length);
      int head = endOfHead(seen, length);
      if (head < 0) {
        return false;
      }
      if (!Arrays.equals(seen, 0, OK.length, OK, 0, OK.length)) {
        throw new IOException(new String(seen, 0, length, StandardCharsets.UTF_8));
      }
      bodyAt = head;
      bodyLength = contentLength(seen, head);
      if (length < bodyAt + bodyLength) {
        return false;
      }
      in.clear();
      return true;
    }
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes);
  }

  private static int endOfHead(byte[] bytes, int length) {
    for (int i = 3; i < length; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(byte[] bytes, int head) throws IOException {
    for (int line = 0; line < head; line++) {
      if (line > 0 && bytes[line - 1] == '\n' && isLength(bytes, line)) {
        int length = 0;
        for (int i = line + LENGTH.length; bytes[i] != '\r'; i++) {
          length = bytes[i] == ' ' ? length : 10 * length + bytes[i] - '0';
        }
        return length;
      }
    }
    throw new IOException("an answer without Content-Length");
  }

  private static boolean isLength(byte[] bytes, int line) {
    for (int i = 0; i < LENGTH.length; i++) {
      if ((bytes[line + i] | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  /** Carries a failure out of the selector's callback. */
  private static final class Broken extends RuntimeException {

    private final IOException cause;

    Broken(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
