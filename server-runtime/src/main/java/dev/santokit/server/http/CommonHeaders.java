package dev.santokit.server.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.TreeMap;

/** Headers of every answer, errors too: those that the project names, and what browsers ask for. */
final class CommonHeaders {

  private final Map<CharSequence, CharSequence> fixed = new TreeMap<>(CharSequence::compare);
  private final CrossOrigin crossOrigin;

  /**
   * Of a project.
   *
   * @param fixed by name
   */
  CommonHeaders(Map<String, String> fixed, CrossOrigin crossOrigin) {
    fixed.forEach((name, value) ->
        this.fixed.put(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value)));
    this.crossOrigin = crossOrigin;
  }

  /** Adds them to the answer of a request. */
  void addTo(HttpServerRequest request) {
    if (!fixed.isEmpty()) {
      MultiMap headers = request.response().headers();
      fixed.forEach(headers::set);
    }
    crossOrigin.describe(request);
  }
}
