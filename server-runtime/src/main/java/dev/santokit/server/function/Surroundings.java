package dev.santokit.server.function;

import dev.santokit.server.database.Database;
import dev.santokit.server.event.Events;
import dev.santokit.server.metrics.Measures;
import dev.santokit.server.secrets.Secrets;
import java.time.Duration;
import java.util.Map;

/**
 * What all calls share, whatever the release.
 *
 * @param databases by alias
 * @param secrets of logic
 * @param callTimeout how long a call may take at most
 * @param largestAnswer bytes
 */
public record Surroundings(
    Map<String, Database> databases,
    Secrets secrets,
    Duration callTimeout,
    int largestAnswer,
    Events events,
    Measures measures) {

  /** Copies the map. */
  public Surroundings {
    databases = Map.copyOf(databases);
  }
}
