package dev.santokit.server.function;

import dev.santokit.server.database.Database;
import dev.santokit.server.event.Events;
import dev.santokit.server.metrics.Measures;
import dev.santokit.server.secrets.Secrets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all calls share, whatever the release.
 *
 * @param databases by alias
 * @param replicas by alias, where calls that may not write run; where there is none, that is the
 *     database itself
 * @param secrets of logic
 * @param callTimeout how long a call may take at most
 * @param largestAnswer bytes
 */
public record Surroundings(
    Map<String, Database> databases,
    Map<String, Database> replicas,
    Secrets secrets,
    Duration callTimeout,
    int largestAnswer,
    Events events,
    Measures measures) {

  /** Copies the map. */
  public Surroundings {
    databases = Map.copyOf(databases);
    replicas = Map.copyOf(replicas);
  }

  /**
   * Where a call runs; null when no such database is configured.
   *
   * @param readOnly whether nothing in the whole call may be written
   */
  @Nullable Database database(String alias, boolean readOnly) {
    Database replica = readOnly ? replicas.get(alias) : null;
    return replica == null ? databases.get(alias) : replica;
  }
}
