package dev.santokit.operator.release;

import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.bundle.BundleSet;
import dev.santokit.operator.bundle.ParsedBundle;
import dev.santokit.project.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a project's releases found, after it did what was to be done.
 *
 * @param bundles all of the project
 * @param parsed the same, parsed
 * @param set the same, judged together
 * @param next what was decided about their content
 * @param tooLarge why the content cannot be a release; null when it can
 * @param accepted the newest release that pods did not refuse, before this look; null when there is
 *     none
 * @param target the release that the ConfigMaps hold; null when there is none
 * @param newest the newest release that pods did not refuse, now; null when there is none
 * @param pinned whether target is what {@code spec.release.pin} names
 * @param served the last release that all ready pods served; null before they have said so
 * @param asked what pods said; null when there is no release to ask for
 * @param activation how far they are with target
 * @param appliedBy the field manager whose change led to target; null when that is not known
 * @param now when this was
 * @param changed when the content changed last, or the one that is asked for
 */
record Look(
    SantokitProject project,
    List<LogicBundle> bundles,
    List<ParsedBundle> parsed,
    BundleSet set,
    Next next,
    @Nullable String tooLarge,
    @Nullable Release accepted,
    @Nullable Release target,
    @Nullable Release newest,
    boolean pinned,
    @Nullable Release served,
    Round.@Nullable Result asked,
    Activation activation,
    @Nullable String appliedBy,
    Instant now,
    Instant changed) {

  /**
   * How long an apply may be between its first and its last write before it is called a mismatch.
   */
  private static final Duration APPLYING = Duration.ofSeconds(2);

  /** How long pods may take before a status says that they do. */
  private static final Duration ACTIVATING = Duration.ofSeconds(5);

  /** Whether an apply or an activation is under way that will be over in a moment. */
  boolean isSettling() {
    return switch (next) {
      case Next.Wait _ -> true;
      case Next.Mismatch _ -> isApplying();
      case Next.AwaitSchema _ -> isExpanding();
      case Next.Same _, Next.Cut _, Next.Refused _, Next.Frozen _ ->
          tooLarge == null && isActivating();
    };
  }

  /** Whether bundles of an apply may still be on their way. */
  boolean isApplying() {
    return now.isBefore(changed.plus(APPLYING));
  }

  /** Whether databases may be expanded in a moment, as they are when an apply adds a column. */
  boolean isExpanding() {
    return now.isBefore(changed.plus(ACTIVATING));
  }

  private boolean isActivating() {
    return activation instanceof Activation.Taking
        && asked != null
        && asked.open() != null
        && asked.open().compareTo(ACTIVATING) < 0;
  }

  /** After how long to look again; null when only a change makes that necessary. */
  @Nullable Duration again() {
    Duration next = again(this.next);
    Duration pods = asked == null ? null : asked.again();
    if (next == null || pods == null) {
      return next == null ? pods : next;
    }
    return next.compareTo(pods) < 0 ? next : pods;
  }

  private @Nullable Duration again(Next next) {
    return switch (next) {
      case Next.Wait(Duration left) -> left;
      case Next.Mismatch _ when isApplying() -> Duration.between(now, changed.plus(APPLYING));
      case Next.AwaitSchema _ when isExpanding() -> Duration.between(now, changed.plus(ACTIVATING));
      case Next.Mismatch _,
          Next.AwaitSchema _,
          Next.Same _,
          Next.Cut _,
          Next.Refused _,
          Next.Frozen _ ->
          null;
    };
  }
}
