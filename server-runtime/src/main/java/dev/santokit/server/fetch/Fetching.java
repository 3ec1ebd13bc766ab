package dev.santokit.server.fetch;

import dev.santokit.project.network.AddressRule;
import dev.santokit.server.fetch.FetchRequest.Redirects;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks other servers for logic. Every hop is checked anew: its host against the project's egress,
 * and the very address that is then connected to, so that no name can stand for one address when it
 * is looked at and for another when it is used. Blocks; its caller interrupts what takes too long.
 */
final class Fetching {

  private static final int MOST_REDIRECTS = 10;
  private static final int MOST_ADDRESSES = 4;

  /** What must not go to another server than the one that a function has named. */
  private static final Set<String> FOR_ONE_SERVER = Set.of("authorization", "cookie");

  private final Egress egress;
  private final Wire wire;

  Fetching(Egress egress, Wire wire) {
    this.egress = egress;
    this.wire = wire;
  }

  /** One hop, over a connection to one address. */
  @FunctionalInterface
  interface Wire {
    FetchResponse ask(FetchRequest request, InetAddress address, Duration patience)
        throws FetchRefused, Unreachable, InterruptedException;
  }

  /** No connection to this address came about; another one may do. */
  static final class Unreachable extends Exception {
    Unreachable() {
      super("unreachable", null, false, false);
    }
  }

  FetchResponse answer(FetchRequest first, Duration patience)
      throws FetchRefused, InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    FetchRequest request = first;
    for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
      FetchResponse response = hop(request, until);
      String location = location(response);
      if (location == null || request.redirects() == Redirects.MANUAL) {
        return hops == 0 ? response : redirected(response);
      }
      if (request.redirects() == Redirects.ERROR) {
        throw new FetchRefused(Egress.host(request.url()) + " answers with a redirect");
      }
      request = next(request, response.status(), location);
    }
    throw new FetchRefused(
        Egress.host(first.url()) + " leads from redirect to redirect, more than " + MOST_REDIRECTS);
  }

  private FetchResponse hop(FetchRequest request, long until)
      throws FetchRefused, InterruptedException {
    String host = Egress.host(request.url());
    AddressRule rule = egress.rule(request.url());
    int tried = 0;
    @Nullable String refused = null;
    for (InetAddress address : addresses(host)) {
      try {
        rule.check(address);
      } catch (AddressRule.Refused nowhere) {
        refused = nowhere.getMessage();
        continue;
      }
      if (++tried > MOST_ADDRESSES) {
        break;
      }
      try {
        return wire.ask(request, address, Duration.ofNanos(Math.max(1, until - System.nanoTime())));
      } catch (Unreachable next) {
        refused = null;
      }
    }
    throw new FetchRefused(
        tried == 0 && refused != null
            ? host + " must not be asked: " + refused
            : host + " cannot be reached");
  }

  private static List<InetAddress> addresses(String host) throws FetchRefused {
    try {
      return Arrays.asList(InetAddress.getAllByName(host));
    } catch (UnknownHostException unknown) {
      throw new FetchRefused(host + " has no address");
    }
  }

  private static @Nullable String location(FetchResponse response) {
    return switch (response.status()) {
      case 301, 302, 303, 307, 308 ->
          response.headers().stream()
              .filter(header -> header.getKey().equals("location"))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
      default -> null;
    };
  }

  /** As browsers do it: what is not sent again as it was becomes a GET. */
  private static FetchRequest next(FetchRequest request, int status, String location)
      throws FetchRefused {
    URI url;
    try {
      url = FetchRequest.checked(request.url().resolve(location));
    } catch (IllegalArgumentException invalid) {
      throw new FetchRefused(
          Egress.host(request.url()) + " answers with a redirect that cannot be read");
    }
    var headers = new TreeMap<>(request.headers());
    if (!isSameServer(request.url(), url)) {
      headers.keySet().removeAll(FOR_ONE_SERVER);
    }
    boolean becomesGet =
        switch (status) {
          case 303 -> !request.method().equals("HEAD");
          case 301, 302 -> request.method().equals("POST");
          default -> false;
        };
    if (!becomesGet) {
      return new FetchRequest(request.method(), url, headers, request.body(), request.redirects());
    }
    headers.keySet().removeIf(name -> name.startsWith("content-"));
    return new FetchRequest("GET", url, headers, new byte[0], request.redirects());
  }

  private static boolean isSameServer(URI one, URI other) {
    return Egress.isSecure(one) == Egress.isSecure(other)
        && Egress.host(one).equals(Egress.host(other))
        && Egress.port(one) == Egress.port(other);
  }

  private static FetchResponse redirected(FetchResponse response) {
    return new FetchResponse(
        response.status(), response.headers(), response.url(), true, response.body());
  }
}
