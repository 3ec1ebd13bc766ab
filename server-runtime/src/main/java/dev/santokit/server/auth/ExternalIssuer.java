package dev.santokit.server.auth;

import dev.santokit.server.call.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone else whose tokens the project takes.
 *
 * @param audience what a token must be for, one of these at least
 * @param rolesClaim where its tokens have roles; null when their roles do not count
 */
record ExternalIssuer(Set<String> audience, @Nullable String rolesClaim, PublishedKeys keys) {

  /** Copies the set. */
  ExternalIssuer {
    audience = Set.copyOf(audience);
  }

  /**
   * The keys by which a token is this issuer's; null when it is not.
   *
   * @throws Refusal UNAVAILABLE while the issuer's keys are not known
   */
  @Nullable KeySet proof(CompactToken token) {
    if (!keys.allow(token.algorithm())) {
      return null;
    }
    KeySet current = keys.current();
    if (current == null) {
      throw Refusal.unavailable("The keys of the token's issuer are not known at the moment");
    }
    if (!current.has(token)) {
      keys.miss();
      return null;
    }
    return current.signed(token) ? current : null;
  }

  /** Whether what these keys proved still counts. */
  boolean trusts(KeySet proof) {
    return keys.current() == proof;
  }
}
