package dev.santokit.project.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page of error codes is made from the codes; {@code -Dgolden.update} writes it. */
class ErrorPageTest {

  private static final Path PAGE = Path.of("../docs/reference/errors.md");

  private static final String HEAD =
      """
      # Error codes

      What is wrong with an input is told in one line, `file:line:col: what is wrong [CODE]`, and a hint below it. The code is stable.
      This page is made from the codes themselves (`./mvnw -pl project-model test -Dtest=ErrorPageTest -Dgolden.update`).

      | code | means |
      |---|---|
      """;

  @Test
  void the_reference_page_has_every_code_and_what_it_means() throws IOException {
    String page =
        Arrays.stream(ErrorCode.values())
            .map(code -> "| `" + code + "` | " + code.meaning() + " |\n")
            .collect(Collectors.joining("", HEAD, ""));
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("rewrite it with -Dgolden.update").hasContent(page);
  }
}
