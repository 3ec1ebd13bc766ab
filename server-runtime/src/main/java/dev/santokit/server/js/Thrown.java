package dev.santokit.server.js;

import dev.santokit.server.call.AuthorError;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.util.Optional;

/** What the author of a function answers by throwing. */
final class Thrown {

  private Thrown() {}

  /**
   * The answer that was meant: one with a {@code status} of 400 to 599 is as it says, and {@code
   * Unauthorized} and {@code Forbidden} have always been messages with a meaning. Empty when it is
   * an error like any other, of which clients learn nothing.
   */
  static Optional<Refusal> refusal(JsOutcome.Threw thrown) {
    Integer status = thrown.status();
    if (status == null) {
      return switch (thrown.message()) {
        case "Unauthorized" ->
            Optional.of(Refusal.of(RefusalCode.AUTHENTICATION_ERROR, "Unauthorized"));
        case "Forbidden" -> Optional.of(Refusal.of(RefusalCode.AUTHORIZATION_ERROR, "Forbidden"));
        case null, default -> Optional.empty();
      };
    }
    return AuthorError.refusal(status, thrown.code(), thrown.message(), thrown.details());
  }
}
