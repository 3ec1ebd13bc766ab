package dev.santokit.server.auth;

import java.io.IOException;

/** Where the keys of one issuer are published. */
@FunctionalInterface
interface KeySource {

  /**
   * Asks for them; may take seconds.
   *
   * @return a JWK set
   * @throws IOException when there is no answer that can be used; its message is for the log
   */
  byte[] fetch() throws IOException;
}
