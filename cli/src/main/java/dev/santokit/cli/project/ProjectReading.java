package dev.santokit.cli.project;

import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.project.Project;
import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.Schema;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.plan.PlanRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All files of a project, read at once.
 *
 * @param folder the project's
 * @param content null when there are errors
 * @param problems errors and notices, by file and place
 */
public record ProjectReading(Path folder, @Nullable Content content, List<Problem> problems) {

  /**
   * What a project without errors says.
   *
   * @param schemas by alias, for those that have one
   * @param requests what those databases are asked for, by alias
   */
  public record Content(
      Project project,
      SortedMap<String, DesiredSchema> schemas,
      SortedMap<String, PlanRequest> requests) {

    /** The files that fill a new database, in the order in which they run. */
    public List<TextFile> seeds(String alias) {
      return project.seedFiles().getOrDefault(alias, List.of());
    }

    /** Whether nothing of what a database is made of is another in {@code other}. */
    public boolean sameDatabase(String alias, Content other) {
      return project.config().databases().containsKey(alias)
              == other.project.config().databases().containsKey(alias)
          && Objects.equals(requests.get(alias), other.requests.get(alias))
          && seeds(alias).equals(other.seeds(alias));
    }

    /** How many tables the schemas have. */
    public int tables() {
      return schemas.values().stream().mapToInt(schema -> schema.tables().size()).sum();
    }
  }

  /** Reads. Files that cannot be read are problems, too. */
  public static ProjectReading of(Path folder) {
    Problems problems = new Problems();
    Project project = Project.read(folder, problems);
    // Where the project could be read its files are known to be right; else it has said what is
    // not.
    SortedMap<String, DesiredSchema> schemas =
        parsed(Project.schemaFiles(folder, new Problems()), problems);
    if (project != null) {
      new PermissionCheck(schemas, problems).check(folder, project.config().databases().keySet());
      new PrefixCheck(project.permissions(), problems).check(schemas);
    }
    SortedMap<String, PlanRequest> requests =
        project == null ? new TreeMap<>() : requests(project, schemas, problems);
    Content content =
        project == null || problems.hasErrors() ? null : new Content(project, schemas, requests);
    return new ProjectReading(folder, content, problems.sorted());
  }

  /**
   * What databases are made of alone: it can be applied while functions and permissions have
   * errors.
   *
   * @param project without functions and permissions; null when there are errors
   * @param requests what databases are asked for, by alias
   * @param problems errors and notices, by file and place
   */
  public record Schemas(
      Path folder,
      @Nullable Project project,
      SortedMap<String, PlanRequest> requests,
      List<Problem> problems) {

    /**
     * The project without functions and permissions.
     *
     * @throws ProjectInvalid when there are errors
     */
    public Project orThrow() {
      if (project == null || problems.stream().anyMatch(Problem::isError)) {
        throw new ProjectInvalid(folder, problems);
      }
      return project;
    }
  }

  /** Reads the schemas, and what the configuration says about databases. */
  public static Schemas schemas(Path folder) {
    Problems problems = new Problems();
    Project project = Project.databases(folder, problems);
    SortedMap<String, PlanRequest> requests =
        project == null
            ? new TreeMap<>()
            : requests(project, parsed(project.schemaFiles(), problems), problems);
    return new Schemas(folder, project, requests, problems.sorted());
  }

  private static SortedMap<String, PlanRequest> requests(
      Project project, SortedMap<String, DesiredSchema> schemas, Problems problems) {
    SortedMap<String, PlanRequest> requests = new TreeMap<>();
    schemas.forEach((alias, schema) -> {
      SchemaPlan plan =
          project.schemaFiles().containsKey(alias) ? Plans.of(project, alias, problems) : null;
      if (plan != null) {
        requests.put(
            alias,
            new PlanRequest(
                schema,
                project.migrations().getOrDefault(alias, List.of()),
                Plans.policy(plan.getSpec().policy())));
      }
    });
    return requests;
  }

  private static SortedMap<String, DesiredSchema> parsed(
      SortedMap<String, List<TextFile>> files, Problems problems) {
    SortedMap<String, DesiredSchema> schemas = new TreeMap<>();
    files.forEach((alias, texts) -> {
      DesiredSchema schema = Schema.parse(texts, problems);
      if (schema != null) {
        schemas.put(alias, schema);
      }
    });
    return schemas;
  }

  /**
   * The content.
   *
   * @throws ProjectInvalid when there are errors
   */
  public Content orThrow() {
    if (content == null) {
      throw new ProjectInvalid(folder, problems);
    }
    return content;
  }
}
