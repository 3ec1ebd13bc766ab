package dev.santokit.project.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** IPv4 addresses that a gateway reads out of IPv6 ones. */
final class EmbeddedAddresses {

  private static final Prefix NAT64 = Prefix.of("64:ff9b::", 96);
  private static final Prefix SIX_TO_FOUR = Prefix.of("2002::", 16);

  private EmbeddedAddresses() {}

  /** The IPv4 address inside (compatible, NAT64, 6to4); null when there is none. */
  static @Nullable InetAddress in(Inet6Address address) {
    byte[] bytes = address.getAddress();
    if (address.isIPv4CompatibleAddress() || NAT64.contains(address)) {
      return inet4(bytes, 12);
    }
    return SIX_TO_FOUR.contains(address) ? inet4(bytes, 2) : null;
  }

  private static InetAddress inet4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }
}
