package dev.santokit.operator.release;

import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.logic.Surroundings;
import dev.santokit.project.permissions.Permissions;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The releases of projects. */
public interface Releases {

  /**
   * What a project has to be looked at again for: its bundles, its pods, the ConfigMaps of its
   * releases. Called once, when the controller of projects is made.
   */
  List<EventSource<?, SantokitProject>> eventSources(EventSourceContext<SantokitProject> context);

  /**
   * Brings a project one step nearer to serving what its bundles say: cuts a release, writes its
   * ConfigMaps, touches pods, asks them. Never waits longer than one round of requests.
   *
   * @param permissions those of the project; null while they are not valid: nothing new is cut
   *     then, and what was cut before goes on
   * @param surroundings what the configuration says about functions; null while it is not valid:
   *     bundles are judged without it then
   */
  ReleaseOutcome advance(
      SantokitProject project,
      @Nullable Permissions permissions,
      @Nullable Surroundings surroundings);

  /**
   * Whether a project serves its newest content, by what the API server has now. Costs a list of
   * all bundles of the namespace when it seems to.
   */
  Newest newest(SantokitProject project);

  /** Asks the pods what they serve, and writes nothing: for a project that is suspended. */
  ReleaseOutcome observe(SantokitProject project);
}
