package dev.santokit.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.Project;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A project's files as resources, and what others read from these. */
final class Conversion {

  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

  private Conversion() {}

  static Project files(Path folder) {
    var problems = new Problems();
    Project project = Project.read(folder, problems);
    assertThat(problems.sorted()).noneMatch(problem -> problem.isError());
    return project;
  }

  static SantokitProject project(Project files) {
    var problems = new Problems();
    SantokitProject project = Projects.of(files, problems);
    assertThat(problems.sorted()).isEmpty();
    return project;
  }

  static List<LogicBundle> bundles(Project files) {
    return files.functions().stream().map(function -> Bundles.of(files.id(), function)).toList();
  }

  /**
   * The resources say what the files say.
   *
   * @param transport what becomes of a resource between who writes and who reads it
   */
  static void assertSame(Project files, UnaryOperator<ObjectNode> transport) {
    var problems = new Problems();
    SantokitProject project = through(transport, project(files), SantokitProject.class);
    ProjectConfig config = Projects.config(project, problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(config).isEqualTo(files.config());
    Permissions permissions = Projects.permissions(project, config.databases().keySet(), problems);
    List<LogicFunction> functions =
        bundles(files).stream()
            .map(bundle -> through(transport, bundle, LogicBundle.class))
            .map(bundle -> Bundles.function(bundle, config.surroundings(), problems))
            .toList();
    assertThat(problems.sorted()).noneMatch(problem -> problem.isError());
    assertThat(functions).isEqualTo(files.functions());
    assertThat(digest(functions, permissions))
        .isEqualTo(digest(files.functions(), files.permissions()));
  }

  private static String digest(List<LogicFunction> functions, Permissions permissions) {
    return Release.of("any", 1, Instant.EPOCH, null, functions, permissions).digest();
  }

  private static <T> T through(UnaryOperator<ObjectNode> transport, T resource, Class<T> type) {
    return SERIALIZATION.unmarshal(transport.apply(json(resource)).toString(), type);
  }

  static ObjectNode json(Object resource) {
    return (ObjectNode) SERIALIZATION.unmarshal(SERIALIZATION.asJson(resource), JsonNode.class);
  }

  /** JSON as the API server writes it: keys sorted, whole numbers without a point. */
  static ObjectNode asStored(ObjectNode json) {
    return (ObjectNode) stored(json);
  }

  private static JsonNode stored(JsonNode json) {
    if (json.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      json.properties().forEach(field -> sorted.put(field.getKey(), stored(field.getValue())));
      return JsonNodeFactory.instance.objectNode().setAll(sorted);
    }
    if (json.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      json.forEach(item -> array.add(stored(item)));
      return array;
    }
    boolean whole = json.isNumber() && json.doubleValue() == Math.rint(json.doubleValue());
    return whole ? JsonNodeFactory.instance.numberNode((long) json.doubleValue()) : json;
  }
}
