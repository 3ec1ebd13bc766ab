package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.project.sql.SqlToken;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.model.Fragment;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes SQL from a file, which may be hostile: what comes through is a single expression or a
 * single type and cannot end the statement that it is put into. Statements put parentheses around
 * expressions, so that nothing can follow one.
 */
final class Fragments {

  /** Words that begin a statement; as the name of a column they can stand in quotes. */
  private static final Set<String> STATEMENTS =
      Set.of(
          "ALTER",
          "BEGIN",
          "CALL",
          "COMMIT",
          "COPY",
          "CREATE",
          "DELETE",
          "DO",
          "DROP",
          "EXECUTE",
          "GRANT",
          "INSERT",
          "MERGE",
          "PREPARE",
          "REVOKE",
          "ROLLBACK",
          "SAVEPOINT",
          "SELECT",
          "TRUNCATE",
          "UPDATE",
          "VACUUM",
          "WITH");

  /** Words that may follow the first one of a type outside of brackets. */
  private static final Set<String> WORDS_OF_TYPES =
      Set.of(
          "ARRAY",
          "DAY",
          "HOUR",
          "MINUTE",
          "MONTH",
          "PRECISION",
          "SECOND",
          "TIME",
          "TO",
          "VARYING",
          "WITH",
          "WITHOUT",
          "YEAR",
          "ZONE");

  private final Expression.Text text;
  private final Problems problems;

  private Fragments(Expression.Text text, Problems problems) {
    this.text = text;
    this.problems = problems;
  }

  /** One expression; null after an error. */
  static @Nullable Fragment expression(Expression.Text text, Problems problems) {
    Fragments fragments = new Fragments(text, problems);
    List<SqlToken> tokens = fragments.tokens();
    return tokens != null && fragments.isExpression(tokens) ? fragments.fragment(tokens) : null;
  }

  /** One type; null after an error. */
  static @Nullable Fragment type(Expression.Text text, Problems problems) {
    Fragments fragments = new Fragments(text, problems);
    List<SqlToken> tokens = fragments.tokens();
    return tokens != null && fragments.isType(tokens) ? fragments.fragment(tokens) : null;
  }

  /** Without white space and comments; null after an error. */
  private @Nullable List<SqlToken> tokens() {
    try {
      List<SqlToken> tokens =
          SqlLexer.tokens(text.value()).stream().filter(SqlToken::isSignificant).toList();
      if (tokens.isEmpty()) {
        problems.error(ErrorCode.SCHEMA_SQL, text.range(), "there is no SQL in this");
        return null;
      }
      return tokens;
    } catch (SqlSyntaxError e) {
      problems.error(e.code(), range(e.from(), e.to()), e.what(), e.hint());
      return null;
    }
  }

  private boolean isExpression(List<SqlToken> tokens) {
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      String word = word(token);
      depth += depth(word);
      String wrong =
          switch (token.kind()) {
            case PARAMETER, POSITIONAL_PARAMETER -> "there are no parameters in a schema";
            case PUNCTUATION ->
                word.equals(";")
                    ? "a ; ends a statement, and this is an expression"
                    : word.equals(",") && depth == 0 ? "this is more than one expression" : null;
            case WORD ->
                depth == 0 && STATEMENTS.contains(word) && !isName(tokens, i)
                    ? word + " begins a statement, and this is an expression"
                    : null;
            default -> null;
          };
      if (wrong != null) {
        String quoted = "\"" + token.text(text.value()) + "\"";
        problems.error(
            ErrorCode.SCHEMA_SQL,
            range(token.from(), token.to()),
            wrong,
            token.kind() == SqlToken.Kind.WORD
                ? "a column of this name is written " + quoted + " inside the SQL"
                : null);
        return false;
      }
    }
    return true;
  }

  /** Whether the word at {@code i} is that of {@code t.update} or of {@code WITH TIME ZONE}. */
  private boolean isName(List<SqlToken> tokens, int i) {
    boolean afterDot = i > 0 && word(tokens.get(i - 1)).equals(".");
    boolean ofType =
        word(tokens.get(i)).equals("WITH")
            && i + 1 < tokens.size()
            && word(tokens.get(i + 1)).equals("TIME");
    return afterDot || ofType;
  }

  /**
   * A type is a name, perhaps of several words, perhaps with things in brackets. Anything else,
   * such as a default or a constraint, would change what the statement around it says.
   */
  private boolean isType(List<SqlToken> tokens) {
    int depth = 0;
    boolean nameExpected = true;
    for (SqlToken token : tokens) {
      String word = word(token);
      boolean inBrackets = depth > 0;
      depth += depth(word);
      boolean fits =
          switch (token.kind()) {
            case WORD -> nameExpected || inBrackets || WORDS_OF_TYPES.contains(word);
            case QUOTED_NAME -> nameExpected || inBrackets;
            case NUMBER, STRING -> inBrackets;
            case PUNCTUATION ->
                switch (word) {
                  case ".", "(", ")", "[", "]" -> !nameExpected;
                  case "," -> inBrackets;
                  default -> false;
                };
            default -> false;
          };
      if (!fits) {
        problems.error(
            ErrorCode.SCHEMA_SQL,
            range(token.from(), token.to()),
            token.text(text.value()) + " does not belong to a type",
            "write only the type, such as sql(\"text[]\")");
        return false;
      }
      nameExpected = word.equals(".") && depth == 0;
    }
    if (nameExpected) {
      problems.error(ErrorCode.SCHEMA_SQL, text.range(), "this type ends too early");
    }
    return !nameExpected;
  }

  private static int depth(String punctuation) {
    return switch (punctuation) {
      case "(", "[" -> 1;
      case ")", "]" -> -1;
      default -> 0;
    };
  }

  /** A word in upper case, punctuation as it is, the empty string for what is neither. */
  private String word(SqlToken token) {
    return switch (token.kind()) {
      case WORD, PUNCTUATION -> token.text(text.value()).toUpperCase(Locale.ROOT);
      default -> "";
    };
  }

  /** Where something stood between two tokens, one blank stands now. */
  private Fragment fragment(List<SqlToken> tokens) {
    StringBuilder sql = new StringBuilder();
    int end = tokens.getFirst().from();
    for (SqlToken token : tokens) {
      sql.append(token.from() > end ? " " : "").append(token.text(text.value()));
      end = token.to();
    }
    return new Fragment(sql.toString(), text.range());
  }

  private Range range(int from, int to) {
    return new Range(text.range().file(), text.at(from), text.at(to));
  }
}
