package dev.santokit.server.trace;

import org.jspecify.annotations.Nullable;

/** Where traces go. For any number of threads. */
public interface Traces extends AutoCloseable {

  /** Nowhere. */
  Traces NONE =
      new Traces() {
        @Override
        public Span call(String method, @Nullable String traceparent, @Nullable String tracestate) {
          return Span.NONE;
        }

        @Override
        public void close() {}
      };

  /**
   * A call begins.
   *
   * @param traceparent as W3C says, of the client's span; null without
   * @param tracestate what goes with it
   */
  Span call(String method, @Nullable String traceparent, @Nullable String tracestate);

  /** Sends what was not sent yet. */
  @Override
  void close();
}
