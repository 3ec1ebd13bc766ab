package dev.santokit.project.network;

import java.net.InetAddress;

/**
 * Addresses that begin with the same bits.
 *
 * @param first the first of them
 * @param length how many bits they share
 */
record Prefix(InetAddress first, int length) {

  /** Of a literal: {@code 10.0.0.0} and 8. */
  static Prefix of(String literal, int length) {
    return new Prefix(InetAddress.ofLiteral(literal), length);
  }

  /** Whether {@code address} is one of them. */
  boolean contains(InetAddress address) {
    byte[] own = first.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < length; bit += 8) {
      int mask = 0xff << Math.max(0, 8 - (length - bit));
      if (((own[bit / 8] ^ other[bit / 8]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }
}
