package dev.santokit.crds.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.crds.Labels;
import dev.santokit.crds.Typed;
import dev.santokit.project.Project;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configuration and permissions as resources, and back. */
public final class Projects {

  private static final String SPEC = "spec";

  private Projects() {}

  /**
   * The resource of a project, without a namespace: only what the files name, as they name it, so
   * that applying it leaves all else to whoever set it. {@code release.manifest} is not in it.
   *
   * @return null when an error was added: {@code runtime} has a key or value that a resource does
   *     not have
   */
  public static @Nullable SantokitProject of(Project files, Problems problems) {
    SantokitProjectSpec spec =
        Typed.read(withoutSchemas(files.written()), SantokitProjectSpec.class, problems);
    if (spec == null) {
      return null;
    }
    var project = new SantokitProject();
    project.setMetadata(
        new ObjectMetaBuilder()
            .withName(files.id())
            .addToLabels(Labels.PROJECT, files.id())
            .build());
    project.setSpec(spec);
    return project;
  }

  /** What stands beside the configuration, for others to read. */
  private static final Set<String> NO_CONFIGURATION =
      Set.of("runtime", "permissions", "release", "suspend");

  /**
   * The configuration that a resource holds, by the same rules as the files. What is not there yet
   * is an error that names its field.
   *
   * @return null when an error was added; problems stand at fields: {@code spec.auth.jwt.secret}
   */
  public static @Nullable ProjectConfig config(SantokitProject project, Problems problems) {
    var own = new Problems();
    JsonNode spec = spec(project);
    refuseReleases(project, own);
    ProjectConfig config =
        spec instanceof ObjectNode fields
            ? ProjectConfig.of(Node.ofField(fields.without(NO_CONFIGURATION), SPEC), own)
            : null;
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : config;
  }

  private static void refuseReleases(SantokitProject project, Problems problems) {
    ReleasePolicy release = project.getSpec() == null ? null : project.getSpec().release();
    if (release != null && release.source() == ReleaseSource.IMAGE) {
      notYet("release.source", "a release from an image", "remove it", problems);
    }
    if (release != null && release.pin() != null) {
      notYet("release.pin", "serving an earlier release", "remove it", problems);
    }
  }

  private static void notYet(String field, String feature, String hint, Problems problems) {
    problems.error(
        ErrorCode.NOT_YET_SUPPORTED,
        Range.ofField(SPEC + "." + field),
        feature + " is not supported yet",
        hint);
  }

  /**
   * The permissions that a resource holds; {@link Permissions#none} without any.
   *
   * @param databases the aliases that are configured; null when that is not known
   * @return null when an error was added; problems stand at fields: {@code
   *     spec.permissions.tables.users}
   */
  public static @Nullable Permissions permissions(
      SantokitProject project, @Nullable Set<String> databases, Problems problems) {
    JsonNode written = spec(project).get("permissions");
    return written == null
        ? Permissions.none()
        : Permissions.parse(Node.ofField(written, SPEC + ".permissions"), databases, problems);
  }

  private static JsonNode spec(SantokitProject project) {
    return project.getSpec() == null
        ? JsonNodeFactory.instance.objectNode()
        : Typed.json(project.getSpec());
  }

  /** How the schema of a database is changed stands in its plan. */
  private static Node.Mapping withoutSchemas(Node.Mapping written) {
    var spec = new LinkedHashMap<>(written.entries());
    spec.computeIfPresent(
        "databases",
        (key, databases) -> new Node.Entry(databases.key(), eachWithoutSchema(databases.value())));
    return new Node.Mapping(written.range(), spec);
  }

  private static Node eachWithoutSchema(Node databases) {
    if (!(databases instanceof Node.Mapping aliases)) {
      return databases;
    }
    var each = new LinkedHashMap<>(aliases.entries());
    each.replaceAll((alias, database) -> {
      if (!(database.value() instanceof Node.Mapping mapping)) {
        return database;
      }
      var keys = new LinkedHashMap<>(mapping.entries());
      keys.remove("schema");
      return new Node.Entry(database.key(), new Node.Mapping(mapping.range(), keys));
    });
    return new Node.Mapping(aliases.range(), each);
  }
}
