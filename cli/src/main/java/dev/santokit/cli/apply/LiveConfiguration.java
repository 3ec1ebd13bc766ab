package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.terminal.CommandFailure;
import java.util.Set;

/** The configuration that a project has in a cluster. */
public final class LiveConfiguration {

  private LiveConfiguration() {}

  /**
   * Reads it, in the form of {@code spec}.
   *
   * @throws CommandFailure when there is no such project
   */
  public static ObjectNode of(Cluster cluster, String project, Set<Part> parts) {
    JsonNode live =
        new Objects(cluster)
            .get(Kind.PROJECT, project)
            .orElseThrow(() ->
                CommandFailure.notFound(
                    "no project \"%s\" in namespace %s".formatted(project, cluster.namespace()),
                    null));
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    live.path("spec").properties().stream()
        .filter(field -> parts.contains(Part.of(field.getKey())))
        .forEach(field -> shown.set(field.getKey(), field.getValue()));
    return shown;
  }
}
