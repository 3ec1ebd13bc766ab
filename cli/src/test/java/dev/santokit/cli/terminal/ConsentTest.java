package dev.santokit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {

  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "Y\n", "yes\n", " YES \r\n", "y"})
  void a_yes_goes_on(String answer) {
    person(answer).consent("drop it", false, "-y");
    assertThat(err).hasToString("drop it? (y/N) ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n\n", "\n", "", "yo\n", "no yes\n"})
  void anything_else_changes_nothing(String answer) {
    assertThatThrownBy(() -> person(answer).consent("drop it", false, "-y"))
        .isInstanceOfSatisfying(
            CommandFailure.class, failure -> assertThat(failure.code()).isEqualTo(ExitCode.FAILED));
  }

  @Test
  void each_question_has_a_line_of_its_own() throws IOException {
    Terminal person = person("y\nyes\nrest");
    person.consent("first", false, "-y");
    person.consent("second", false, "-y");
    assertThat(new String(person.in().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("rest");
  }

  @Test
  void who_agreed_on_the_command_line_is_not_asked() {
    terminal("", false).consent("drop it", true, "-y");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void without_a_person_the_way_to_agree_is_named() {
    assertThatThrownBy(() -> terminal("y\n", false).consent("drop it", false, "--yes"))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ExitCode.USAGE);
              assertThat(failure.hint()).contains("--yes");
            });
  }

  private Terminal person(String answers) {
    return terminal(answers, true);
  }

  private Terminal terminal(String input, boolean answers) {
    return new Terminal(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err, true),
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        Path.of("").toAbsolutePath(),
        Map.of(),
        false,
        answers);
  }
}
