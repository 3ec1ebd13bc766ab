package dev.santokit.crds.project;

import dev.santokit.crds.Labels;
import dev.santokit.crds.Typed;
import dev.santokit.project.Project;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Configuration and permissions as resources. */
public final class Projects {

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
