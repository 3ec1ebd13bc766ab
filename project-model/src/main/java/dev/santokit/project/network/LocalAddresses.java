package dev.santokit.project.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Addresses that lead to the machine itself or to its own link, where metadata services live. A
 * configuration that names one would reach what its author may not.
 */
final class LocalAddresses {

  private LocalAddresses() {}

  /**
   * Whether {@code address} is loopback, link-local or unspecified, also when it is an IPv4 address
   * inside an IPv6 one (mapped, compatible, NAT64, 6to4).
   */
  static boolean contain(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || isThisNetwork(address)
        || (address instanceof Inet6Address inet6 && containEmbedded(inet6));
  }

  /** 0.0.0.0/8: Linux takes all of it for itself. */
  private static boolean isThisNetwork(InetAddress address) {
    return address instanceof Inet4Address && address.getAddress()[0] == 0;
  }

  private static boolean containEmbedded(Inet6Address address) {
    InetAddress embedded = EmbeddedAddresses.in(address);
    return embedded != null && contain(embedded);
  }
}
