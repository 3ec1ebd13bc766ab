package dev.santokit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.schema.hazard.HazardCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of hazards in the reference is made from the codes. */
class SchemaPageTest {

  private static final Path PAGE = Path.of("../docs/reference/schema.md");
  private static final String END = "<!-- end of hazards -->\n";

  @Test
  void the_reference_page_has_every_hazard_with_its_level() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf('\n', page.indexOf("<!-- hazards")) + 1;
    int to = page.indexOf(END);
    String rows =
        Arrays.stream(HazardCode.values())
            .map(h -> "| `%s` | %s | %s |\n".formatted(h, h.meaning(), h.defaultLevel()))
            .collect(Collectors.joining("", "\n| code | when | level |\n|---|---|---|\n", "\n"));
    String wanted = page.substring(0, from) + rows + page.substring(to);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(page).as("rewrite it with -Dgolden.update").isEqualTo(wanted);
  }
}
