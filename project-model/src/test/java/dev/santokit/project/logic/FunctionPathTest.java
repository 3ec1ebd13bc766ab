package dev.santokit.project.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "_a/B9", "A-b_c/d", "a/b/c/d/e/f/g/h", "users/crud"})
  void legal_paths_are_taken(String path) {
    assertThat(FunctionPath.parse(path)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          users               | a path has at least 2 segments: users/get
          a/b/c/d/e/f/g/h/i   | a path has at most 8 segments, not 9
          ''                  | "" is no segment of a path: a letter or _, then letters, digits, _ or -
          users/              | "" is no segment of a path: a letter or _, then letters, digits, _ or -
          /users/get          | "" is no segment of a path: a letter or _, then letters, digits, _ or -
          users/../get        | ".." is no segment of a path: a letter or _, then letters, digits, _ or -
          users/9get          | "9get" is no segment of a path: a letter or _, then letters, digits, _ or -
          users/-get          | "-get" is no segment of a path: a letter or _, then letters, digits, _ or -
          users/gét           | "gét" is no segment of a path: a letter or _, then letters, digits, _ or -
          crud/main           | "crud" is reserved as first segment
          auth/login          | "auth" is reserved as first segment
          storage/get         | "storage" is reserved as first segment
          batch/run           | "batch" is reserved as first segment
          changes/get         | "changes" is reserved as first segment
          """)
  void other_paths_are_refused_with_a_reason(String path, String reason) {
    assertThat(FunctionPath.fault(path)).isEqualTo(reason);
    assertThat(FunctionPath.parse(path)).isEmpty();
    assertThatThrownBy(() -> new FunctionPath(path)).hasMessage(reason);
  }

  @Test
  void lengths_are_bounded() {
    assertThat(FunctionPath.parse("a/" + "b".repeat(63))).isPresent();
    assertThat(FunctionPath.parse("a/" + "b".repeat(64))).isEmpty();
    String segment = "/" + "c".repeat(61);
    assertThat(FunctionPath.parse("a" + segment.repeat(3) + "/" + "d".repeat(12))).isPresent();
    assertThat(FunctionPath.fault("a" + segment.repeat(3) + "/" + "d".repeat(13)))
        .isEqualTo("the path has more than 200 characters");
  }

  @Test
  void a_segment_with_an_underscore_in_front_makes_it_private() {
    assertThat(new FunctionPath("orders/_price").isPrivate()).isTrue();
    assertThat(new FunctionPath("_jobs/clean").isPrivate()).isTrue();
    assertThat(new FunctionPath("orders/my_price").isPrivate()).isFalse();
    assertThat(FunctionPath.isPrivate("no path/_at all")).isTrue();
  }
}
