package dev.santokit.server.fetch;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a function asks another server for. Nothing of the call from outside is in it.
 *
 * @param method in upper case
 * @param url absolute, with http or https
 * @param headers by name in lower case
 * @param body empty for none
 * @param redirects what to do with an answer that leads elsewhere
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares requests
public record FetchRequest(
    String method, URI url, Map<String, String> headers, byte[] body, Redirects redirects) {

  /** What to do with an answer that leads elsewhere. */
  public enum Redirects {
    FOLLOW,
    ERROR,
    MANUAL
  }

  private static final int LONGEST_URL = 16 * 1024;
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_HEADER = 16 * 1024;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

  /** What belongs to the connection, which is the server's. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> METHODS_REFUSED = Set.of("CONNECT", "TRACE", "TRACK");

  /** Those that the standard writes in upper case whatever a function wrote. */
  private static final Set<String> METHODS_KNOWN =
      Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  /** Takes a copy of the headers. */
  public FetchRequest {
    headers = Map.copyOf(headers);
  }

  /**
   * A request in a function's words.
   *
   * @throws FetchRefused when there is no such request
   */
  public static FetchRequest of(
      String method,
      String url,
      List<Map.Entry<String, String>> headers,
      byte[] body,
      String redirect)
      throws FetchRefused {
    String upper = method.toUpperCase(Locale.ROOT);
    String verb = METHODS_KNOWN.contains(upper) ? upper : method;
    if (!TOKEN.matcher(verb).matches() || METHODS_REFUSED.contains(upper)) {
      throw new FetchRefused("this method cannot be sent");
    }
    if (body.length > 0 && (verb.equals("GET") || verb.equals("HEAD"))) {
      throw new FetchRefused(verb + " has no body");
    }
    var byName = new TreeMap<String, String>();
    for (var header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      byName.merge(name, checked(name, header.getValue().strip()), (a, b) -> a + ", " + b);
    }
    if (byName.size() > MOST_HEADERS) {
      throw new FetchRefused("a request has at most " + MOST_HEADERS + " headers");
    }
    return new FetchRequest(verb, url(url), byName, body, redirects(redirect));
  }

  private static String checked(String name, String value) throws FetchRefused {
    if (!TOKEN.matcher(name).matches()) {
      throw new FetchRefused("a header has a name that cannot be sent");
    }
    if (OF_THE_CONNECTION.contains(name) || name.startsWith("proxy-")) {
      throw new FetchRefused("the header " + name + " cannot be set");
    }
    if (value.length() > LONGEST_HEADER || !VALUE.matcher(value).matches()) {
      throw new FetchRefused("the header " + name + " has a value that cannot be sent");
    }
    return value;
  }

  private static Redirects redirects(String word) throws FetchRefused {
    return switch (word) {
      case "follow" -> Redirects.FOLLOW;
      case "error" -> Redirects.ERROR;
      case "manual" -> Redirects.MANUAL;
      default -> throw new FetchRefused("redirect is follow, error or manual");
    };
  }

  private static URI url(String text) throws FetchRefused {
    if (text.length() > LONGEST_URL) {
      throw new FetchRefused("the URL is too long");
    }
    try {
      return checked(URI.create(text));
    } catch (IllegalArgumentException invalid) {
      throw new FetchRefused("the URL cannot be read");
    }
  }

  /** The URL when it is one that can be asked. */
  static URI checked(URI url) throws FetchRefused {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new FetchRefused("the URL begins with https:// or http://");
    }
    if (url.getHost() == null || url.getHost().isEmpty() || url.getPort() > 65_535) {
      throw new FetchRefused("the URL has no host that can be asked");
    }
    if (url.getRawUserInfo() != null) {
      throw new FetchRefused("the URL has user and password: set the header authorization");
    }
    return url;
  }
}
