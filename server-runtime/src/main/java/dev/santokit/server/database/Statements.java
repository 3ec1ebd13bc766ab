package dev.santokit.server.database;

import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.project.sql.SqlToken;
import dev.santokit.server.postgres.Description;
import dev.santokit.server.postgres.Effects;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.postgres.ParameterText;
import dev.santokit.server.postgres.PgType;
import dev.santokit.server.postgres.Script;
import dev.santokit.server.postgres.Types;
import dev.santokit.server.postgres.Unit;
import dev.santokit.server.postgres.Writing;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statements that functions make at run time, described once each. For any number of threads.
 */
final class Statements {

  /**
   * They would end or open transactions behind the session's back, or need a protocol of its own.
   */
  private static final Set<String> REFUSED =
      Set.of(
          "BEGIN",
          "START",
          "COMMIT",
          "END",
          "ROLLBACK",
          "ABORT",
          "SAVEPOINT",
          "RELEASE",
          "PREPARE",
          "COPY");

  private static final int MOST = 256;

  private final Map<String, Statement> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Statement> eldest) {
          return size() > MOST;
        }
      };

  /**
   * A statement that Postgres described.
   *
   * @param parameters the form of each value
   */
  record Statement(Unit unit, List<ParameterText> parameters) {}

  /**
   * The statement as the database understands it.
   *
   * @throws SQLException when Postgres cannot prepare it
   * @throws SqlSyntaxError when nobody could
   * @throws IllegalArgumentException when it is one that functions may not run; its message says so
   */
  Statement of(String sql, Link link, Types types) throws SQLException, SqlSyntaxError {
    synchronized (known) {
      Statement statement = known.get(sql);
      if (statement != null) {
        return statement;
      }
    }
    Statement statement = describe(sql, link, types);
    synchronized (known) {
      known.put(sql, statement);
    }
    return statement;
  }

  /** Forgets a statement whose tables have changed. */
  void forget(String sql) {
    synchronized (known) {
      known.remove(sql);
    }
  }

  private static Statement describe(String sql, Link link, Types types)
      throws SQLException, SqlSyntaxError {
    List<SqlToken> tokens = SqlLexer.tokens(sql);
    String command =
        tokens.stream()
            .filter(SqlToken::isSignificant)
            .findFirst()
            .map(token -> token.text(sql).toUpperCase(Locale.ROOT))
            .orElse("");
    if (REFUSED.contains(command)) {
      throw new IllegalArgumentException(command + " is not for db.query: use db.tx");
    }
    Description description = link.describe(sql, new int[parameters(sql, tokens)]);
    List<ParameterText> forms = new ArrayList<>();
    for (int oid : description.types()) {
      PgType type = types.of(oid, link);
      @Nullable PgType element = type.isArray() ? types.of(type.element(), link) : null;
      forms.add(ParameterText.forRunTime(type, element));
    }
    var script = new Script(List.of(Script.Step.inOrder(sql, description.types())));
    boolean givesRows = description.fields() != null;
    var writing = Writing.of(givesRows, givesRows && Effects.mayWrite(sql, tokens, link));
    return new Statement(new Unit(script, writing), List.copyOf(forms));
  }

  private static int parameters(String sql, List<SqlToken> tokens) {
    int most = 0;
    for (SqlToken token : tokens) {
      if (token.kind() == SqlToken.Kind.POSITIONAL_PARAMETER) {
        String digits = token.text(sql).substring(1);
        if (digits.length() > 5) {
          throw new IllegalArgumentException("a statement has at most 65535 parameters");
        }
        most = Math.max(most, Integer.parseInt(digits));
      }
    }
    return most;
  }
}
