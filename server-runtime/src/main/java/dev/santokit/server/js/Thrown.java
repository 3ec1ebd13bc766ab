package dev.santokit.server.js;

import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the author of a function answers by throwing. */
final class Thrown {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

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
    if (status < 400 || status > 599) {
      return Optional.empty();
    }
    String code = code(status, thrown.code());
    return Optional.of(
        Refusal.byAuthor(status, code, message(code, thrown.message()), thrown.details()));
  }

  private static String code(int status, @Nullable String given) {
    if (given != null && CODE.matcher(given).matches()) {
      return given;
    }
    return Arrays.stream(RefusalCode.values())
        .filter(code -> code.status() == status)
        .findFirst()
        .orElse(status < 500 ? RefusalCode.VALIDATION_ERROR : RefusalCode.INTERNAL_ERROR)
        .name();
  }

  private static String message(String code, @Nullable String given) {
    return given == null || given.isEmpty() ? code : given;
  }
}
