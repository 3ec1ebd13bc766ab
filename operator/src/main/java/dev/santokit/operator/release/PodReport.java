package dev.santokit.operator.release;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one pod says at {@code /q/release}.
 *
 * @param pod its name
 * @param digest the release that it serves; null while it serves none
 * @param refused the release that it refuses, and why; null when it refuses none
 * @param databases by alias, as it sees them
 */
public record PodReport(
    String pod,
    @Nullable String digest,
    @Nullable Refused refused,
    Map<String, DatabaseReport> databases) {

  /** Copies the databases. */
  public PodReport {
    databases = Map.copyOf(databases);
  }

  /**
   * A release that a pod refuses.
   *
   * @param digest which
   * @param error why, a problem a line
   */
  public record Refused(String digest, String error) {}

  /**
   * A database, as a pod sees it.
   *
   * @param reachable whether it can be reached
   * @param reason the word for why not, as {@link dev.santokit.operator.status.Reason} has it; null
   *     while it can be reached
   * @param excess what its role may do that functions do not need, in words for people; empty when
   *     that is nothing, null when it is not known. In JSON: {@code {"reachable": false, "reason":
   *     "Unreachable", "excess": ["is a superuser"]}}, each of the last two only when there
   */
  public record DatabaseReport(
      boolean reachable, @Nullable String reason, @Nullable List<String> excess) {

    /** Copies the list. */
    public DatabaseReport {
      excess = excess == null ? null : List.copyOf(excess);
    }
  }
}
