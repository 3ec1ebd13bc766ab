package dev.santokit.project.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.sql.SqlStatement.Occurrence;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

  private final Problems problems = new Problems();

  @Test
  void statements_are_divided_at_semicolons_and_empty_ones_left_out() {
    assertThat(
            parse("; -- nothing\nINSERT INTO a VALUES (:x);;\n  /* then */ (SELECT 1); ;")
                .statements())
        .containsExactly(
            new SqlStatement(
                "INSERT INTO a VALUES (:x)",
                new Position(2, 1),
                List.of(new Occurrence("x", 22, 24, false)),
                "INSERT"),
            new SqlStatement("(SELECT 1)", new Position(3, 14), List.of(), "SELECT"));
  }

  @Test
  void a_semicolon_in_a_string_a_name_or_a_comment_divides_nothing() {
    assertThat(parse("SELECT ';', $$;$$, \";\" /* ; */ -- ;\n").statements()).hasSize(1);
  }

  private SqlScript parse(String body) {
    SqlScript script = SqlScript.parse("logic/a/b.sql", Position.START, body, problems);
    assertThat(problems.sorted()).extracting(Problem::line).isEmpty();
    return script;
  }
}
