package dev.santokit.project.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits: {@code 10.0.0.0/8}.
 *
 * @param first the lowest of them
 * @param bits how many bits they share, from 0 to 32 or 128
 */
public record AddressRange(InetAddress first, int bits) {

  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern INET4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern INET6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
  private static final Pattern BITS = Pattern.compile("[0-9]{1,3}");

  /** Clears the bits that the addresses do not share. */
  public AddressRange {
    byte[] address = first.getAddress();
    if (bits < 0 || bits > address.length * Byte.SIZE) {
      throw new IllegalArgumentException("an address has " + address.length * Byte.SIZE + " bits");
    }
    for (int i = 0; i < address.length; i++) {
      address[i] &= (byte) mask(bits, i);
    }
    first = of(address);
  }

  /** Reads a range or one address; empty when {@code text} is neither. */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    Optional<InetAddress> first = address(address);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    int all = first.get().getAddress().length * Byte.SIZE;
    if (slash < 0) {
      return Optional.of(new AddressRange(first.get(), all));
    }
    String bits = text.substring(slash + 1);
    boolean fits = BITS.matcher(bits).matches() && Integer.parseInt(bits) <= all;
    return fits
        ? Optional.of(new AddressRange(first.get(), Integer.parseInt(bits)))
        : Optional.empty();
  }

  /** An address as it is usually written, never a name that would have to be looked up. */
  private static Optional<InetAddress> address(String text) {
    if (!INET4.matcher(text).matches() && !INET6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** Whether the address is one of them. An IPv4 address inside an IPv6 one counts as itself. */
  public boolean contains(InetAddress address) {
    byte[] own = first.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int i = 0; i < own.length; i++) {
      if ((other[i] & mask(bits, i)) != (own[i] & 0xff)) {
        return false;
      }
    }
    return true;
  }

  /** Which bits of byte {@code i} the addresses share. */
  private static int mask(int bits, int i) {
    int shared = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
    return (0xff << (Byte.SIZE - shared)) & 0xff;
  }

  private static InetAddress of(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has as many bytes as before", impossible);
    }
  }

  /** As files write it. */
  @Override
  public String toString() {
    return first.getHostAddress() + "/" + bits;
  }
}
