package dev.santokit.operator.release;

import dev.santokit.crds.project.ReleasePolicy;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.ServerRuntime;
import dev.santokit.project.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether what a project should serve is what it serves. */
public sealed interface Newest {

  /** Without a manifest: how long no bundle may have changed before all are taken to be there. */
  Duration QUIET = Duration.ofSeconds(30);

  /**
   * It is.
   *
   * @param release what is served; the pinned one while one is pinned
   */
  record Served(Release release) implements Newest {}

  /**
   * It is not yet.
   *
   * @param why in a clause: {@code release 4 (…) is not served yet}
   */
  record Coming(String why) implements Newest {}

  /** After a look at bundles and configuration as they are now. */
  static Newest of(Look look, Instant now) {
    Release target = look.target();
    if (target == null) {
      return new Coming("the project has no release yet");
    }
    if (!look.pinned()) {
      if (!(look.next() instanceof Next.Same)) {
        return new Coming(
            "the project's newest content is not served yet: see its condition ReleaseActive");
      }
      boolean asked =
          Optional.ofNullable(look.project().getSpec().release())
              .map(ReleasePolicy::manifest)
              .isPresent();
      if (!asked && now.isBefore(look.changed().plus(QUIET))) {
        return new Coming("bundles changed a moment ago, and more may follow");
      }
    }
    return switch (look.activation()) {
      case Activation.Served() -> new Served(target);
      case Activation.NoPods() when isScaledToZero(look.project()) -> new Served(target);
      case Activation.NoPods() -> new Coming("no pod is ready to serve " + name(target));
      case Activation.Taking _, Activation.Refused _ ->
          new Coming(name(target) + " is not served by all ready pods");
    };
  }

  private static String name(Release release) {
    return "release " + release.revision() + " (" + release.shortDigest() + ")";
  }

  private static boolean isScaledToZero(SantokitProject project) {
    return Optional.ofNullable(project.getSpec().runtime())
        .map(ServerRuntime::replicas)
        .filter(replicas -> replicas == 0)
        .isPresent();
  }
}
