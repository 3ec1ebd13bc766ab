package dev.santokit.server.auth;

import dev.santokit.project.config.Auth.Issuer;
import dev.santokit.project.config.EgressHost;
import dev.santokit.project.network.AddressRule;
import dev.santokit.project.network.AddressRule.Reach;
import dev.santokit.server.auth.PublishedKeys.Pace;
import dev.santokit.server.event.Events;
import dev.santokit.server.event.ServerEvent;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The issuers whose tokens a project takes besides its own, and the keys that they publish. */
public final class Issuers implements AutoCloseable {

  private final Map<String, ExternalIssuer> byName;
  private final @Nullable KeyClient client;

  /**
   * Does not ask for keys yet.
   *
   * @param byName by what tokens have as {@code iss}
   */
  Issuers(Map<String, ExternalIssuer> byName) {
    this(byName, null);
  }

  private Issuers(Map<String, ExternalIssuer> byName, @Nullable KeyClient client) {
    this.byName = Map.copyOf(byName);
    this.client = client;
  }

  /** Of a project that takes only its own tokens. */
  public static Issuers none() {
    return new Issuers(Map.of());
  }

  /**
   * Of a project.
   *
   * @param rule where this server may connect to
   * @param egress hosts that functions may reach
   */
  public static Issuers of(
      List<Issuer> configured,
      Vertx vertx,
      AddressRule rule,
      List<EgressHost> egress,
      Events events) {
    if (configured.isEmpty()) {
      return none();
    }
    var client = new KeyClient(vertx, uri -> rule(uri, rule, egress));
    Map<String, ExternalIssuer> byName = new HashMap<>();
    for (Issuer issuer : configured) {
      String name = issuer.issuer();
      var keys =
          new PublishedKeys(
              "keys of " + name,
              new PublishedAt(client, name, issuer.jwksUri()),
              issuer.algorithms(),
              Pace.NORMAL,
              System::nanoTime,
              new Told(name, events));
      byName.put(
          name, new ExternalIssuer(Set.copyOf(issuer.audience()), issuer.rolesClaim(), keys));
    }
    return new Issuers(byName, client);
  }

  /**
   * Keys are on the internet: whoever names an issuer could name any host. Where functions may
   * reach a private one, an issuer may be, too.
   */
  private static AddressRule rule(URI uri, AddressRule rule, List<EgressHost> egress) {
    int port = uri.getPort() < 0 ? EgressHost.DEFAULT_PORT : uri.getPort();
    boolean mayBePrivate =
        egress.stream()
            .anyMatch(host -> host.privateAddresses() && host.admits(uri.getHost(), port));
    return mayBePrivate || rule.reach() == Reach.ANYWHERE ? rule : rule.onlyGlobal();
  }

  private record Told(String issuer, Events events) implements PublishedKeys.Listener {
    @Override
    public void away(String reason) {
      events.accept(new ServerEvent.IssuerAway(issuer, reason));
    }

    @Override
    public void back() {
      events.accept(new ServerEvent.IssuerBack(issuer));
    }
  }

  /** Begins to ask for keys, and goes on until it is closed. */
  public void start() {
    byName.values().forEach(issuer -> issuer.keys().start());
  }

  /**
   * Waits until each issuer has answered or failed to, or the time is over: a server that takes
   * calls before that refuses tokens that are good.
   */
  public void awaitFirstTry(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    for (ExternalIssuer issuer : byName.values()) {
      issuer.keys().awaitFirstTry(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  @Nullable ExternalIssuer find(String issuer) {
    return byName.get(issuer);
  }

  @Override
  public void close() {
    byName.values().forEach(issuer -> issuer.keys().close());
    if (client != null) {
      client.close();
    }
  }
}
