package dev.santokit.server.http;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come from. A proxy adds the address of whoever spoke to it at the end of
 * X-Forwarded-For, so the header is read from its end, and only as far as those who wrote it are
 * trusted. What stands before is the client's own word. The header Forwarded is not read.
 */
final class ClientAddresses {

  /** {@code 192.0.2.1}, {@code 192.0.2.1:80}, {@code 2001:db8::1}, {@code [2001:db8::1]:80}. */
  private static final Pattern HOP =
      Pattern.compile(
          "(?<four>\\d{1,3}(\\.\\d{1,3}){3})(:\\d{1,5})?"
              + "|\\[(?<bracketed>[0-9a-fA-F:.]{2,45})](:\\d{1,5})?"
              + "|[0-9a-fA-F.]*:[0-9a-fA-F:.]{1,44}");

  private final Predicate<InetAddress> trusted;

  /**
   * Of a project.
   *
   * @param trusted whether an address is that of a proxy whose word counts
   */
  ClientAddresses(Predicate<InetAddress> trusted) {
    this.trusted = trusted;
  }

  /**
   * The last hop that is not trusted; the first of all when each is.
   *
   * @param peer who is at the other end of the connection
   * @param forwarded values of X-Forwarded-For
   */
  InetAddress of(InetAddress peer, List<String> forwarded) {
    InetAddress known = peer;
    for (String value : forwarded.reversed()) {
      int end = value.length();
      while (end >= 0) {
        if (!trusted.test(known)) {
          return known;
        }
        int comma = value.lastIndexOf(',', end - 1);
        InetAddress before = parsed(value.substring(comma + 1, end).strip());
        if (before == null) {
          return known;
        }
        known = before;
        end = comma;
      }
    }
    return known;
  }

  /** An address with or without a port; null for anything else. */
  private static @Nullable InetAddress parsed(String hop) {
    Matcher matcher = HOP.matcher(hop);
    if (!matcher.matches()) {
      return null;
    }
    String six = matcher.group("bracketed") == null ? hop : matcher.group("bracketed");
    String four = matcher.group("four");
    try {
      return InetAddress.ofLiteral(four == null ? six : four);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }
}
