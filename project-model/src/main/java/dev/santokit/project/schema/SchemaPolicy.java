package dev.santokit.project.schema;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What needs approval, what is refused, and how the statements of a plan run.
 *
 * @param approval which plans need one
 * @param hazards decisions by code of a hazard: {@code DROP_TABLE}
 * @param largeTable bytes from which a table is large: warnings that lock or scan it need approval
 * @param lockTimeout how long a statement waits for a lock, so that it holds up nobody behind it
 * @param statementTimeout how long a statement runs at most
 * @param concurrentIndexes whether indexes of tables that exist are built {@code CONCURRENTLY}
 * @param exclude globs of tables that are not looked at and never dropped: {@code audit_*}, {@code
 *     billing.*}
 */
public record SchemaPolicy(
    Approval approval,
    SortedMap<String, Decision> hazards,
    long largeTable,
    Duration lockTimeout,
    Duration statementTimeout,
    boolean concurrentIndexes,
    List<String> exclude) {

  /** That of a project that says nothing. */
  public static final SchemaPolicy DEFAULT =
      new SchemaPolicy(
          Approval.DESTRUCTIVE,
          new TreeMap<>(),
          1L << 30,
          Duration.ofSeconds(3),
          Duration.ofMinutes(20),
          true,
          List.of());

  /** Copies its parts. */
  public SchemaPolicy {
    hazards = Collections.unmodifiableSortedMap(new TreeMap<>(hazards));
    exclude = List.copyOf(exclude);
  }
}
