package dev.santokit.schema.apply;

import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.project.sql.SqlToken;
import dev.santokit.schema.model.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A statement that builds or drops an index while others write, which Postgres does in several
 * transactions of its own: killed in the middle, it leaves something half done.
 *
 * @param create whether it builds
 * @param name of the index
 */
record ConcurrentIndex(boolean create, QualifiedName name) {

  /** What {@code sql} is; empty: none of these, so it may run inside of a transaction. */
  static Optional<ConcurrentIndex> of(String sql) {
    List<String> words = words(sql);
    int concurrently = words.indexOf("CONCURRENTLY");
    if (concurrently < 2 || !words.get(concurrently - 1).equals("INDEX")) {
      return Optional.empty();
    }
    boolean create = words.getFirst().equals("CREATE");
    int at = concurrently + 1;
    while (List.of("IF", "NOT", "EXISTS").contains(words.get(at))) {
      at++;
    }
    if (!create) {
      return Optional.of(new ConcurrentIndex(false, name(words, at)));
    }
    int table = words.indexOf("ON") + 1;
    if (words.get(table).equals("ONLY")) {
      table++;
    }
    // An index stands in the schema of its table.
    QualifiedName of = name(words, table);
    return Optional.of(
        new ConcurrentIndex(true, new QualifiedName(of.schema(), unquoted(words.get(at)))));
  }

  private static QualifiedName name(List<String> words, int at) {
    return new QualifiedName(unquoted(words.get(at)), unquoted(words.get(at + 2)));
  }

  /** The words, those without quotes in capitals. */
  private static List<String> words(String sql) {
    try {
      return SqlLexer.tokens(sql).stream()
          .filter(SqlToken::isSignificant)
          .map(token ->
              token.kind() == SqlToken.Kind.WORD
                  ? token.text(sql).toUpperCase(Locale.ROOT)
                  : token.text(sql))
          .toList();
    } catch (SqlSyntaxError e) {
      throw new IllegalArgumentException("a statement of a plan is no SQL: " + sql, e);
    }
  }

  private static String unquoted(String word) {
    return word.startsWith("\"")
        ? word.substring(1, word.length() - 1).replace("\"\"", "\"")
        : word.toLowerCase(Locale.ROOT);
  }
}
