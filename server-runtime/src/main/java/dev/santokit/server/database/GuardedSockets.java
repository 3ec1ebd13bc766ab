package dev.santokit.server.database;

import dev.santokit.project.config.LocalAddresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.SocketFactory;

/**
 * Sockets that do not lead to the machine itself. The address is checked when it is connected to,
 * so that no name can stand for one address when it is looked at and for another when it is used.
 * Made by the Postgres driver, by name.
 */
public final class GuardedSockets extends SocketFactory {

  private final Set<InetAddress> refused;

  /**
   * For the driver.
   *
   * @param refused further addresses that must not be connected to, with commas between
   */
  public GuardedSockets(String refused) {
    this.refused =
        Stream.of(refused.split(","))
            .filter(address -> !address.isEmpty())
            .map(InetAddress::ofLiteral)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Socket createSocket() {
    return new Guarded(refused);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  private Socket connected(InetSocketAddress address) throws IOException {
    var socket = new Guarded(refused);
    socket.connect(address);
    return socket;
  }

  private static final class Guarded extends Socket {
    private final Set<InetAddress> refused;

    Guarded(Set<InetAddress> refused) {
      this.refused = refused;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
      if (address instanceof InetSocketAddress internet
          && internet.getAddress() != null
          && LocalAddresses.contain(internet.getAddress())) {
        throw new ConnectException(
            "the address leads to this machine: set SANTOKIT_ALLOW_LOOPBACK=true to allow it");
      }
      if (address instanceof InetSocketAddress internet
          && internet.getAddress() != null
          && refused.contains(internet.getAddress())) {
        throw new ConnectException("the address is the cluster's own API server");
      }
      super.connect(address, timeout);
    }
  }
}
