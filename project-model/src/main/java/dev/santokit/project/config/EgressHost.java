package dev.santokit.project.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host that functions may call.
 *
 * @param host {@code api.example.com}, {@code *.example.com} for every name below, {@code
 *     192.0.2.7} or {@code 2001:db8::7}; in lower case
 * @param port the only one, from 1 to 65535
 * @param privateAddresses whether it may have an address that is not global unicast
 */
public record EgressHost(String host, int port, boolean privateAddresses) {

  /** The port of an entry that names none. */
  public static final int DEFAULT_PORT = 443;

  private static final int MOST_PORT = 65_535;
  private static final int LONGEST_NAME = 253;

  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([0-9a-f:.]+)]|([^\\[\\]:/]+))(?::([0-9]{1,5}))?");

  /** Refuses a port that is none. */
  public EgressHost {
    if (port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException("a port is from 1 to " + MOST_PORT);
    }
  }

  /**
   * Whether a call may go there. The address that the name has is another question.
   *
   * @param asked the host of a URL, in any case; an IPv6 address without brackets
   * @param portAsked of the URL, or of its scheme
   */
  public boolean admits(String asked, int portAsked) {
    if (portAsked != port) {
      return false;
    }
    if (host.startsWith("*.")) {
      int below = asked.length() - (host.length() - 1);
      return below > 0 && asked.regionMatches(true, below, host, 1, host.length() - 1);
    }
    return host.equalsIgnoreCase(asked);
  }

  /** Reads {@code api.x.com}, {@code *.x.com:8443} or {@code [2001:db8::7]:443}; empty if none. */
  static Optional<EgressHost> parse(String written, boolean privateAddresses) {
    var parts = WITH_PORT.matcher(written.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    int port = parts.group(3) == null ? DEFAULT_PORT : Integer.parseInt(parts.group(3));
    String host = host(parts.group(1), parts.group(2));
    return host == null || port < 1 || port > MOST_PORT
        ? Optional.empty()
        : Optional.of(new EgressHost(host, port, privateAddresses));
  }

  private static @Nullable String host(@Nullable String inet6, @Nullable String name) {
    if (inet6 != null) {
      return inet6.indexOf(':') < 0
          ? null
          : AddressRange.parse(inet6).map(range -> range.first().getHostAddress()).orElse(null);
    }
    if (name == null || name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      return null;
    }
    // 127.1 and 0x7f.1 are addresses for some resolvers: only the usual form of one is taken.
    boolean numeric = name.matches("(.*\\.)?(0x[0-9a-f]*|[0-9]+)");
    return numeric && AddressRange.parse(name).isEmpty() ? null : name;
  }

  /** As files write it, without {@code private}. */
  String written() {
    String named = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return port == DEFAULT_PORT ? named : named + ":" + port;
  }
}
