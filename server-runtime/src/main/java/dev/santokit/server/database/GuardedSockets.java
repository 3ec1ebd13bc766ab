package dev.santokit.server.database;

import dev.santokit.project.config.LocalAddresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that do not lead to the machine itself. The address is checked when it is connected to,
 * so that no name can stand for one address when it is looked at and for another when it is used.
 * Made by the Postgres driver, by name.
 */
public final class GuardedSockets extends SocketFactory {

  /** For the driver. */
  public GuardedSockets() {}

  @Override
  public Socket createSocket() {
    return new Guarded();
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

  private static Socket connected(InetSocketAddress address) throws IOException {
    var socket = new Guarded();
    socket.connect(address);
    return socket;
  }

  private static final class Guarded extends Socket {
    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
      if (address instanceof InetSocketAddress internet
          && internet.getAddress() != null
          && LocalAddresses.contain(internet.getAddress())) {
        throw new ConnectException(
            "the address leads to this machine: set SANTOKIT_ALLOW_LOOPBACK=true to allow it");
      }
      super.connect(address, timeout);
    }
  }
}
