package dev.santokit.server.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Whose calls are counted together. */
sealed interface CallerKey {

  /** Calls with tokens of one user. */
  record User(String id) implements CallerKey {}

  /** Calls from one IPv4 address. */
  record Inet4(int address) implements CallerKey {}

  /**
   * Calls from one network of IPv6: a customer gets a /64 at least, so whoever has one address has
   * 2^64 of them.
   */
  record Inet6(long network) implements CallerKey {}

  /** Of an address. */
  static CallerKey of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? new Inet4(bytes.getInt())
        : new Inet6(bytes.getLong());
  }
}
