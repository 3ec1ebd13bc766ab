package dev.santokit.server.secrets;

import java.util.List;
import java.util.Optional;

/** Where values of secrets come from. For any thread. */
public interface Secrets {

  /**
   * The value as it is now; empty when there is none.
   *
   * @throws SecretUnusable when there is one that cannot be read or opened
   */
  Optional<String> value(String name);

  /** A line for each secret that is there and cannot be used. */
  default List<String> unusable() {
    return List.of();
  }
}
