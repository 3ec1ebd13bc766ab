package dev.santokit.server.postgres;

import dev.santokit.project.sql.SqlToken;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a statement may do besides giving rows. */
public final class Effects {

  private static final Set<String> READING = Set.of("SELECT", "VALUES", "TABLE", "WITH", "SHOW");
  private static final Set<String> WRITING = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "INTO");

  private static final Script VOLATILE =
      new Script(
          List.of(
              Script.Step.inOrder(
                  // What Postgres brings along either does not write or gives little to read.
                  """
                  SELECT 1 FROM pg_catalog.pg_proc
                  WHERE proname = ANY ($1) AND provolatile = 'v'
                    AND pronamespace <> 'pg_catalog'::pg_catalog.regnamespace LIMIT 1\
                  """,
                  new int[] {PgType.TEXT_ARRAY})));

  private Effects() {}

  /**
   * Whether the statement may write: its words say so, or it calls a function of the project that
   * may. (A view or an operator that calls such a function is not seen.)
   *
   * @throws SQLException when the database cannot say
   */
  public static boolean mayWrite(String sql, List<SqlToken> tokens, Link link) throws SQLException {
    Set<String> called = new LinkedHashSet<>();
    List<SqlToken> significant = tokens.stream().filter(SqlToken::isSignificant).toList();
    for (int i = 0; i < significant.size(); i++) {
      SqlToken token = significant.get(i);
      String text = token.text(sql);
      String word = text.toUpperCase(Locale.ROOT);
      if (token.kind() == SqlToken.Kind.WORD
          && (WRITING.contains(word) || (i == 0 && !READING.contains(word)))) {
        return true;
      }
      boolean opens = i + 1 < significant.size() && significant.get(i + 1).text(sql).equals("(");
      if (opens && token.kind() == SqlToken.Kind.WORD) {
        called.add(text.toLowerCase(Locale.ROOT));
      } else if (opens && token.kind() == SqlToken.Kind.QUOTED_NAME) {
        called.add(text.substring(1, text.length() - 1).replace("\"\"", "\""));
      }
    }
    if (called.isEmpty()) {
      return false;
    }
    var names = new StringBuilder("{");
    for (String name : called) {
      names.append(names.length() > 1 ? "," : "");
      ArrayText.quote(name, names);
    }
    return !link.run(VOLATILE, names.append('}').toString()).getFirst().rows().isEmpty();
  }
}
