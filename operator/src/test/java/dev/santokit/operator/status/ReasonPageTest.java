package dev.santokit.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The reasons on the page of resources are made from the enum; {@code -Dgolden.update} writes it.
 */
class ReasonPageTest {

  private static final Path PAGE = Path.of("../docs/reference/resources.md");
  private static final String BEGIN = "<!-- reasons: ";
  private static final String END = "<!-- end of reasons -->";

  @Test
  void the_reference_page_has_every_reason_and_what_it_means() throws IOException {
    String page = Files.readString(PAGE);
    int table = page.indexOf('\n', page.indexOf(BEGIN)) + 1;
    String wanted = page.substring(0, table) + table() + page.substring(page.indexOf(END));
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, wanted);
    }

    assertThat(Files.readString(PAGE)).as("rewrite it with -Dgolden.update").isEqualTo(wanted);
  }

  private static String table() {
    return Arrays.stream(Reason.values())
        .map(reason ->
            "| `%s` | %s | %s |\n"
                .formatted(
                    reason.text(),
                    reason.conditions().stream()
                        .map(ConditionType::text)
                        .collect(Collectors.joining(", ")),
                    reason.meaning()))
        .collect(Collectors.joining("", "\n| reason | of | means |\n|---|---|---|\n", "\n"));
  }
}
