package dev.santokit.operator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be cut: bytes go through it as they are, TLS too. */
public final class Forwarder implements AutoCloseable {

  private final URI target;
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** To the host and port of a URL; clients use {@link #url}. */
  public Forwarder(String url) throws IOException {
    target = URI.create(url);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** The URL by which clients go this way. */
  public String url() {
    return target.getScheme() + "://127.0.0.1:" + listener.getLocalPort();
  }

  /** Ends all connections. New ones come through. */
  public void cut() {
    open.forEach(Forwarder::close);
    open.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        open.add(client);
        open.add(server);
        Thread.ofVirtual().start(() -> copy(client, server));
        Thread.ofVirtual().start(() -> copy(server, client));
      } catch (IOException closed) {
        // The next accept fails for good when it was the listener.
      }
    }
  }

  private void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException cut) {
      // That is what this is for.
    }
    open.remove(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // It is closed, then.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
