package dev.santokit.server.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request is called in answers and logs. */
final class RequestIds {

  private static final Pattern KEPT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RequestIds() {}

  /** The client's own when it is harmless, else a new one. */
  static String of(@Nullable String inbound) {
    if (inbound != null && KEPT.matcher(inbound).matches()) {
      return inbound;
    }
    var random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }
}
