package dev.santokit.server.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An error that the author of a function answers on purpose. */
public final class AuthorError {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private AuthorError() {}

  /**
   * The answer that was meant.
   *
   * @param status of HTTP
   * @param code for machines; null, or one that is none, for the one that goes with the status
   * @param message for people; null or empty for the code
   * @return empty when the status is not one of 400 to 599
   */
  public static Optional<Refusal> refusal(
      int status, @Nullable String code, @Nullable String message, @Nullable JsonNode details) {
    if (status < 400 || status > 599) {
      return Optional.empty();
    }
    String shown = code(status, code);
    return Optional.of(
        Refusal.byAuthor(
            status, shown, message == null || message.isEmpty() ? shown : message, details));
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
}
