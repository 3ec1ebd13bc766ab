package dev.santokit.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.FunctionConfig;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.logic.Parameters;
import dev.santokit.project.logic.Source;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComplaintTest {

  private static final LogicFunction FUNCTION =
      new LogicFunction(
          new FunctionPath("users/get"),
          LogicType.SQL,
          new FunctionConfig(
              "main",
              new Access.Public(),
              null,
              true,
              Parameters.NONE,
              null,
              List.of(),
              null,
              null,
              null,
              List.of()),
          new Source("SELECT naem", new TreeMap<>(), "logic/users/get.sql", new Position(6, 3)));

  @Test
  void a_place_in_a_body_becomes_a_place_in_its_file() {
    Complaint complaint =
        of(
            "logic/users/get.sql (body):1:8: column \"naem\" does not exist: a [guess] [SQL_SYNTAX]\n"
                + "logic/users/get.sql (body):2:1: more [SQL_SYNTAX]");
    assertThat(complaint.problems())
        .containsExactly(
            problem("logic/users/get.sql", 6, 10, "column \"naem\" does not exist: a [guess]"),
            problem("logic/users/get.sql", 7, 1, "more"));
    assertThat(complaint.rest()).isEmpty();
  }

  @Test
  void a_place_in_a_module_is_one_in_its_file_already() {
    assertThat(of("lib/money.js:3:4: no [SQL_SYNTAX]").problems())
        .containsExactly(problem("lib/money.js", 3, 4, "no"));
  }

  @Test
  void a_problem_may_end_a_longer_line() {
    assertThat(
            of("users/get answers 500 until this is mended: logic/users/get.sql (body):1:1: no [SQL_SYNTAX]")
                .problems())
        .containsExactly(problem("logic/users/get.sql", 6, 3, "no"));
  }

  @Test
  void other_lines_are_kept_as_they_are() {
    Complaint complaint =
        of(
            "the database is away\nlogic/a/b.sql:0:1: no line [SQL_SYNTAX]\nlogic/x/y.sql:1:1: w [NEW]\n");
    assertThat(complaint.problems()).isEmpty();
    assertThat(complaint.rest())
        .containsExactly(
            "the database is away",
            "logic/a/b.sql:0:1: no line [SQL_SYNTAX]",
            "logic/x/y.sql:1:1: w [NEW]");
  }

  private static Complaint of(String words) {
    return Complaint.of(words, List.of(FUNCTION));
  }

  private static Problem problem(String file, int line, int column, String what) {
    return Problem.error(
        ErrorCode.SQL_SYNTAX, Range.at(file, new Position(line, column)), what, null);
  }
}
