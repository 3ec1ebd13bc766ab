package dev.santokit.project.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.Cases;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that nobody would write. A failure names the seed that makes the text again. */
class SqlHostileInputTest {

  private static final List<String> PIECES =
      List.of(
          "SELECT ",
          "INSERT INTO t ",
          "set_config",
          "LIMIT",
          ":a",
          ":b1",
          "::",
          ":",
          ":=",
          "=>",
          "?",
          "?|",
          "@?",
          "-",
          "--",
          "/*",
          "*/",
          "\n",
          " ",
          "\t",
          "'",
          "''",
          "E'",
          "U&'",
          "U&\"",
          "\"",
          "\\",
          "$$",
          "$a$",
          "$1",
          "$",
          "(",
          ")",
          "[",
          "]",
          "1",
          "1.5",
          "..",
          "0x",
          "1e",
          "_",
          ".",
          ",",
          ";",
          "IS NULL",
          "IS NOT NULL",
          "BEGIN ATOMIC",
          "COMMIT",
          "SET LOCAL ",
          "a",
          "é",
          "日",
          "\uD83D\uDE00",
          "\u00A0",
          "\0",
          "{",
          "}",
          "CASE ",
          "THEN ",
          "INTO TEMP",
          "UESCAPE '!'");

  @Test
  void tokens_cover_any_text_or_an_error_has_a_place_inside_it() {
    Cases.each(
        60_000,
        random -> {
          String sql = text(random);
          try {
            int at = 0;
            for (SqlToken token : SqlLexer.tokens(sql)) {
              Cases.require(token.from() == at && token.to() > at, sql);
              at = token.to();
            }
            Cases.require(at == sql.length(), sql);
          } catch (SqlSyntaxError refused) {
            boolean inside = refused.from() >= 0 && refused.from() < sql.length();
            Cases.require(inside && refused.to() > refused.from(), sql);
            Cases.require(refused.to() <= sql.length(), sql);
          }
        });
  }

  @Test
  void a_script_is_read_or_its_problems_are_told() {
    Cases.each(
        20_000,
        random -> {
          String body = "SELECT " + text(random);
          var problems = new Problems();
          SqlScript script = SqlScript.parse("logic/a/b.sql", Position.START, body, problems);
          Cases.require((script == null) == problems.hasErrors(), body);
          if (script != null) {
            script.statements().forEach(statement -> agreesWithItself(statement, body));
          }
        });
  }

  /** What is rendered has the occurrences as placeholders, and everything else as it was. */
  private static void agreesWithItself(SqlStatement statement, String body) {
    Cases.require(body.contains(statement.text()), body);
    for (SqlStatement.Occurrence o : statement.occurrences()) {
      String text = statement.text().substring(o.from(), o.to());
      Cases.require(text.equals(":" + o.name()), body);
    }
    String again = statement.nativeText(o -> ":" + o.name());
    Cases.require(again.replace(" ", "").equals(statement.text().replace(" ", "")), body);
    for (int offset = 0; offset <= again.length(); offset++) {
      Position place = statement.placeOf(offset, o -> "$1");
      Cases.require(place.compareTo(statement.start()) >= 0, body);
    }
  }

  @Test
  void a_statement_reads_the_same_alone_as_in_its_script() {
    Cases.each(
        5_000,
        random -> {
          String body = text(random) + ";SELECT " + text(random) + ";VALUES (1) " + text(random);
          SqlScript script = SqlScript.parse("logic/a/b.sql", Position.START, body, new Problems());
          if (script == null) {
            return;
          }
          for (SqlStatement statement : script.statements()) {
            SqlScript alone =
                SqlScript.parse(
                    "logic/a/b.sql", statement.start(), statement.text(), new Problems());
            Cases.require(new SqlScript(List.of(statement)).equals(alone), body);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1;", "SET a=1;", "NOTIFY a,:b;", "SELECT :a IS NULL,$1;", ";"})
  @Timeout(30)
  void a_long_script_takes_no_longer_than_its_length_asks_for(String statement) {
    String body = statement.repeat(250_000 / statement.length());
    var problems = new Problems();
    SqlScript script = SqlScript.parse("logic/a/b.sql", Position.START, body, problems);
    assertThat(script == null).isEqualTo(problems.hasErrors());
  }

  private static String text(RandomGenerator random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
