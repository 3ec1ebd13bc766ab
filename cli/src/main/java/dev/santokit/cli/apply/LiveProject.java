package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster has of a project.
 *
 * @param name of the project
 * @param project empty where it has none of that name
 */
record LiveProject(
    String name, Optional<JsonNode> project, List<JsonNode> plans, List<JsonNode> bundles) {

  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);

  /** Reads it: a request for the project, and one for each kind that is asked for. */
  static LiveProject read(Objects objects, String name, Set<Kind> kinds) {
    return new LiveProject(
        name,
        objects.get(Kind.PROJECT, name),
        kinds.contains(Kind.PLAN) ? objects.ofProject(Kind.PLAN, name) : List.of(),
        kinds.contains(Kind.BUNDLE) ? objects.ofProject(Kind.BUNDLE, name) : List.of());
  }

  Map<Kind, List<JsonNode>> objects() {
    return Map.of(Kind.PROJECT, project.stream().toList(), Kind.PLAN, plans, Kind.BUNDLE, bundles);
  }

  /** The digest that its bundles must give; empty when it takes any. */
  Optional<String> manifest() {
    return project
        .map(json -> json.path("spec").path("release").path("manifest").asText())
        .filter(digest -> !digest.isEmpty());
  }

  /** Its permissions as they are in a release. */
  Permissions permissions() {
    if (project.isEmpty()) {
      return Permissions.none();
    }
    Problems problems = new Problems();
    Permissions permissions =
        Projects.permissions(
            SERIALIZATION.convertValue(project.get(), SantokitProject.class), null, problems);
    return orFail(permissions, problems, "the permissions of " + name + " in the cluster");
  }

  /** The functions of some of its bundles. */
  static List<LogicFunction> functions(Collection<JsonNode> bundles) {
    List<LogicFunction> functions = new ArrayList<>();
    for (JsonNode json : bundles) {
      Problems problems = new Problems();
      LogicBundle bundle = SERIALIZATION.convertValue(json, LogicBundle.class);
      functions.add(
          orFail(
              Bundles.function(bundle, null, problems),
              problems,
              "LogicBundle " + json.path("metadata").path("name").asText() + " in the cluster"));
    }
    return functions;
  }

  private static <T> T orFail(@Nullable T read, Problems problems, String what) {
    if (read == null) {
      throw CommandFailure.failed(
          what
              + " cannot be part of a release: "
              + problems.sorted().stream().map(Problem::line).collect(Collectors.joining("; ")),
          "mend it first: stk apply applies all files");
    }
    return read;
  }
}
