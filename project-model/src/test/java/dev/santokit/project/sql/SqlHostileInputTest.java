package dev.santokit.project.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that nobody would write. A failure names the seed that makes the text again. */
class SqlHostileInputTest {

  private static final int TEXTS_PER_SEED = 2_000;

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

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tokens_cover_any_text_or_an_error_has_a_place_inside_it(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      String sql = text(random);
      try {
        List<SqlToken> tokens = SqlLexer.tokens(sql);
        int at = 0;
        for (SqlToken token : tokens) {
          assertThat(token.from()).as(sql).isEqualTo(at);
          assertThat(token.to()).as(sql).isGreaterThan(at);
          at = token.to();
        }
        assertThat(at).as(sql).isEqualTo(sql.length());
      } catch (SqlSyntaxError refused) {
        assertThat(refused.from()).as(sql).isBetween(0, sql.length() - 1);
        assertThat(refused.to()).as(sql).isBetween(refused.from() + 1, sql.length());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_script_is_read_or_its_problems_are_told(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      String body = "SELECT " + text(random);
      var problems = new Problems();
      SqlScript script = SqlScript.parse("logic/a/b.sql", Position.START, body, problems);
      assertThat(script == null).as(body).isEqualTo(problems.hasErrors());
      if (script != null) {
        script.statements().forEach(statement -> agreesWithItself(statement, body));
      }
    }
  }

  /** What is rendered has the occurrences as placeholders, and everything else as it was. */
  private static void agreesWithItself(SqlStatement statement, String body) {
    assertThat(body).contains(statement.text());
    for (SqlStatement.Occurrence o : statement.occurrences()) {
      assertThat(statement.text().substring(o.from(), o.to())).as(body).isEqualTo(":" + o.name());
    }
    String again = statement.nativeText(o -> ":" + o.name());
    assertThat(again.replace(" ", "")).as(body).isEqualTo(statement.text().replace(" ", ""));
    for (int offset = 0; offset <= again.length(); offset++) {
      assertThat(statement.placeOf(offset, o -> "$1")).as(body).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_statement_reads_the_same_alone_as_in_its_script(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < TEXTS_PER_SEED; i++) {
      String body = text(random) + ";SELECT " + text(random) + ";VALUES (1) " + text(random);
      SqlScript script = SqlScript.parse("logic/a/b.sql", Position.START, body, new Problems());
      if (script == null) {
        continue;
      }
      for (SqlStatement statement : script.statements()) {
        SqlScript alone =
            SqlScript.parse("logic/a/b.sql", statement.start(), statement.text(), new Problems());
        assertThat(alone).as(body).isEqualTo(new SqlScript(List.of(statement)));
      }
    }
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

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
