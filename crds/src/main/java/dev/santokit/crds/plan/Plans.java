package dev.santokit.crds.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.santokit.crds.Labels;
import dev.santokit.crds.Typed;
import dev.santokit.project.Project;
import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.quantity.Durations;
import dev.santokit.project.quantity.Sizes;
import dev.santokit.project.schema.Decision;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.project.yaml.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
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
   * The plan of a database with its migrations and what {@code config/databases.yaml} says about
   * it.
   *
   * @param alias of a database that has HCL
   * @return null when an error was added: {@code schema.policy} has a key or value that a plan does
   *     not have, or the HCL is larger than a plan holds
   */
  public static @Nullable SchemaPlan of(Project files, String alias, Problems problems) {
    SchemaPlan plan =
        of(files.id(), alias, Objects.requireNonNull(files.schemaFiles().get(alias), alias));
    Node.Mapping settings = settings(files.written(), alias);
    List<TextFile> migrations = files.migrations().getOrDefault(alias, List.of());
    plan.setSpec(withMigrations(plan.getSpec(), migrations));
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
            bare.migrations(),
            read.policy(),
            null,
            read.driftCheckInterval()));
    return plan;
  }

  private static SchemaPlanSpec withMigrations(SchemaPlanSpec bare, List<TextFile> migrations) {
    return migrations.isEmpty()
        ? bare
        : new SchemaPlanSpec(
            bare.project(),
            bare.database(),
            bare.mode(),
            bare.schema(),
            migrations.stream().map(Plans::migration).toList(),
            bare.policy(),
            bare.approvedPlan(),
            bare.driftCheckInterval());
  }

  private static MigrationFile migration(TextFile file) {
    return new MigrationFile(name(file), file.text());
  }

  /**
   * What a plan's policy means, defaults applied.
   *
   * @param written null when the plan has none
   */
  public static SchemaPolicy policy(@Nullable PlanPolicy written) {
    SchemaPolicy usual = SchemaPolicy.DEFAULT;
    if (written == null) {
      return usual;
    }
    var decisions = new TreeMap<String, Decision>();
    if (written.hazards() != null) {
      written.hazards().forEach((code, decision) -> decisions.put(code, decision(decision)));
    }
    return new SchemaPolicy(
        written.approval() == null ? usual.approval() : approval(written.approval()),
        decisions,
        written.largeTable() == null
            ? usual.largeTable()
            : Sizes.parse(written.largeTable().toString()).orElse(usual.largeTable()),
        duration(written.lockTimeout(), usual.lockTimeout()),
        duration(written.statementTimeout(), usual.statementTimeout()),
        Objects.requireNonNullElse(written.concurrentIndexes(), usual.concurrentIndexes()),
        Objects.requireNonNullElse(written.exclude(), usual.exclude()));
  }

  private static dev.santokit.project.schema.Approval approval(Approval written) {
    return switch (written) {
      case ALWAYS -> dev.santokit.project.schema.Approval.ALWAYS;
      case DESTRUCTIVE -> dev.santokit.project.schema.Approval.DESTRUCTIVE;
      case NEVER -> dev.santokit.project.schema.Approval.NEVER;
    };
  }

  private static Decision decision(HazardDecision written) {
    return switch (written) {
      case ALLOW -> Decision.ALLOW;
      case APPROVE -> Decision.APPROVE;
      case DENY -> Decision.DENY;
    };
  }

  private static Duration duration(@Nullable String written, Duration absent) {
    return written == null ? absent : Durations.parse(written).orElse(absent);
  }

  /** The HCL files of a plan, under the names that its errors show. */
  public static List<TextFile> files(SchemaPlan plan) {
    return plan.getSpec().schema().files().stream()
        .map(file -> new TextFile(file.name(), file.hcl()))
        .toList();
  }

  /** The hand-written migrations of a plan, under the names that its errors show. */
  public static List<TextFile> migrations(SchemaPlan plan) {
    List<MigrationFile> written = plan.getSpec().migrations();
    return written == null
        ? List.of()
        : written.stream().map(file -> new TextFile(file.name(), file.sql())).toList();
  }

  /**
   * Of several plans of one database the first is the one that counts. Creation times are whole
   * seconds, so names decide ties.
   */
  public static final Comparator<SchemaPlan> OLDEST_FIRST =
      Comparator.<SchemaPlan, String>comparing(
              plan -> Objects.requireNonNullElse(plan.getMetadata().getCreationTimestamp(), ""))
          .thenComparing(plan -> plan.getMetadata().getName());

  /** Whether a plan is carried out, and not only shown. */
  public static boolean isApplied(SchemaPlan plan) {
    return plan.getSpec().mode() != PlanMode.PLAN;
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
    return new SchemaFile(name(file), file.text());
  }

  private static String name(TextFile file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }
}
