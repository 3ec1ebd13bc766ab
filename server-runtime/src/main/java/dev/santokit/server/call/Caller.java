package dev.santokit.server.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asks. */
public sealed interface Caller {

  /** Someone without a token. */
  record Anonymous() implements Caller {}

  /**
   * Someone whose token was verified.
   *
   * @param id the token's {@code sub}, else its {@code id}
   * @param email null when the token has none
   * @param roles without those that no token can give
   */
  record User(String id, @Nullable String email, List<String> roles) implements Caller {
    /** Copies the list. */
    public User {
      roles = List.copyOf(roles);
    }
  }

  /** Whether a token was verified. */
  default boolean isAuthenticated() {
    return this instanceof User;
  }

  /** The roles of the token; none without one. */
  default List<String> roles() {
    return switch (this) {
      case Anonymous() -> List.of();
      case User(var id, var email, var roles) -> roles;
    };
  }
}
