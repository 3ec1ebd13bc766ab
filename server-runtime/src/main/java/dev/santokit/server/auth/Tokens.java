package dev.santokit.server.auth;

import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens. What a token says of itself chooses among the issuers of the project, and then
 * among the keys of that issuer; it never chooses what kind of key that is. So {@code none} and a
 * public key taken for a secret have no way in.
 */
public final class Tokens {

  private static final String SCHEME = "Bearer ";
  private static final int LONGEST_KNOWN = 2 * 1024;
  private static final int MOST_KNOWN = 4_000;
  private static final long SKEW_SECONDS = 30;

  private final SharedSecrets own;
  private final Issuers others;
  private final Map<String, Verified> known = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /**
   * For a project.
   *
   * @param secrets the current one first, then previous ones; without any, no token is the
   *     project's own
   * @param others whose tokens are taken besides
   * @throws IllegalArgumentException when a secret is shorter than 32 bytes
   */
  public Tokens(List<byte[]> secrets, Issuers others, InstantSource clock) {
    this.own = new SharedSecrets(secrets);
    this.others = others;
    this.clock = clock;
  }

  /**
   * Who asks.
   *
   * @param authorization values of the Authorization header; empty is anonymous
   * @param project what {@code iss} and {@code aud} of the project's own tokens name when they are
   *     there
   * @throws Refusal AUTHENTICATION_ERROR for anything else than one valid token, UNAVAILABLE while
   *     the keys of its issuer are not known
   */
  public Caller verify(List<String> authorization, String project) {
    if (authorization.isEmpty()) {
      return new Caller.Anonymous();
    }
    String header = authorization.getFirst();
    if (authorization.size() > 1 || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw invalid();
    }
    String token = header.substring(SCHEME.length()).strip();
    Verified verified = known.get(token);
    if (verified == null || !verified.project.equals(project) || !verified.proof.counts()) {
      known.remove(token);
      verified = verified(token, project);
      remember(token, verified);
    }
    verified.checkTime(clock.millis() / 1000.0);
    return verified.user;
  }

  /** Most calls come with a token that came before. */
  private void remember(String token, Verified verified) {
    if (token.length() > LONGEST_KNOWN) {
      return;
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(token, verified);
  }

  /** What made a token valid, and whether that still counts. */
  private sealed interface Proof {

    /** Secrets stay for as long as the process does. */
    record Secret() implements Proof {
      @Override
      public boolean counts() {
        return true;
      }
    }

    /** Keys of others come and go. */
    record Published(ExternalIssuer issuer, KeySet keys) implements Proof {
      @Override
      public boolean counts() {
        return issuer.trusts(keys);
      }
    }

    boolean counts();
  }

  /**
   * What a token says whose signature holds.
   *
   * @param expires seconds of the epoch
   * @param notBefore seconds of the epoch
   */
  private record Verified(
      Caller.User user, String project, double expires, double notBefore, Proof proof) {

    void checkTime(double now) {
      if (expires <= now) {
        throw refused("The token has expired");
      }
      if (notBefore > now + SKEW_SECONDS) {
        throw refused("The token is not valid yet");
      }
    }
  }

  private Verified verified(String text, String project) {
    CompactToken token = CompactToken.parse(text).orElseThrow(Tokens::invalid);
    var claims = new Claims(token.claims());
    try {
      String by = claims.issuer();
      return by == null || by.equals(project)
          ? ofOurs(token, claims, project)
          : of(others.find(by), token, claims, project);
    } catch (Claims.Unusable unusable) {
      throw invalid();
    }
  }

  private Verified ofOurs(CompactToken token, Claims claims, String project)
      throws Claims.Unusable {
    if (!own.signed(token) || (claims.hasAudience() && !claims.isFor(Set.of(project)))) {
      throw invalid();
    }
    Caller.User user = claims.user(Claims.OWN_ROLES);
    return new Verified(user, project, claims.expires(), claims.notBefore(), new Proof.Secret());
  }

  private static Verified of(
      @Nullable ExternalIssuer issuer, CompactToken token, Claims claims, String project)
      throws Claims.Unusable {
    KeySet keys = issuer == null ? null : issuer.proof(token);
    if (issuer == null || keys == null || !claims.isFor(issuer.audience())) {
      throw invalid();
    }
    Caller.User user = claims.user(issuer.rolesClaim());
    return new Verified(
        user, project, claims.expires(), claims.notBefore(), new Proof.Published(issuer, keys));
  }

  private static Refusal invalid() {
    return refused("The token is invalid");
  }

  private static Refusal refused(String message) {
    return Refusal.of(RefusalCode.AUTHENTICATION_ERROR, message);
  }
}
