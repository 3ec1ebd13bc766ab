package dev.santokit.server.trace;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of W3C. */
public final class TraceParent {

  private static final Pattern FORM =
      Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

  private static final int LONGEST = 512;
  private static final int ID = 3;
  private static final int ID_END = ID + 32;
  private static final String NO_TRACE = "0".repeat(32);

  private TraceParent() {}

  /** The id of the trace; null when the header is absent or not as W3C says. */
  public static @Nullable String traceId(@Nullable String header) {
    if (header == null || header.length() > LONGEST || !FORM.matcher(header).matches()) {
      return null;
    }
    String id = header.substring(ID, ID_END);
    return id.equals(NO_TRACE) ? null : id;
  }
}
