package dev.santokit.server.fetch;

import dev.santokit.project.config.EgressHost;
import dev.santokit.project.network.AddressRule;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Which servers logic may ask: those that the project names, at addresses of the public internet
 * unless their entry says otherwise.
 */
public final class Egress {

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final List<EgressHost> hosts;
  private final AddressRule nearby;

  /**
   * Of a project.
   *
   * @param hosts that may be asked
   * @param nearby where hosts may lie whose entry admits private addresses
   */
  public Egress(List<EgressHost> hosts, AddressRule nearby) {
    this.hosts = List.copyOf(hosts);
    this.nearby = nearby;
  }

  /**
   * Where the host of {@code url} may lie.
   *
   * @throws FetchRefused when it may not be asked
   */
  AddressRule rule(URI url) throws FetchRefused {
    String host = host(url);
    int port = port(url);
    List<EgressHost> admitting = hosts.stream().filter(one -> one.admits(host, port)).toList();
    if (admitting.isEmpty()) {
      throw new FetchRefused(host + ":" + port + " is not in the project's egress");
    }
    if (!isSecure(url) && port == HTTPS_PORT) {
      throw new FetchRefused(host + ":" + port + " is asked by https");
    }
    return admitting.stream().anyMatch(EgressHost::privateAddresses) ? nearby : nearby.onlyGlobal();
  }

  static boolean isSecure(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /** In lower case, an IPv6 address without its brackets. */
  static String host(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return isSecure(url) ? HTTPS_PORT : HTTP_PORT;
  }
}
