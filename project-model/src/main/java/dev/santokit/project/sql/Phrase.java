package dev.santokit.project.sql;

import dev.santokit.project.sql.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The significant tokens of one statement.
 *
 * @param sql the text that they were read from
 * @param tokens at least one
 */
record Phrase(String sql, List<SqlToken> tokens) {

  Phrase {
    tokens = List.copyOf(tokens);
  }

  int size() {
    return tokens.size();
  }

  /** Whether the token at {@code i} is this word without quotes; no when there is none. */
  boolean isWord(int i, String word) {
    return i >= 0 && i < tokens.size() && tokens.get(i).isWord(sql, word);
  }

  boolean isPunctuation(int i, String mark) {
    return i >= 0 && i < tokens.size() && tokens.get(i).isPunctuation(sql, mark);
  }

  /** The token that the command is, behind brackets as in {@code (SELECT …) UNION …}. */
  SqlToken first() {
    int i = 0;
    while (i < tokens.size() - 1 && isPunctuation(i, "(")) {
      i++;
    }
    return tokens.get(i);
  }

  /** The first word, in upper case. */
  String command() {
    return first().text(sql).toUpperCase(Locale.ROOT);
  }

  /**
   * The name that Postgres reads at {@code i}: in lower case without quotes, as it is with them.
   * Empty when there is none, or one with Unicode escapes.
   */
  Optional<String> name(int i) {
    if (i < 0 || i >= tokens.size()) {
      return Optional.empty();
    }
    String text = tokens.get(i).text(sql);
    return switch (tokens.get(i).kind()) {
      case WORD -> Optional.of(text.toLowerCase(Locale.ROOT));
      case QUOTED_NAME ->
          isEscapedName(i)
              ? Optional.empty()
              : Optional.of(text.substring(1, text.length() - 1).replace("\"\"", "\""));
      default -> Optional.empty();
    };
  }

  /** Whether a name in the form {@code U&"…"} stands at {@code i}. */
  boolean isEscapedName(int i) {
    return i >= 0
        && i < tokens.size()
        && tokens.get(i).kind() == Kind.QUOTED_NAME
        && sql.charAt(tokens.get(i).from()) != '"';
  }

  /** Whether it holds {@code BEGIN ATOMIC}: the body of a function that is being created. */
  boolean opensBody() {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (isWord(i, "BEGIN") && isWord(i + 1, "ATOMIC")) {
        return true;
      }
    }
    return false;
  }
}
