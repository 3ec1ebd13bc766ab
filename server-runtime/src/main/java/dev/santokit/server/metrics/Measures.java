package dev.santokit.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a server measures. What belongs to a function is looked up when its release is loaded,
 * not when it is called. For any number of threads.
 */
public final class Measures {

  /** What calls are counted under that asked for nothing that exists. */
  private static final String UNKNOWN = "unknown";

  /** What calls of several functions at once are counted under. */
  private static final String BATCH = "batch";

  private final MeterRegistry registry;
  private final Map<String, CallMeasure> functions = new ConcurrentHashMap<>();
  private final Map<String, CallMeasure> operations = new ConcurrentHashMap<>();
  private final CallMeasure unknown;
  private final CallMeasure batch;
  private @Nullable Meter release;

  /** Into a registry. */
  public Measures(MeterRegistry registry) {
    this.registry = registry;
    this.unknown = new CallMeasure(registry, UNKNOWN);
    this.batch = new CallMeasure(registry, BATCH);
  }

  /** Of a function of a release that is being loaded. */
  public CallMeasure function(String path) {
    return functions.computeIfAbsent(path, this::measure);
  }

  /** Of an operation on a table that exists. */
  public CallMeasure operation(String path) {
    return operations.computeIfAbsent(path, this::measure);
  }

  private CallMeasure measure(String path) {
    return new CallMeasure(registry, path);
  }

  /**
   * Of calls that were refused before what they asked for was found: of it if it is a function that
   * is served, else of all of them together.
   *
   * @param path null when that was not read
   */
  public CallMeasure known(@Nullable String path) {
    return path == null ? unknown : functions.getOrDefault(path, unknown);
  }

  /** Of calls of several functions at once. */
  public CallMeasure batch() {
    return batch;
  }

  /**
   * A release is served from now on.
   *
   * @param digest short
   * @param paths of its functions; those of others are not measured any more
   */
  public synchronized void serves(String digest, long revision, Set<String> paths) {
    if (release != null) {
      registry.remove(release);
    }
    release =
        Gauge.builder("santokit.release.info", () -> 1)
            .description("1; its labels say which release is served")
            .tag("digest", digest)
            .tag("revision", Long.toString(revision))
            .register(registry);
    keep(paths);
  }

  /**
   * What was measured of functions that are not served is forgotten.
   *
   * @param paths of those that are
   */
  public void keep(Set<String> paths) {
    functions
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !paths.contains(entry.getKey());
          if (gone) {
            entry.getValue().remove();
          }
          return gone;
        });
  }

  /** Something of the server that is looked at when someone asks. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(registry);
  }

  /** Something of a database that is looked at when someone asks. */
  public void gauge(String name, String description, String alias, Supplier<Number> value) {
    Gauge.builder(name, value)
        .description(description)
        .tag("database", alias)
        .strongReference(true)
        .register(registry);
  }
}
