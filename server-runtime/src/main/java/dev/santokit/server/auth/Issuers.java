package dev.santokit.server.auth;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The issuers whose tokens a project takes besides its own, and the keys that they publish. */
public final class Issuers implements AutoCloseable {

  private final Map<String, ExternalIssuer> byName;

  /**
   * Does not ask for keys yet.
   *
   * @param byName by what tokens have as {@code iss}
   */
  Issuers(Map<String, ExternalIssuer> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** Of a project that takes only its own tokens. */
  public static Issuers none() {
    return new Issuers(Map.of());
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
  }
}
