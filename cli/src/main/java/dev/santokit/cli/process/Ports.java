package dev.santokit.cli.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface. */
public final class Ports {

  /**
   * Below those that systems give to clients. Among these, a client that tries again and again to
   * reach a server that is away may be given the server's own port, connect to itself and keep it.
   */
  private static final int FIRST = 20_000;

  private static final int AFTER_LAST = 30_000;
  private static final int MOST_TRIES = 1_000;

  private Ports() {}

  /** Whether nobody listens on it. Somebody may a moment later. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // connections of a server that has ended are no obstacle
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * One on which nobody listens.
   *
   * @throws IllegalStateException when there is none to be found
   */
  public static int free() {
    return ThreadLocalRandom.current()
        .ints(MOST_TRIES, FIRST, AFTER_LAST)
        .filter(Ports::isFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free port on 127.0.0.1"));
  }
}
