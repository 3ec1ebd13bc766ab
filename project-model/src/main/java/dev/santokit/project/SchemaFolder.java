package dev.santokit.project;

import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.schema.Migrations;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code schema/}: which file is about which database. What the files say is for the schema
 * engine.
 */
final class SchemaFolder {

  private static final String FOLDER = "schema";

  /** An older name for the folder of {@code main}. */
  private static final String BASE = "base";

  private static final int MOST_HCL_BYTES = 1 << 20;
  private static final int MOST_MIGRATION_BYTES = 1 << 20;
  private static final int MOST_SEED_BYTES = 8 << 20;

  private final ProjectFolder project;
  private final @Nullable Set<String> databases;
  private final Problems problems;

  private final SortedMap<String, List<TextFile>> schemas = new TreeMap<>();
  private final SortedMap<String, List<TextFile>> migrations = new TreeMap<>();
  private final SortedMap<String, List<TextFile>> seeds = new TreeMap<>();
  private boolean baseWasNoticed;

  private SchemaFolder(ProjectFolder project, @Nullable Set<String> databases, Problems problems) {
    this.project = project;
    this.databases = databases;
    this.problems = problems;
  }

  /** The files of databases, by alias. */
  record Files(
      SortedMap<String, List<TextFile>> schemas,
      SortedMap<String, List<TextFile>> migrations,
      SortedMap<String, List<TextFile>> seeds) {}

  /**
   * Reads all files.
   *
   * @param databases the aliases that are configured; null when that is not known
   */
  static Files read(ProjectFolder project, @Nullable Set<String> databases, Problems problems) {
    var folder = new SchemaFolder(project, databases, problems);
    project.filesUnder(FOLDER, problems).forEach(folder::read);
    folder.migrations.replaceAll((alias, files) -> Migrations.ordered(files, problems));
    return new Files(folder.schemas, folder.migrations, folder.seeds);
  }

  private void read(String file) {
    String[] parts = file.split("/", -1);
    boolean hcl = file.endsWith(".hcl");
    if (parts.length == 2 && hcl) {
      schema(parts[1].substring(0, parts[1].length() - ".hcl".length()), file);
    } else if (parts.length == 4 && parts[1].equals("migrations")) {
      take(migrations, parts[2], file, MOST_MIGRATION_BYTES);
    } else if (parts.length == 4 && parts[1].equals("seed") && file.endsWith(".sql")) {
      take(seeds, parts[2], file, MOST_SEED_BYTES);
    } else if (parts.length == 3 && hcl && parts[1].equals(BASE)) {
      noticeBase(file);
      schema("main", file);
    } else if (parts.length == 3 && hcl) {
      schema(parts[1], file);
    } else {
      problems.error(
          ErrorCode.FOLDER_SCHEMA_FILE,
          Range.ofFile(file),
          "nothing reads this file",
          "schema/ holds <alias>.hcl, <alias>/*.hcl, migrations/<alias>/V<n>__<name>.sql and"
              + " seed/<alias>/*.sql");
    }
  }

  private void noticeBase(String file) {
    if (!baseWasNoticed) {
      problems.notice(
          ErrorCode.FOLDER_SCHEMA_BASE,
          Range.ofFile(file),
          "schema/base/ is read as the schema of the database \"main\"",
          "rename it to schema/main/");
    }
    baseWasNoticed = true;
  }

  private void schema(String alias, String file) {
    List<TextFile> before = schemas.getOrDefault(alias, List.of());
    boolean elsewhere =
        before.stream().anyMatch(other -> !folder(other.path()).equals(folder(file)));
    if (elsewhere) {
      problems.error(
          ErrorCode.FOLDER_SCHEMA_TWICE,
          Range.ofFile(file),
          "the schema of \"" + alias + "\" stands in " + before.getFirst().path() + " too",
          "keep it in one file or in one folder");
    }
    take(schemas, alias, file, MOST_HCL_BYTES);
  }

  private static String folder(String file) {
    return file.substring(0, file.lastIndexOf('/'));
  }

  private void take(
      SortedMap<String, List<TextFile>> into, String alias, String file, int mostBytes) {
    if (databases != null && !databases.contains(alias)) {
      problems.error(
          ErrorCode.UNKNOWN_DATABASE,
          Range.ofFile(file),
          "there is no database \"" + alias + "\" in config/databases.yaml",
          databases.isEmpty()
              ? "add it: " + alias + ": {url: \"${DATABASE_URL}\"}"
              : "there are: " + String.join(", ", databases));
    }
    String text = project.text(file, mostBytes, problems);
    if (text != null) {
      into.computeIfAbsent(alias, name -> new ArrayList<>()).add(new TextFile(file, text));
    }
  }
}
