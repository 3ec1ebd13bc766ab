package dev.santokit.project.schema;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The migrations that people wrote for one database. */
public final class Migrations {

  private static final int MOST = 200;

  private Migrations() {}

  /**
   * Checks names and texts.
   *
   * @param files by whose path problems are told; only its last part is the name
   * @param problems gets an error for each file that has another kind of name, the version of
   *     another one or no text, and one when there are more than 200
   * @return those that are right, in the order of their versions
   */
  public static List<TextFile> ordered(List<TextFile> files, Problems problems) {
    NavigableMap<Long, TextFile> byVersion = new TreeMap<>();
    for (TextFile file : files) {
      String path = file.path();
      var name = MigrationName.of(path.substring(path.lastIndexOf('/') + 1));
      if (name.isEmpty()) {
        problems.error(
            ErrorCode.MIGRATION_NAME,
            Range.ofFile(path),
            "the name of this file says no version of a migration",
            MigrationName.GRAMMAR);
        continue;
      }
      if (file.text().isBlank()) {
        problems.error(
            ErrorCode.SQL_EMPTY, Range.ofFile(path), "this migration has no statement", null);
        continue;
      }
      TextFile before = byVersion.putIfAbsent(name.get().version(), file);
      if (before != null) {
        problems.error(
            ErrorCode.MIGRATION_VERSION,
            Range.ofFile(path),
            "the version " + name.get().version() + " is that of " + before.path() + " too",
            "give the one that was not run yet a higher one");
      }
    }
    if (files.size() > MOST) {
      problems.error(
          ErrorCode.FILE_TOO_LARGE,
          Range.ofFile(files.getFirst().path()),
          "there are " + files.size() + " migrations, and a plan holds " + MOST,
          "remove the oldest: what was run stays run");
    }
    return List.copyOf(byVersion.values());
  }
}
