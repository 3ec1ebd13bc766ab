package dev.santokit.project.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which other origins browsers may call from.
 *
 * @param origins {@code https://app.example.com} or {@code http://localhost:3000} exactly, {@code
 *     https://*.example.com} for every name below, or {@code *} for all; in lower case, without the
 *     port that the scheme has anyway
 * @param credentials whether browsers may send cookies along; never with {@code *}
 */
public record Cors(List<String> origins, boolean credentials) {

  /** No other origin may. */
  public static final Cors NONE = new Cors(List.of(), false);

  /** Written so, all origins may. */
  static final String ALL = "*";

  private static final int LONGEST = 255;
  private static final String BELOW = "://*.";

  private static final Pattern NAME =
      Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  /** Copies the list. */
  public Cors {
    origins = List.copyOf(origins);
    if (credentials && origins.contains(ALL)) {
      throw new IllegalArgumentException("any origin together with credentials is no protection");
    }
  }

  /** Whether every origin may call. */
  public boolean allowsAll() {
    return origins.contains(ALL);
  }

  /**
   * Whether pages of an origin may call.
   *
   * @param origin as a browser sends it; {@code null}, which is what a sandboxed page is, is none
   */
  public boolean allows(String origin) {
    for (String allowed : origins) {
      if (allowed.equals(ALL) || allowed.equals(origin) || isBelow(allowed, origin)) {
        return true;
      }
    }
    return false;
  }

  /** {@code https://a.b.x.com:8443} is below {@code https://*.x.com:8443}. */
  private static boolean isBelow(String allowed, String origin) {
    int at = allowed.indexOf(BELOW);
    if (at < 0) {
      return false;
    }
    int scheme = at + "://".length();
    String rest = allowed.substring(at + BELOW.length() - 1); // with its dot
    return origin.length() > scheme + rest.length()
        && origin.startsWith(allowed.substring(0, scheme))
        && origin.endsWith(rest)
        && isLabels(origin, scheme, origin.length() - rest.length());
  }

  private static boolean isLabels(String origin, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = origin.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** An origin in the form that {@link #origins} has, or empty when {@code written} is none. */
  static Optional<String> origin(String written) {
    if (written.equals(ALL)) {
      return Optional.of(ALL);
    }
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = written.toLowerCase(Locale.ROOT);
    String whole = lower.startsWith("*.") ? "https://" + lower : lower;
    boolean below = whole.contains(BELOW);
    try {
      var uri = new URI(below ? whole.replace(BELOW, "://") : whole);
      String scheme = uri.getScheme();
      String host = uri.getHost();
      int port = uri.getPort();
      boolean bare =
          uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && String.valueOf(uri.getRawPath()).isEmpty();
      boolean web = "https".equals(scheme) || "http".equals(scheme);
      if (!web || !bare || host == null || port > 65_535 || port == 0) {
        return Optional.empty();
      }
      boolean named = NAME.matcher(host).matches();
      if (!named && (below || !host.startsWith("["))) {
        return Optional.empty();
      }
      boolean implied = port < 0 || port == (scheme.equals("https") ? 443 : 80);
      return Optional.of(scheme + (below ? BELOW : "://") + host + (implied ? "" : ":" + port));
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }
}
