package dev.santokit.schema.scratch;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.create.Statement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells a statement that Postgres takes for wrong from a database that is away. */
public final class Refusal {

  /** Classes of SQLSTATE that blame the statement, not the connection, the server or the moment. */
  private static final Set<String> BLAMES_STATEMENT =
      Set.of("0A", "22", "23", "2B", "3F", "42", "54");

  private Refusal() {}

  /**
   * What is wrong with {@code statement}, and where in the schema that stands; empty when it is not
   * to blame, or stands nowhere.
   */
  public static Optional<Problem> of(SQLException thrown, Statement statement) {
    return of(thrown, statement, UnaryOperator.identity());
  }

  /**
   * As {@link #of(SQLException, Statement)}.
   *
   * @param words turns what Postgres says into what the developer knows
   */
  static Optional<Problem> of(
      SQLException thrown, Statement statement, UnaryOperator<String> words) {
    Range origin = statement.origin();
    String state = thrown.getSQLState();
    boolean blames =
        state != null && state.length() == 5 && BLAMES_STATEMENT.contains(state.substring(0, 2));
    if (!blames || origin == null || !(thrown instanceof PSQLException refused)) {
      return Optional.empty();
    }
    ServerErrorMessage message = refused.getServerErrorMessage();
    if (message == null) {
      return Optional.empty();
    }
    String hint = message.getHint() != null ? message.getHint() : message.getDetail();
    return Optional.of(
        Problem.error(
            ErrorCode.SCHEMA_REFUSED,
            place(message.getPosition(), statement, origin),
            "Postgres refuses this: " + words.apply(oneLine(message.getMessage())),
            hint == null ? null : words.apply(oneLine(hint))));
  }

  /** {@code position} counts characters from 1; 0 when Postgres names none. */
  private static Range place(int position, Statement statement, Range origin) {
    String sql = statement.sql();
    if (position < 1 || position > sql.codePointCount(0, sql.length())) {
      return origin;
    }
    Range place = statement.originOf(sql.offsetByCodePoints(0, position - 1));
    return place == null ? origin : place;
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "it does not say why" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
