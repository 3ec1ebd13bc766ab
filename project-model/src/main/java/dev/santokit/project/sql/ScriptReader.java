package dev.santokit.project.sql;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Places;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.sql.SqlStatement.Occurrence;
import dev.santokit.project.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the body of one function. */
final class ScriptReader {

  /**
   * What binds its right side tighter than IS does: {@code a = :b IS NULL} tests the comparison.
   */
  private static final Set<String> BIND_TIGHTER =
      Set.of("ESCAPE", "FROM", "ILIKE", "IN", "LIKE", "BETWEEN", "SYMMETRIC", "TO", "ZONE");

  private final String file;
  private final Position bodyStart;
  private final String body;
  private final Places places;
  private final Problems problems;

  ScriptReader(String file, Position bodyStart, String body, Problems problems) {
    this.file = file;
    this.bodyStart = bodyStart;
    this.body = body;
    this.places = new Places(body);
    this.problems = problems;
  }

  @Nullable SqlScript read() {
    List<SqlToken> tokens;
    try {
      tokens = SqlLexer.tokens(body);
    } catch (SqlSyntaxError e) {
      problems.error(e.code(), range(e.from(), e.to()), e.what(), e.hint());
      return null;
    }
    if (dividesInBrackets(tokens)) {
      return null;
    }
    var statements = new ArrayList<SqlStatement>();
    boolean whole = true;
    for (Phrase phrase : phrases(tokens)) {
      List<Refusal> refusals = SqlRules.refusals(phrase);
      refusals.forEach(r -> problems.error(r.code(), range(r.from(), r.to()), r.what(), r.hint()));
      if (refusals.isEmpty()) {
        statements.add(statement(phrase));
      } else {
        whole = false;
      }
      if (phrase.opensBody()) {
        break; // the semicolons after it divide the body, not the script
      }
    }
    if (whole && statements.isEmpty()) {
      problems.error(
          ErrorCode.SQL_EMPTY,
          Range.at(file, bodyStart),
          "there is no SQL statement here",
          "write one, such as SELECT 1");
    }
    return whole && !statements.isEmpty() ? new SqlScript(statements) : null;
  }

  private boolean dividesInBrackets(List<SqlToken> tokens) {
    int depth = 0;
    for (SqlToken token : tokens) {
      if (token.isPunctuation(body, "(") || token.isPunctuation(body, "[")) {
        depth++;
      } else if (token.isPunctuation(body, ")") || token.isPunctuation(body, "]")) {
        depth--;
      } else if (depth > 0 && token.isPunctuation(body, ";")) {
        problems.error(
            ErrorCode.SQL_UNBALANCED,
            range(token.from(), token.to()),
            "a ; inside brackets",
            "close the brackets before it");
        return true;
      }
    }
    return false;
  }

  /** The significant tokens, divided at semicolons. */
  private List<Phrase> phrases(List<SqlToken> tokens) {
    var phrases = new ArrayList<Phrase>();
    var current = new ArrayList<SqlToken>();
    for (SqlToken token : tokens) {
      if (token.isPunctuation(body, ";")) {
        if (!current.isEmpty()) {
          phrases.add(new Phrase(body, current));
        }
        current.clear();
      } else if (token.isSignificant()) {
        current.add(token);
      }
    }
    if (!current.isEmpty()) {
      phrases.add(new Phrase(body, current));
    }
    return phrases;
  }

  private SqlStatement statement(Phrase phrase) {
    int from = phrase.tokens().getFirst().from();
    var occurrences = new ArrayList<Occurrence>();
    for (int i = 0; i < phrase.size(); i++) {
      SqlToken token = phrase.tokens().get(i);
      if (token.kind() == Kind.PARAMETER) {
        String name = body.substring(token.from() + 1, token.to());
        occurrences.add(
            new Occurrence(name, token.from() - from, token.to() - from, isNullTest(phrase, i)));
      }
    }
    return new SqlStatement(
        body.substring(from, phrase.tokens().getLast().to()), place(from), occurrences);
  }

  private static boolean isNullTest(Phrase phrase, int i) {
    boolean tested =
        phrase.isWord(i + 1, "ISNULL")
            || phrase.isWord(i + 1, "NOTNULL")
            || (phrase.isWord(i + 1, "IS") && phrase.isWord(i + 2, "NULL"))
            || (phrase.isWord(i + 1, "IS")
                && phrase.isWord(i + 2, "NOT")
                && phrase.isWord(i + 3, "NULL"));
    if (!tested || i == 0) {
      return tested;
    }
    return phrase.tokens().get(i - 1).kind() != Kind.OPERATOR
        && BIND_TIGHTER.stream().noneMatch(word -> phrase.isWord(i - 1, word));
  }

  private Position place(int offset) {
    return places.at(offset).within(bodyStart);
  }

  private Range range(int from, int to) {
    return new Range(file, place(from), place(to));
  }
}
