package dev.santokit.server;

import dev.santokit.project.network.AddressRule;
import dev.santokit.project.quantity.Durations;
import dev.santokit.server.secrets.FileSecrets;
import dev.santokit.server.secrets.FolderSecrets;
import dev.santokit.server.secrets.Secrets;
import dev.santokit.server.secrets.VaultSecrets;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the surroundings of the process say: variables that begin with {@code SANTOKIT_}.
 *
 * @param kv the folder with the release
 * @param config the file with the configuration
 * @param secrets where values of secrets come from
 * @param addresses where databases and other servers that the project names may lie
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param patience how long it waits for what
 */
public record Settings(
    Path kv,
    Path config,
    Secrets secrets,
    AddressRule addresses,
    String host,
    int port,
    Patience patience) {

  private static final Path KV = Path.of("/etc/santokit/kv");
  private static final Path CONFIG = Path.of("/etc/santokit/config/config.json");
  private static final Path SECRETS = Path.of("/run/secrets/santokit");
  private static final Path VAULT = Path.of("/etc/santokit/vault");
  private static final Path VAULT_KEY = Path.of("/etc/santokit/vault-key");
  private static final Duration LONGEST_LINGER = Duration.ofMinutes(1);
  private static final Duration SLOW_CALL = Duration.ofSeconds(1);
  private static final int PORT = 8080;
  private static final int MOST_PORTS = 65_535;

  /**
   * How long the server waits.
   *
   * @param torn for files of a release that do not fit together yet
   * @param refused until a release that its databases refuse is tried again, since schemas change
   *     without notice
   * @param linger when it stops, for clients that have a connection open and may send one more call
   *     on it
   * @param drain for running calls when it stops
   * @param slow for a call until it is worth a line in the log
   * @param head for all of a request but its body, since the connection opened or the last answer
   *     was given
   * @param body for the body of a request
   */
  public record Patience(
      Duration torn,
      Duration refused,
      Duration linger,
      Duration drain,
      Duration slow,
      Duration head,
      Duration body) {

    private static final Duration TRIES = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(25);
    private static final Duration HEAD = Duration.ofSeconds(75);
    private static final Duration BODY = Duration.ofSeconds(60);

    /** In production. */
    static Patience of(Duration linger, Duration slow) {
      return new Patience(TRIES, TRIES, linger, DRAIN, slow, HEAD, BODY);
    }
  }

  /**
   * Reads them.
   *
   * @param environment null for a variable that is not set
   * @throws StartRefused when one has a value that it cannot have
   */
  public static Settings of(Function<String, @Nullable String> environment) throws StartRefused {
    Path kv = path(environment, "SANTOKIT_KV").orElse(KV);
    Path config =
        path(environment, "SANTOKIT_CONFIG")
            .orElseGet(() -> Files.exists(CONFIG) ? CONFIG : kv.resolve("config.json"));
    return new Settings(
        kv,
        config,
        secrets(environment),
        addresses(environment),
        text(environment, "SANTOKIT_HOST").orElse("0.0.0.0"),
        port(environment),
        Patience.of(linger(environment), slowCall(environment)));
  }

  /** Kubernetes gives every container the address of the API server. */
  private static AddressRule addresses(Function<String, @Nullable String> environment) {
    return "true".equals(environment.apply("SANTOKIT_ALLOW_LOOPBACK"))
        ? AddressRule.ANYWHERE
        : AddressRule.inCluster(
            text(environment, "KUBERNETES_SERVICE_HOST")
                .map(InetAddress::ofLiteral)
                .map(Set::of)
                .orElse(Set.of()));
  }

  private static Secrets secrets(Function<String, @Nullable String> environment)
      throws StartRefused {
    String provider = text(environment, "SANTOKIT_SECRETS").orElse("dir");
    return switch (provider) {
      case "dir" -> new FolderSecrets(path(environment, "SANTOKIT_SECRETS_DIR").orElse(SECRETS));
      case "file" ->
          new FileSecrets(
              path(environment, "SANTOKIT_SECRETS_FILE")
                  .orElseThrow(() ->
                      new StartRefused(
                          "SANTOKIT_SECRETS=file needs SANTOKIT_SECRETS_FILE: a file of lines"
                              + " NAME=value")),
              environment);
      case "vault" ->
          new VaultSecrets(
              path(environment, "SANTOKIT_VAULT").orElse(VAULT),
              path(environment, "SANTOKIT_VAULT_KEY").orElse(VAULT_KEY),
              bound(environment, "SANTOKIT_NAMESPACE"),
              bound(environment, "SANTOKIT_PROJECT"));
      default -> throw new StartRefused("SANTOKIT_SECRETS is vault, dir or file, not " + provider);
    };
  }

  private static String bound(Function<String, @Nullable String> environment, String name)
      throws StartRefused {
    return text(environment, name)
        .orElseThrow(() ->
            new StartRefused(
                "SANTOKIT_SECRETS=vault needs "
                    + name
                    + ": sealed values open in their namespace and project alone"));
  }

  private static Duration linger(Function<String, @Nullable String> environment)
      throws StartRefused {
    Optional<String> text = text(environment, "SANTOKIT_LINGER");
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    return Durations.parse(text.get())
        .filter(linger -> linger.compareTo(LONGEST_LINGER) <= 0)
        .orElseThrow(() ->
            new StartRefused("SANTOKIT_LINGER is a duration of at most 1m, not " + text.get()));
  }

  private static Duration slowCall(Function<String, @Nullable String> environment)
      throws StartRefused {
    Optional<String> text = text(environment, "SANTOKIT_SLOW_CALL");
    if (text.isEmpty()) {
      return SLOW_CALL;
    }
    return Durations.parse(text.get())
        .orElseThrow(() -> new StartRefused("SANTOKIT_SLOW_CALL is a duration, not " + text.get()));
  }

  private static int port(Function<String, @Nullable String> environment) throws StartRefused {
    String text = text(environment, "SANTOKIT_PORT").orElse(Integer.toString(PORT));
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MOST_PORTS) {
        return port;
      }
    } catch (NumberFormatException none) {
      throw new StartRefused("SANTOKIT_PORT is a number from 0 to 65535, not " + text);
    }
    throw new StartRefused("SANTOKIT_PORT is a number from 0 to 65535, not " + text);
  }

  private static Optional<Path> path(Function<String, @Nullable String> environment, String name) {
    return text(environment, name).map(Path::of);
  }

  private static Optional<String> text(
      Function<String, @Nullable String> environment, String name) {
    return Optional.ofNullable(environment.apply(name)).filter(text -> !text.isBlank());
  }
}
