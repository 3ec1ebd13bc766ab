package dev.santokit.crds.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.santokit.crds.Labels;
import dev.santokit.crds.Typed;
import dev.santokit.project.Project;
import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Schemas as resources. */
public final class Plans {

  private static final int MOST_BYTES = 1 << 20;

  private Plans() {}

  /** The name of the plan of a project's database: {@code shop-main}. */
  public static String name(String project, String alias) {
    return project + "-" + alias.replace('_', '-');
  }

  /**
   * The plan of a database, without a namespace and without a policy.
   *
   * @param project the name of the project
   * @param alias of the database
   * @param files the HCL, at least one; named by the last part of their paths
   */
  public static SchemaPlan of(String project, String alias, List<TextFile> files) {
    var plan = new SchemaPlan();
    plan.setMetadata(
        new ObjectMetaBuilder()
            .withName(name(project, alias))
            .addToLabels(Labels.PROJECT, project)
            .build());
    var schema = new DesiredSchema(files.stream().map(Plans::file).toList());
    plan.setSpec(new SchemaPlanSpec(project, alias, null, schema, null, null, null, null));
    return plan;
  }

  /**
   * The plan of a database with what {@code config/databases.yaml} says about it.
   *
   * @param alias of a database that has HCL
   * @return null when an error was added: {@code schema.policy} has a key or value that a plan does
   *     not have, or the HCL is larger than a plan holds
   */
  public static @Nullable SchemaPlan of(Project files, String alias, Problems problems) {
    SchemaPlan plan =
        of(files.id(), alias, Objects.requireNonNull(files.schemaFiles().get(alias), alias));
    Node.Mapping settings = settings(files.written(), alias);
    int bytes = plan.getSpec().schema().files().stream().mapToInt(Plans::bytes).sum();
    if (bytes > MOST_BYTES) {
      problems.error(
          ErrorCode.FILE_TOO_LARGE,
          Range.ofFile(files.schemaFiles().get(alias).getFirst().path()),
          "the schema of \"" + alias + "\" has more than " + MOST_BYTES / 1024 + " KiB in all");
      return null;
    }
    if (settings == null) {
      return plan;
    }
    Settings read = Typed.read(settings, Settings.class, problems);
    if (read == null) {
      return null;
    }
    SchemaPlanSpec bare = plan.getSpec();
    plan.setSpec(
        new SchemaPlanSpec(
            bare.project(),
            bare.database(),
            null,
            bare.schema(),
            null,
            read.policy(),
            null,
            read.driftCheckInterval()));
    return plan;
  }

  private static int bytes(SchemaFile file) {
    return file.hcl().getBytes(UTF_8).length;
  }

  /** The key {@code schema} of a database in the files. */
  private record Settings(@Nullable PlanPolicy policy, @Nullable String driftCheckInterval) {}

  private static Node.@Nullable Mapping settings(Node.Mapping written, String alias) {
    Node at = written;
    for (String key : List.of("databases", alias, "schema")) {
      if (!(at instanceof Node.Mapping mapping) || mapping.entries().get(key) == null) {
        return null;
      }
      at = mapping.entries().get(key).value();
    }
    return at instanceof Node.Mapping settings ? settings : null;
  }

  private static SchemaFile file(TextFile file) {
    return new SchemaFile(file.path().substring(file.path().lastIndexOf('/') + 1), file.text());
  }
}
