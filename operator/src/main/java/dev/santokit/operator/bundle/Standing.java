package dev.santokit.operator.bundle;

import dev.santokit.operator.status.Reason;

/**
 * Where a bundle stands between being written and being served.
 *
 * @param generation of the spec that this is about
 * @param verdict what it is good for
 * @param place whether pods serve it
 */
public record Standing(long generation, Verdict verdict, Place place) {

  /** Whether pods serve a bundle's content. */
  public sealed interface Place {}

  /**
   * All ready pods do.
   *
   * @param revision of the release that they serve
   */
  public record Active(long revision) implements Place {}

  /** They will in a moment, if all goes well. */
  public record Coming() implements Place {}

  /** No pod has said yet what it serves. */
  public record Unknown() implements Place {}

  /**
   * They do not, and it takes someone to change that.
   *
   * @param reason why
   * @param message why, for people
   */
  public record Held(Reason reason, String message) implements Place {}
}
