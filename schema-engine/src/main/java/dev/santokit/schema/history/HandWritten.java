package dev.santokit.schema.history;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.schema.MigrationName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Migrations that people wrote: files named {@code V<n>__<name>.sql}. */
public final class HandWritten {

  private HandWritten() {}

  /**
   * Those that were not run yet, in the order of {@code files}.
   *
   * @throws SQLException when the database is away
   */
  public static List<TextFile> pending(Connection connection, List<TextFile> files)
      throws SQLException {
    if (files.isEmpty() || !SystemTable.exists(connection, History.MANUAL.table())) {
      return List.copyOf(files);
    }
    Set<Long> done = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT version::bigint FROM santokit.history_manual"
                    + " WHERE success AND type = 'SQL' AND version IS NOT NULL")) {
      while (rows.next()) {
        done.add(rows.getLong(1));
      }
    }
    return files.stream()
        .filter(file -> !done.contains(MigrationName.ofPath(file.path()).version()))
        .toList();
  }
}
