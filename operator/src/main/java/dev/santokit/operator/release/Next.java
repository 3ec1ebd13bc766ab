package dev.santokit.operator.release;

import dev.santokit.operator.release.KnownRelease.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what the bundles give becomes a release: the decision, without a cluster. */
public sealed interface Next {

  /** Without a manifest: how long nothing may have changed before a release is cut. */
  Duration QUIET = Duration.ofMillis(500);

  /** Without a manifest: how long a change waits at most while others follow it. */
  Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** The newest release has this content already. */
  record Same(long revision) implements Next {}

  /** It becomes a release with this number. */
  record Cut(long revision) implements Next {}

  /**
   * More changes may follow.
   *
   * @param left after how long to decide again
   */
  record Wait(Duration left) implements Next {}

  /**
   * Another content was asked for.
   *
   * @param asked the digest in {@code spec.release.manifest}
   */
  record Mismatch(String asked) implements Next {}

  /**
   * A database does not have the schema yet that the content may need.
   *
   * @param what which one, and why
   */
  record AwaitSchema(String what) implements Next {}

  /** Pods refused this content, and nothing has changed since. */
  record Refused(long revision, String message) implements Next {}

  /** Permissions are not valid, so nothing new can be made. */
  record Frozen() implements Next {}

  /**
   * What the decision depends on.
   *
   * @param digest of what bundles and permissions give; null while permissions are not valid
   * @param known all releases that are kept, in any order
   * @param used a number that no new release may have, nor a lower one; 0 when none was used
   * @param manifest the digest that is asked for; null when any will do
   * @param generation of the project
   * @param schemas of its databases
   * @param changed when the digest became what it is
   * @param waiting since when it has not been that of the newest release
   * @param now the time
   */
  record Facts(
      @Nullable String digest,
      List<KnownRelease> known,
      long used,
      @Nullable String manifest,
      long generation,
      Schemas schemas,
      Instant changed,
      Instant waiting,
      Instant now) {
    /** Copies. */
    public Facts {
      known = List.copyOf(known);
    }

    private Optional<KnownRelease> newest() {
      return known.stream().max(Comparator.comparingLong(KnownRelease::revision));
    }

    private boolean isOf(KnownRelease release) {
      return release.digest().equals(digest);
    }

    /** Whether nothing has come since that the refused content may have lacked. */
    private boolean stands(Rejection rejection) {
      return rejection.generation() >= generation && rejection.schemas().equals(schemas.expanded());
    }

    private long free() {
      return 1 + Math.max(used, newest().map(KnownRelease::revision).orElse(0L));
    }

    private Duration untilQuiet() {
      Instant quiet = changed.plus(QUIET);
      Instant latest = waiting.plus(LONGEST_WAIT);
      return Duration.between(now, quiet.isBefore(latest) ? quiet : latest);
    }
  }

  /** Decides. */
  static Next of(Facts facts) {
    if (facts.digest == null) {
      return new Frozen();
    }
    if (facts.manifest != null && !facts.manifest.equals(facts.digest)) {
      return new Mismatch(facts.manifest);
    }
    Optional<KnownRelease> same = facts.newest().filter(facts::isOf);
    Optional<Rejection> rejection = same.map(KnownRelease::rejection);
    if (rejection.filter(facts::stands).isPresent()) {
      return new Refused(same.get().revision(), rejection.get().message());
    }
    // The newest one, or the one that is served since the newest was refused.
    Optional<KnownRelease> accepted = accepted(facts.known).filter(facts::isOf);
    if (accepted.isPresent()) {
      return new Same(accepted.get().revision());
    }
    if (facts.schemas.awaited() != null) {
      return new AwaitSchema(facts.schemas.awaited());
    }
    Duration left = facts.untilQuiet();
    return facts.manifest == null && left.isPositive() ? new Wait(left) : new Cut(facts.free());
  }

  /** The newest release that no pod refused: what is served unless an earlier one is pinned. */
  static Optional<KnownRelease> accepted(List<KnownRelease> known) {
    return known.stream()
        .filter(release -> release.rejection() == null)
        .max(Comparator.comparingLong(KnownRelease::revision));
  }
}
