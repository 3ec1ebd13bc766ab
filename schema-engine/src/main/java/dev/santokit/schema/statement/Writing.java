package dev.santokit.schema.statement;

import dev.santokit.project.problem.Range;
import dev.santokit.schema.create.SqlText;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the writers of statements share. */
final class Writing {

  private Writing() {}

  /** A statement that runs with its neighbours. */
  static Step step(Statement sql, List<Hazard> hazards) {
    return new Step(sql, true, hazards);
  }

  /** A statement that stands alone. */
  static Step alone(Statement sql, List<Hazard> hazards) {
    return new Step(sql, false, hazards);
  }

  /** Text of our own, which nothing in a file wants. */
  static Statement plain(String sql) {
    return new SqlText().add(sql).statement(null);
  }

  /** Text of our own, which something in a file wants. */
  static Statement plain(String sql, Range origin) {
    return new SqlText().add(sql).statement(origin);
  }

  static SqlText alterTable(QualifiedName table) {
    return new SqlText().add("ALTER TABLE " + table.sql() + " ");
  }

  static String column(String name) {
    return "ALTER COLUMN " + Quote.identifier(name) + " ";
  }

  static Statement comment(Change.CommentOn comment) {
    return comment(comment.subject(), comment.text());
  }

  /** Takes a comment away when there is no text. */
  static Statement comment(String subject, @Nullable String text) {
    return plain("COMMENT ON " + subject + " IS " + (text == null ? "NULL" : Quote.literal(text)));
  }
}
