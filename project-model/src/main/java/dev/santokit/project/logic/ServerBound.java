package dev.santokit.project.logic;

import java.util.Locale;
import java.util.Optional;

/** Names in SQL whose values come from the server, never from a client. */
public enum ServerBound {
  /** The subject of the token; NULL for an anonymous caller. */
  USER_ID,
  /** The email of the token; NULL without one. */
  USER_EMAIL,
  /** The roles of the token, a text array; NULL for an anonymous caller. */
  USER_ROLES,
  /** The id of the request. */
  REQUEST_ID;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As SQL writes it behind the colon: {@code user_id}. */
  public String word() {
    return word;
  }

  /** The one that is written so. */
  public static Optional<ServerBound> of(String word) {
    return switch (word) {
      case "user_id" -> Optional.of(USER_ID);
      case "user_email" -> Optional.of(USER_EMAIL);
      case "user_roles" -> Optional.of(USER_ROLES);
      case "request_id" -> Optional.of(REQUEST_ID);
      default -> Optional.empty();
    };
  }
}
