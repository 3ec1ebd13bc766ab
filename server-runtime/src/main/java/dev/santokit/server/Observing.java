package dev.santokit.server;

import dev.santokit.server.event.Events;
import dev.santokit.server.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * Whoever wants to know what the server does.
 *
 * @param events takes what happens
 * @param meters takes what is measured
 * @param traces takes the spans of calls
 */
public record Observing(Events events, MeterRegistry meters, Traces traces) {

  /** Events alone. */
  public static Observing of(Events events) {
    return new Observing(events, new SimpleMeterRegistry(), Traces.NONE);
  }
}
