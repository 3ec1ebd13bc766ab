package dev.santokit.project.network;

import dev.santokit.project.network.AddressRule.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.SocketFactory;

/**
 * Sockets that keep an {@link AddressRule}. The address is checked when it is connected to, so that
 * no name can stand for one address when it is looked at and for another when it is used. Made by
 * the Postgres driver, by name: that is why it is public.
 */
public final class GuardedSockets extends SocketFactory {

  private final AddressRule rule;

  /**
   * For the driver.
   *
   * @param argument what {@link #argument} wrote
   */
  public GuardedSockets(String argument) {
    String[] words = argument.split(",");
    rule =
        new AddressRule(
            Reach.valueOf(words[0]),
            Stream.of(words).skip(1).map(InetAddress::ofLiteral).collect(Collectors.toSet()));
  }

  /** The rule as the driver hands it on. */
  public static String argument(AddressRule rule) {
    return Stream.concat(
            Stream.of(rule.reach().name()),
            rule.refused().stream().map(InetAddress::getHostAddress))
        .collect(Collectors.joining(","));
  }

  @Override
  public Socket createSocket() {
    return new Guarded(rule);
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
    Socket socket = new Guarded(rule);
    socket.connect(address);
    return socket;
  }

  private static final class Guarded extends Socket {
    private final AddressRule rule;

    Guarded(AddressRule rule) {
      this.rule = rule;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
      if (address instanceof InetSocketAddress internet && internet.getAddress() != null) {
        rule.check(internet.getAddress());
      }
      super.connect(address, timeout);
    }
  }
}
