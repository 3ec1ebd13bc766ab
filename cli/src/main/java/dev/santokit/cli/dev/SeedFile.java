package dev.santokit.cli.dev;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.project.sql.SqlToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * SQL that fills a new database.
 *
 * @param name its path in the project
 * @param text all of it
 */
record SeedFile(String name, String text) {

  /** A statement and where it begins in its file. */
  private record Part(int offset, String sql) {}

  /**
   * Runs the file in one transaction.
   *
   * @param connection with no transaction open
   * @return what Postgres, or the reader of SQL, refuses; then nothing of the file has happened
   * @throws SQLException when the database is away
   */
  Optional<Problem> run(Connection connection) throws SQLException {
    List<Part> parts;
    try {
      parts = parts();
    } catch (SqlSyntaxError wrong) {
      return Optional.of(problem(wrong));
    }
    connection.setAutoCommit(false);
    try {
      for (Part part : parts) {
        try (var statement = connection.createStatement()) {
          statement.setEscapeProcessing(false);
          statement.execute(part.sql());
        } catch (PSQLException refused) {
          ServerErrorMessage message = refused.getServerErrorMessage();
          if (message == null) {
            throw refused;
          }
          return Optional.of(problem(message, part));
        }
      }
      connection.commit();
      return Optional.empty();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /**
   * Cut at the semicolons, so that an error's place in its statement gives its place in the file.
   */
  private List<Part> parts() throws SqlSyntaxError {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    boolean empty = true;
    for (SqlToken token : SqlLexer.tokens(text)) {
      if (token.kind() == SqlToken.Kind.PUNCTUATION && token.text(text).equals(";")) {
        if (!empty) {
          parts.add(new Part(from, text.substring(from, token.from())));
        }
        from = token.to();
        empty = true;
      } else {
        empty &= !token.isSignificant();
      }
    }
    if (!empty) {
      parts.add(new Part(from, text.substring(from)));
    }
    return parts;
  }

  private Problem problem(SqlSyntaxError wrong) {
    return Problem.error(
        wrong.code(),
        new Range(name, Position.at(text, wrong.from()), Position.at(text, wrong.to())),
        wrong.what(),
        wrong.hint());
  }

  private Problem problem(ServerErrorMessage message, Part part) {
    int inPart =
        Math.clamp(
            message.getPosition() - 1L, 0, part.sql().codePointCount(0, part.sql().length()));
    int offset = part.offset() + part.sql().offsetByCodePoints(0, inPart);
    if (message.getPosition() == 0) {
      offset = part.offset() + part.sql().length() - part.sql().stripLeading().length();
    }
    String hint = message.getHint() == null ? message.getDetail() : message.getHint();
    return Problem.error(
        ErrorCode.SEED_REFUSED,
        Range.at(name, Position.at(text, offset)),
        "Postgres refuses this: " + message.getMessage(),
        hint);
  }
}
