package dev.santokit.schema.apply;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.database.DatabaseTrouble;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Postgres refused a statement of a step. */
final class StatementFailed extends SQLException {

  /** Classes of SQLSTATE that blame the statement or the rows, not the server or the moment. */
  private static final Set<String> BLAMES_STATEMENT =
      Set.of("0A", "22", "23", "2B", "3F", "42", "54");

  private final String sql;
  private final transient @Nullable Range origin;

  /**
   * For a statement.
   *
   * @param origin what in a file wants it; null: nothing
   */
  StatementFailed(String sql, @Nullable Range origin, SQLException cause) {
    super(cause.getMessage(), cause.getSQLState(), cause);
    this.sql = sql;
    this.origin = origin;
  }

  /** As it is told to whoever applied the plan. */
  Applied.Failed told(ErrorCode code) {
    Problem problem =
        origin == null || !BLAMES_STATEMENT.contains(state().substring(0, 2))
            ? null
            : Problem.error(code, origin, "Postgres refuses this: " + message(), null);
    return new Applied.Failed(sql, state(), message(), problem);
  }

  /** Whether it may go through when it is tried again: others held a lock. */
  boolean waitedForLock() {
    return DatabaseTrouble.of(this) == DatabaseTrouble.BUSY;
  }

  /** Whether it is the connection that failed, and not the statement. */
  boolean lostConnection() {
    return DatabaseTrouble.of(this) == DatabaseTrouble.UNREACHABLE;
  }

  private String state() {
    String state = getSQLState();
    return state == null || state.length() != 5 ? "XX000" : state;
  }

  /**
   * What Postgres says, in one line. Its detail is left out, which quotes rows, and so is what the
   * message itself quotes of a value.
   */
  private String message() {
    ServerErrorMessage said =
        getCause() instanceof PSQLException e ? e.getServerErrorMessage() : null;
    String message = said == null ? getMessage() : said.getMessage();
    String line =
        message == null ? "it does not say why" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    return state().startsWith("22") ? line.replaceAll(": \".*\"", "") : line;
  }
}
