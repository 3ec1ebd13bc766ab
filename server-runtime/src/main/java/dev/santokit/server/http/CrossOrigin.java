package dev.santokit.server.http;

import dev.santokit.project.config.Cors;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What browsers may do with answers on pages of other origins. A project that names no origin says
 * nothing of it, so that browsers let no page see an answer.
 */
final class CrossOrigin {

  private static final CharSequence ORIGIN = HttpHeaders.createOptimized("Origin");
  private static final CharSequence VARY = HttpHeaders.createOptimized("Vary");
  private static final CharSequence ALLOW_ORIGIN =
      HttpHeaders.createOptimized("Access-Control-Allow-Origin");
  private static final CharSequence ALLOW_CREDENTIALS =
      HttpHeaders.createOptimized("Access-Control-Allow-Credentials");
  private static final CharSequence EXPOSE =
      HttpHeaders.createOptimized("Access-Control-Expose-Headers");
  private static final CharSequence EXPOSED =
      HttpHeaders.createOptimized(
          "X-Request-ID, X-Execution-Time, X-Cache-Status, X-Santokit-Release, X-Rows-Affected,"
              + " X-Total-Count, ETag, Retry-After");

  private static final String METHODS = "GET, HEAD, POST";
  private static final List<String> HEADERS =
      List.of(
          "authorization",
          "content-type",
          "if-none-match",
          "traceparent",
          "tracestate",
          "x-request-id");

  /** Two hours, the longest that browsers go along with. */
  private static final String MAX_AGE = "7200";

  private static final Pattern TOKEN = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,100}");

  private final Cors cors;
  private final boolean open;

  /** Of a project. */
  CrossOrigin(Cors cors) {
    this.cors = cors;
    this.open = !cors.origins().isEmpty();
  }

  /** Adds to the headers of an answer what a browser must know to show it to a page. */
  void describe(HttpServerRequest request) {
    if (!open) {
      return;
    }
    MultiMap headers = request.response().headers();
    boolean anyone = !cors.credentials() && cors.allowsAll();
    if (!anyone) {
      headers.add(VARY, ORIGIN);
    }
    String origin = request.getHeader(ORIGIN);
    if (origin == null || !cors.allows(origin)) {
      return;
    }
    headers.set(ALLOW_ORIGIN, anyone ? "*" : origin);
    headers.set(EXPOSE, EXPOSED);
    if (cors.credentials()) {
      headers.set(ALLOW_CREDENTIALS, "true");
    }
  }

  /** Whether a browser asks what it may send, for a page that may. */
  boolean isPreflight(HttpServerRequest request) {
    if (!open || !request.method().equals(HttpMethod.OPTIONS)) {
      return false;
    }
    String origin = request.getHeader(ORIGIN);
    return origin != null
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
        && cors.allows(origin);
  }

  /** Adds to the headers of an answer what a page may send. */
  void allow(HttpServerRequest request) {
    MultiMap headers = request.response().headers();
    headers.add(VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    headers.set(
        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
        String.join(", ", allowed(request.headers().getAll("Access-Control-Request-Headers"))));
    headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
  }

  /** Logic may read any header, so a page may send any. */
  private static Set<String> allowed(List<String> requested) {
    Set<String> names = new LinkedHashSet<>(HEADERS);
    for (String value : requested) {
      for (String name : value.split(",", -1)) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (TOKEN.matcher(lower).matches()) {
          names.add(lower);
        }
      }
    }
    return names;
  }
}
