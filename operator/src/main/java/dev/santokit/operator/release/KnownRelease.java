package dev.santokit.operator.release;

import org.jspecify.annotations.Nullable;

/**
 * A release that was cut.
 *
 * @param revision its number, from 1
 * @param digest its identity
 * @param rejection why pods refused it; null when none did
 */
public record KnownRelease(long revision, String digest, @Nullable Rejection rejection) {

  /**
   * A release that a pod refused.
   *
   * @param generation of the project when it was refused: a later one may bring what it lacked
   * @param schemas {@link Schemas#expanded} then: another one may have what it lacked
   * @param message the pod's, a problem a line
   */
  public record Rejection(long generation, String schemas, String message) {}
}
