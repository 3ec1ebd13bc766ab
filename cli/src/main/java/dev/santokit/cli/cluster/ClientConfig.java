package dev.santokit.cli.cluster;

import dev.santokit.cli.profile.Profile;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the client reaches an API server: from a profile, a kubeconfig, or the pod it runs in. */
final class ClientConfig {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 30_000;

  /** Four tries within 0.7 s: an unknown field is a 500, which more of them do not mend. */
  private static final int RETRIES = 3;

  private static final String DEFAULT_NAMESPACE = "default";

  private ClientConfig() {}

  /**
   * The configuration, with a namespace.
   *
   * @throws CommandFailure when nothing says where the API server is
   */
  static Config of(Terminal terminal, Profile way) {
    Config config =
        way.hubUrl() == null
            ? ofKubeconfig(terminal, way.context())
            : new ConfigBuilder(Config.empty())
                .withMasterUrl(way.hubUrl())
                .withCaCertFile(way.certificateAuthority())
                .withOauthToken(way.token())
                .build();
    if (way.namespace() != null) {
      config.setNamespace(way.namespace());
    } else if (config.getNamespace() == null || config.getNamespace().isBlank()) {
      config.setNamespace(DEFAULT_NAMESPACE);
    }
    proxies(config, terminal.environment());
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    config.setRequestRetryBackoffLimit(RETRIES);
    config.setUserAgent("stk");
    return config;
  }

  private static Config ofKubeconfig(Terminal terminal, @Nullable String context) {
    List<File> files = kubeconfigs(terminal);
    if (files.isEmpty()) {
      if (context == null && terminal.environment().containsKey("KUBERNETES_SERVICE_HOST")) {
        return Config.autoConfigure(null); // in a pod: its service account
      }
      throw CommandFailure.notFound(
          "no kubeconfig: KUBECONFIG names no file that exists, and there is no ~/.kube/config",
          "set KUBECONFIG, or name an API server: stk profile set NAME --hub-url URL --token -");
    }
    io.fabric8.kubernetes.api.model.Config[] read =
        files.stream()
            .map(ClientConfig::parse)
            .toArray(io.fabric8.kubernetes.api.model.Config[]::new);
    Config config = Config.empty();
    KubeConfigUtils.merge(config, context, read);
    NamedContext current = config.getCurrentContext();
    if (current == null || (context != null && !context.equals(current.getName()))) {
      throw noContext(config, files, context);
    }
    return config;
  }

  private static io.fabric8.kubernetes.api.model.Config parse(File file) {
    try {
      return KubeConfigUtils.parseConfig(file);
    } catch (RuntimeException broken) {
      throw new CommandFailure(ExitCode.FAILED, file + " is no kubeconfig", null, broken);
    }
  }

  private static CommandFailure noContext(
      Config config, List<File> files, @Nullable String context) {
    List<String> names = config.getContexts().stream().map(NamedContext::getName).sorted().toList();
    String known = names.isEmpty() ? "it has none" : "there are: " + String.join(", ", names);
    return context == null
        ? CommandFailure.notFound(
            files.getFirst() + " has no current context", "name one with --context; " + known)
        : CommandFailure.notFound("no context \"" + context + "\" in " + files.getFirst(), known);
  }

  private static List<File> kubeconfigs(Terminal terminal) {
    Map<String, String> environment = terminal.environment();
    String named = environment.getOrDefault("KUBECONFIG", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
    List<Path> paths =
        named.isBlank()
            ? List.of(Path.of(home, ".kube", "config"))
            : Arrays.stream(named.split(File.pathSeparator, -1))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .toList();
    return paths.stream()
        .map(path -> terminal.workingDirectory().resolve(path))
        .filter(Files::isRegularFile)
        .map(Path::toFile)
        .toList();
  }

  private static void proxies(Config config, Map<String, String> environment) {
    variable(environment, "HTTPS_PROXY").ifPresent(config::setHttpsProxy);
    variable(environment, "HTTP_PROXY").ifPresent(config::setHttpProxy);
    variable(environment, "NO_PROXY").ifPresent(hosts -> config.setNoProxy(hosts.split(",", -1)));
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT))))
        .filter(value -> !value.isBlank());
  }
}
