package dev.santokit.project.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How callers prove who they are.
 *
 * @param jwt tokens that are signed with a shared secret; null when none are taken
 */
public record Auth(@Nullable Jwt jwt) {

  /** Nobody can prove anything: every caller is anonymous. */
  public static final Auth NONE = new Auth(null);

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
}
