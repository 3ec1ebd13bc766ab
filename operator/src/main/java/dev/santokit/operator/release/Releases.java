package dev.santokit.operator.release;

import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.permissions.Permissions;
import org.jspecify.annotations.Nullable;

/** The releases of projects. */
public interface Releases {

  /**
   * Brings a project one step nearer to serving what its bundles say: cuts a release, writes its
   * ConfigMaps, touches pods, asks them. Never waits longer than one round of requests.
   *
   * @param permissions those of the project; null while they are not valid: nothing new is cut
   *     then, and what was cut before goes on
   */
  ReleaseOutcome advance(SantokitProject project, @Nullable Permissions permissions);

  /** Asks the pods what they serve, and writes nothing: for a project that is suspended. */
  ReleaseOutcome observe(SantokitProject project);
}
