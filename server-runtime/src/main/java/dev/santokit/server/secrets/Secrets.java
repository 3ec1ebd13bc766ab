package dev.santokit.server.secrets;

import java.util.Optional;

/** Where values of secrets come from. For any thread. */
public interface Secrets {

  /** The value as it is now; empty when there is none. */
  Optional<String> value(String name);
}
