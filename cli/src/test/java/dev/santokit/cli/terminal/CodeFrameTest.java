package dev.santokit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Range;
import org.junit.jupiter.api.Test;

class CodeFrameTest {

  @Test
  void it_shows_the_line_before_and_underlines_the_range() {
    assertThat(CodeFrame.of("one\ntwo three\nfour", range(2, 5, 2, 10)))
        .containsExactly("1 | one", "2 | two three", "  |     ^^^^^");
  }

  @Test
  void a_range_without_length_gets_one_caret() {
    assertThat(CodeFrame.of("one", range(1, 2, 1, 2))).containsExactly("1 | one", "  |  ^");
  }

  @Test
  void a_range_over_several_lines_is_underlined_to_the_end_of_its_first() {
    assertThat(CodeFrame.of("one {\n}", range(1, 5, 2, 2)))
        .containsExactly("1 | one {", "  |     ^");
  }

  @Test
  void line_numbers_stand_right() {
    assertThat(CodeFrame.of("\n".repeat(9) + "ten", range(10, 1, 10, 4)))
        .containsExactly(" 9 | ", "10 | ten", "   | ^^^");
  }

  @Test
  void tabs_keep_the_caret_in_place() {
    assertThat(CodeFrame.of("\ta = b", range(1, 4, 1, 5)))
        .containsExactly("1 | \ta = b", "  | \t  ^");
  }

  @Test
  void characters_outside_the_basic_plane_count_as_one() {
    assertThat(CodeFrame.of("😀 x", range(1, 3, 1, 4))).containsExactly("1 | 😀 x", "  |   ^");
  }

  @Test
  void the_place_after_the_last_character_can_be_shown() {
    assertThat(CodeFrame.of("ab", range(1, 3, 1, 3))).containsExactly("1 | ab", "  |   ^");
  }

  @Test
  void a_place_that_the_file_no_longer_has_gives_no_frame() {
    assertThat(CodeFrame.of("one", range(4, 1, 4, 1))).isEmpty();
  }

  @Test
  void a_very_long_line_is_cut() {
    assertThat(CodeFrame.of("x".repeat(500), range(1, 400, 1, 401)))
        .containsExactly("1 | " + "x".repeat(160) + "…");
  }

  private static Range range(int fromLine, int fromColumn, int toLine, int toColumn) {
    return new Range("file", new Position(fromLine, fromColumn), new Position(toLine, toColumn));
  }
}
