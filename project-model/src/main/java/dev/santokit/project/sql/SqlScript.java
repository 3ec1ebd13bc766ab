package dev.santokit.project.sql;

import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a function: statements that run one after the other in one transaction.
 *
 * @param statements at least one
 */
public record SqlScript(List<SqlStatement> statements) {

  /** Copies the list. */
  public SqlScript {
    statements = List.copyOf(statements);
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("a script has a statement");
    }
  }

  /**
   * Reads the body of a function: statements divided by semicolons, empty ones left out.
   *
   * @param file path inside the project, for problems
   * @param bodyStart where {@code body} begins in the file
   * @return null when an error was added: what Postgres could not read, a command or a function
   *     that a call may not use, no statement at all
   */
  public static @Nullable SqlScript parse(
      String file, Position bodyStart, String body, Problems problems) {
    return new ScriptReader(file, bodyStart, body, problems).read();
  }
}
