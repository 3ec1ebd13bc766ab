package dev.santokit.project.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Addresses that lead to the machine itself or to its own link, where metadata services live. A
 * configuration that names one would reach what its author may not.
 */
public final class LocalAddresses {

  private static final byte[] NAT64 = {
    0x00, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

  private LocalAddresses() {}

  /**
   * Whether {@code address} is loopback, link-local or unspecified, also when it is an IPv4 address
   * inside an IPv6 one (mapped, compatible, NAT64, 6to4).
   */
  public static boolean contain(InetAddress address) {
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
    byte[] bytes = address.getAddress();
    if (address.isIPv4CompatibleAddress() || startsWith(bytes, NAT64)) {
      return contain(inet4(bytes, 12));
    }
    return startsWith(bytes, SIX_TO_FOUR) && contain(inet4(bytes, 2));
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static InetAddress inet4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }
}
