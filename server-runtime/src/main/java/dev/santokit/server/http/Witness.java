package dev.santokit.server.http;

import dev.santokit.server.event.Events;
import dev.santokit.server.event.ServerEvent;
import dev.santokit.server.metrics.CallMeasure;
import dev.santokit.server.metrics.Measures;
import dev.santokit.server.trace.Span;
import dev.santokit.server.trace.Traces;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sees each call begin and end, for whoever measures, traces or looks for slow ones. */
final class Witness {

  private final Events events;
  private final Measures measures;
  private final Traces traces;
  private final boolean tracing;
  private final long slowNanos;

  /**
   * For a server.
   *
   * @param slow from when on a call is worth a line
   */
  Witness(Events events, Measures measures, Traces traces, Duration slow) {
    this.events = events;
    this.measures = measures;
    this.traces = traces;
    this.tracing = !traces.equals(Traces.NONE);
    this.slowNanos = slow.toNanos();
  }

  /** A call begins. */
  Span begin(HttpServerRequest request) {
    return tracing
        ? traces.call(
            request.method().name(),
            request.getHeader("traceparent"),
            request.getHeader("tracestate"))
        : Span.NONE;
  }

  /**
   * A call ended.
   *
   * @param path what was asked for; null when that was not read
   * @param measure counts what was asked for; null when that was refused before it was found
   */
  void ended(
      Exchange exchange,
      @Nullable String path,
      @Nullable CallMeasure measure,
      int status,
      long nanos) {
    CallMeasure counts = measure == null ? measures.known(path) : measure;
    counts.ended(status, nanos);
    if (nanos >= slowNanos) {
      events.accept(
          new ServerEvent.CallSlow(exchange.origin(), path, status, Duration.ofNanos(nanos)));
    }
    if (tracing) {
      close(exchange, counts.function(), status);
    }
  }

  private static void close(Exchange exchange, String function, int status) {
    Span span = exchange.span();
    span.name("call " + function);
    span.say("santokit.function", function);
    span.say("http.request.method", exchange.request().method().name());
    span.say("http.response.status_code", status);
    span.say("santokit.request_id", exchange.requestId());
    if (status >= 500) {
      span.failed(Integer.toString(status));
    }
    span.close();
  }

  /** An answer that was on its way was cut off. */
  void cut(Exchange exchange, @Nullable String path, String code) {
    events.accept(new ServerEvent.AnswerCut(exchange.origin(), path, code));
  }
}
