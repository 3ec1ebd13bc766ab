package dev.santokit.project;

import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.file.TextFile;
import dev.santokit.project.logic.LogicFolder;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a project's files say.
 *
 * @param id its name: {@code [a-z][a-z0-9-]{0,38}[a-z0-9]}
 * @param functions by path
 * @param written what {@code config/} says as it is written, see {@link ProjectConfig#written}
 * @param schemaFiles the HCL of each database that has any, by alias; sorted by path
 * @param migrations the SQL that people wrote to be run once, before what is computed from HCL, by
 *     alias; in the order of versions
 * @param seedFiles the SQL that fills a new database, by alias; in the order in which it runs
 */
public record Project(
    String id,
    List<LogicFunction> functions,
    Node.Mapping written,
    ProjectConfig config,
    Permissions permissions,
    SortedMap<String, List<TextFile>> schemaFiles,
    SortedMap<String, List<TextFile>> migrations,
    SortedMap<String, List<TextFile>> seedFiles) {

  /** In the place of a path of types: in the package of the client, as npm has installed it. */
  public static final String BESIDE_THE_CLIENT = "node_modules";

  /** Copies. */
  public Project {
    functions = List.copyOf(functions);
    schemaFiles = copy(schemaFiles);
    migrations = copy(migrations);
    seedFiles = copy(seedFiles);
  }

  /** The same files under another name, for a project of which a cluster has several. */
  public Project named(String name) {
    return new Project(
        name, functions, written, config, permissions, schemaFiles, migrations, seedFiles);
  }

  private static SortedMap<String, List<TextFile>> copy(SortedMap<String, List<TextFile>> files) {
    var copy = new TreeMap<String, List<TextFile>>();
    files.forEach((alias, texts) -> copy.put(alias, List.copyOf(texts)));
    return Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Reads a project and finds all errors of all files but those that only the schema engine and a
   * database know.
   *
   * @param folder with {@code stk.config.json}
   * @return null when an error was added
   */
  public static @Nullable Project read(Path folder, Problems problems) {
    var found = new Problems();
    Project project = read(new ProjectFolder(folder), found);
    problems.addAll(found.sorted());
    return found.hasErrors() ? null : project;
  }

  private static @Nullable Project read(ProjectFolder folder, Problems problems) {
    StkConfig stk = StkConfig.read(folder, problems);
    ProjectConfig config = ProjectConfig.read(folder, problems);
    Set<String> databases = config == null ? null : config.databases().keySet();
    Permissions permissions = Permissions.read(folder, databases, problems);
    List<LogicFunction> functions =
        LogicFolder.read(folder, config == null ? null : config.surroundings(), problems);
    SchemaFolder.Files schema = SchemaFolder.read(folder, databases, problems);
    Node.Mapping written = ProjectConfig.written(folder, problems);
    if (stk == null || config == null || permissions == null || written == null) {
      return null;
    }
    return new Project(
        stk.projectId(),
        functions,
        written,
        config,
        permissions,
        schema.schemas(),
        schema.migrations(),
        schema.seeds());
  }

  /**
   * The name of a project alone, of {@code stk.config.json}.
   *
   * @return null when an error was added
   */
  public static @Nullable String id(Path folder, Problems problems) {
    StkConfig stk = StkConfig.read(new ProjectFolder(folder), problems);
    return stk == null ? null : stk.projectId();
  }

  /**
   * What databases are made of alone, without functions and permissions: it can be planned and
   * applied where those have errors.
   *
   * @return null when an error was added
   */
  public static @Nullable Project databases(Path folder, Problems problems) {
    var found = new Problems();
    var files = new ProjectFolder(folder);
    StkConfig stk = StkConfig.read(files, found);
    ProjectConfig config = ProjectConfig.read(files, found);
    SchemaFolder.Files schema =
        SchemaFolder.read(files, config == null ? null : config.databases().keySet(), found);
    Node.Mapping written = ProjectConfig.written(files, found);
    problems.addAll(found.sorted());
    return stk == null || config == null || written == null || found.hasErrors()
        ? null
        : new Project(
            stk.projectId(),
            List.of(),
            written,
            config,
            Permissions.none(),
            schema.schemas(),
            schema.migrations(),
            schema.seeds());
  }

  /**
   * Where the types of a project's functions are written, of {@code stk.config.json} alone: a path
   * from the project's folder, with {@code /}; or {@link #BESIDE_THE_CLIENT}.
   *
   * @return null when an error was added
   */
  public static @Nullable String types(Path folder, Problems problems) {
    StkConfig stk = StkConfig.read(new ProjectFolder(folder), problems);
    return stk == null ? null : stk.types();
  }

  /**
   * The HCL of each database alone, by alias: a schema can be checked, and applied, where other
   * files have errors.
   *
   * @param problems of the files in {@code schema/}, which {@link #read} finds, too
   */
  public static SortedMap<String, List<TextFile>> schemaFiles(Path folder, Problems problems) {
    return SchemaFolder.read(new ProjectFolder(folder), null, problems).schemas();
  }
}
