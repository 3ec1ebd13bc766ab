package dev.santokit.project.network;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** Unicast addresses of the public internet, as the registries of special addresses leave them. */
final class GlobalAddresses {

  private static final List<Prefix> SPECIAL_IPV4 =
      List.of(
          Prefix.of("0.0.0.0", 8), // this network
          Prefix.of("10.0.0.0", 8), // private
          Prefix.of("100.64.0.0", 10), // shared by carriers, and by clouds for their own services
          Prefix.of("127.0.0.0", 8), // loopback
          Prefix.of("169.254.0.0", 16), // link-local
          Prefix.of("172.16.0.0", 12), // private
          Prefix.of("192.0.0.0", 24), // protocol assignments
          Prefix.of("192.0.2.0", 24), // documentation
          Prefix.of("192.88.99.0", 24), // relays of 6to4
          Prefix.of("192.168.0.0", 16), // private
          Prefix.of("198.18.0.0", 15), // benchmarks
          Prefix.of("198.51.100.0", 24), // documentation
          Prefix.of("203.0.113.0", 24), // documentation
          Prefix.of("224.0.0.0", 4), // multicast
          Prefix.of("240.0.0.0", 4)); // reserved, broadcast

  private static final Prefix UNICAST_IPV6 = Prefix.of("2000::", 3);

  private static final List<Prefix> SPECIAL_IPV6 =
      List.of(
          Prefix.of("2001::", 23), // protocol assignments, Teredo among them
          Prefix.of("2001:db8::", 32), // documentation
          Prefix.of("3fff::", 20)); // documentation

  private GlobalAddresses() {}

  /** Whether {@code address} is one, and so is an IPv4 address inside it. */
  static boolean contain(InetAddress address) {
    return switch (address) {
      case Inet4Address inet4 -> SPECIAL_IPV4.stream().noneMatch(one -> one.contains(inet4));
      case Inet6Address inet6 -> {
        InetAddress embedded = EmbeddedAddresses.in(inet6);
        yield embedded != null
            ? contain(embedded)
            : UNICAST_IPV6.contains(inet6)
                && SPECIAL_IPV6.stream().noneMatch(one -> one.contains(inet6));
      }
      default -> false;
    };
  }
}
