package dev.santokit.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How often one function was called with which status, and how long that took. */
public final class CallMeasure {

  private static final int OK = 200;

  private static final Duration[] BUCKETS =
      List.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000).stream()
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final String function;
  private final Timer duration;
  private final Counter ok;
  private final Map<Integer, Counter> others = new ConcurrentHashMap<>();

  CallMeasure(MeterRegistry registry, String function) {
    this.registry = registry;
    this.function = function;
    this.duration =
        Timer.builder("santokit.call.duration")
            .description("Time from the first byte of a call to the last one of its answer")
            .tag("function", function)
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    this.ok = counter(OK);
  }

  private Counter counter(int status) {
    return Counter.builder("santokit.calls")
        .description("Calls that ended, by status of HTTP; 499 when the client did not wait")
        .tag("function", function)
        .tag("status", Integer.toString(status))
        .register(registry);
  }

  /** The label of what it measures. */
  public String function() {
    return function;
  }

  /** A call ended. */
  public void ended(int status, long nanos) {
    duration.record(nanos, TimeUnit.NANOSECONDS);
    (status == OK ? ok : others.computeIfAbsent(status, this::counter)).increment();
  }

  /** Takes it from the registry: nobody can call the function any more. */
  void remove() {
    List<Meter> all = new ArrayList<>(others.values());
    all.add(ok);
    all.add(duration);
    all.forEach(registry::remove);
  }
}
