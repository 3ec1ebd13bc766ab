package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference page of commands is their {@code --help}; {@code -Dgolden.update} writes it. */
class CliPageTest {

  private static final Path PAGE = Path.of("../docs/reference/cli.md");

  private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z]+)[ ,]");

  private static final String HEAD =
      """
      # stk

      What each command prints with `--help`; this page is made from it
      (`./mvnw -pl cli -am test -Dtest=CliPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update`).

      Results go to standard output, progress and errors to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 not permitted, 4 not found, 5 timed out.
      A project command works on the nearest parent folder with a `stk.config.json`.
      """;

  @TempDir Path folder;

  @Test
  void the_reference_page_is_what_help_prints() throws IOException {
    var page = new StringBuilder(HEAD);
    page(List.of(), page);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).as("rewrite it with -Dgolden.update").hasContent(page.toString());
  }

  /** A command, then those below it. */
  private void page(List<String> command, StringBuilder page) {
    String help = help(Stream.concat(command.stream(), Stream.of("--help")));
    if (!command.isEmpty()) {
      page.append("\n## `stk ").append(String.join(" ", command)).append("`\n");
    }
    page.append("\n```\n").append(help).append("```\n");
    for (String below : commands(help)) {
      page(Stream.concat(command.stream(), Stream.of(below)).toList(), page);
    }
  }

  private static List<String> commands(String help) {
    int list = help.indexOf("Commands:");
    return list < 0
        ? List.of()
        : COMMAND.matcher(help.substring(list)).results().map(name -> name.group(1)).toList();
  }

  private String help(Stream<String> arguments) {
    return StkRun.In.folder(folder).stk(arguments.toArray(String[]::new)).out().stripTrailing()
        + "\n";
  }
}
