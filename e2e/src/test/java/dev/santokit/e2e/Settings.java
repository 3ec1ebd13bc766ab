package dev.santokit.e2e;

import java.util.List;
import java.util.Optional;

/** The variables that {@code e2e/run} explains. */
final class Settings {

  /** When others use the cluster: what our namespaces begin with. */
  static final Optional<String> SHARED = variable("SANTOKIT_E2E_SHARED");

  static final String PREFIX = SHARED.orElse("e2e");
  static final Optional<String> TAG = variable("SANTOKIT_E2E_TAG");
  static final String POSTGRES_IMAGE =
      variable("SANTOKIT_E2E_POSTGRES_IMAGE").orElse("localhost/postgres:15");
  static final String NODE = variable("SANTOKIT_E2E_NODE").orElse("127.0.0.1");
  static final List<String> HELM =
      variable("SANTOKIT_E2E_HELM").map(words -> List.of(words.split(" +"))).orElse(List.of());
  static final boolean KEEP = variable("SANTOKIT_E2E_KEEP").map(Boolean::valueOf).orElse(false);

  /** The API server's process on this machine, when there is one. */
  static final Optional<String> API_SERVER_PID = variable("SANTOKIT_E2E_API_SERVER_PID");

  private Settings() {}

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
