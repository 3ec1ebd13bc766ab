package dev.santokit.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import org.junit.jupiter.api.Test;

class RefusedReleaseTest {

  @Test
  void a_line_with_a_place_is_a_problem_again() {
    Problem problem =
        Problem.error(
            ErrorCode.SQL_SYNTAX,
            Range.at("logic/users/get.sql", new Position(12, 7)),
            "column \"naem\" does not exist: a [guess]",
            null);
    RefusedRelease release = RefusedRelease.of(problem.line() + "\n");
    assertThat(release.problems()).containsExactly(problem);
    assertThat(release.rest()).isEmpty();
  }

  @Test
  void other_lines_are_kept_as_they_are() {
    RefusedRelease release =
        RefusedRelease.of(
            "the database is away\nlogic/a/b.sql:0:1: no line [SQL_SYNTAX]\nx/y.sql:1:1: w [NEW]\n");
    assertThat(release.problems()).isEmpty();
    assertThat(release.rest())
        .containsExactly(
            "the database is away",
            "logic/a/b.sql:0:1: no line [SQL_SYNTAX]",
            "x/y.sql:1:1: w [NEW]");
  }
}
