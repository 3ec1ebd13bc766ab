package dev.santokit.project.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How callers prove who they are.
 *
 * @param jwt tokens that are signed with a shared secret; null when none are taken
 * @param issuers others whose tokens are taken, each once
 */
public record Auth(@Nullable Jwt jwt, List<Issuer> issuers) {

  /** Nobody can prove anything: every caller is anonymous. */
  public static final Auth NONE = new Auth(null, List.of());

  /** Copies the list. */
  public Auth {
    issuers = List.copyOf(issuers);
  }

  /**
   * Tokens of HS256.
   *
   * @param secret one secret, at least 32 bytes
   * @param previousSecrets that still verify, for changing the secret without logging anyone out
   * @param expiresIn how long a token that is made here lives
   */
  public record Jwt(SecretText secret, List<SecretText> previousSecrets, Duration expiresIn) {

    /** Of a project that says nothing. */
    public static final Duration DEFAULT_EXPIRES_IN = Duration.ofHours(1);

    /** A token that lives longer is a key. */
    static final String LONGEST = "3650d";

    /** Copies the list. */
    public Jwt {
      previousSecrets = List.copyOf(previousSecrets);
    }
  }

  /**
   * Someone else who signs tokens, with keys that they publish.
   *
   * @param issuer the claim {@code iss} of their tokens, to the letter
   * @param jwksUri where their keys are; null where {@code
   *     <issuer>/.well-known/openid-configuration} says it
   * @param audience of which the claim {@code aud} must name one; at least one
   * @param rolesClaim the claim that holds roles; null when their tokens carry none that count
   * @param algorithms that their tokens may be signed with, all asymmetric; at least one
   */
  public record Issuer(
      String issuer,
      @Nullable URI jwksUri,
      List<String> audience,
      @Nullable String rolesClaim,
      List<String> algorithms) {

    /** What may stand in {@code algorithms}, by the names of RFC 7518 and 8037. */
    public static final List<String> ASYMMETRIC =
        List.of(
            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
            "EdDSA");

    /** Those of an issuer that names none. */
    public static final List<String> DEFAULT_ALGORITHMS = List.of("RS256", "ES256", "EdDSA");

    /** Copies the lists. */
    public Issuer {
      audience = List.copyOf(audience);
      algorithms = List.copyOf(algorithms);
      if (audience.isEmpty() || algorithms.isEmpty() || !ASYMMETRIC.containsAll(algorithms)) {
        throw new IllegalArgumentException(
            "an issuer has an audience and signs with keys that it publishes");
      }
    }
  }
}
