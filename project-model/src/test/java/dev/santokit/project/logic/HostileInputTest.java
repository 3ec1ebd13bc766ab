package dev.santokit.project.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file holds, reading it ends soon, in a function or in problems. */
@Timeout(60)
class HostileInputTest {

  private static final Path CASES = Path.of("src/test/resources/invalid/logic");
  private static final String WHOLE_JS =
      """
      /**
       * access: [admin, support]
       * params:
       *   id: {type: array<uuid>, required: true}
       */
      import a from '../../lib/a.js';
      export default async ({ id }, context) => `${id / 2} ${/[/']/.test(a)} ${await import("./b.js")}`;
      """;
  private static final String WHOLE_SQL =
      """
      /* ---
      access: public
      params: {id: {type: uuid, default: "0190163d-8694-739b-aea5-966c26f8ad91"}}
      --- */
      SELECT $a$ :b $a$, 'c''d', E'\\'', "e", :id::uuid /* f /* g */ */ FROM h; -- i
      DELETE FROM j WHERE k = :user_id
      """;

  @TempDir static Path empty;

  static Stream<String> texts() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      List<String> cases =
          files
              .filter(file -> !file.toString().endsWith(".expect"))
              .sorted()
              .map(HostileInputTest::text)
              .toList();
      return Stream.concat(Stream.of(WHOLE_JS, WHOLE_SQL), cases.stream());
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void a_file_may_be_cut_anywhere(String text) {
    for (int length = 0; length <= text.length(); length++) {
      assertRead(text.substring(0, length));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void a_file_may_have_any_character_in_another_place(String text) {
    Generated.each(
        100,
        generated -> {
          var changed = new StringBuilder(text);
          for (int i = 0; i < 3 && !changed.isEmpty(); i++) {
            char moved = changed.charAt(generated.number(changed.length()));
            changed.setCharAt(generated.number(changed.length()), moved);
            changed.insert(generated.number(changed.length()), generated.text());
          }
          assertRead(changed.toString());
        });
  }

  @Test
  void a_file_may_hold_any_bytes() {
    Generated.each(
        500,
        generated -> {
          assertRead(new String(generated.bytes(300), StandardCharsets.ISO_8859_1));
          assertRead("---\n" + new String(generated.bytes(300), StandardCharsets.UTF_16));
          assertRead("/** access:" + new String(generated.bytes(300), StandardCharsets.UTF_8));
        });
  }

  @Test
  void a_long_file_may_hold_one_thing_over_and_over() {
    for (String part :
        List.of(
            "/",
            "/*",
            "*/",
            "/**/",
            "--",
            "---\n",
            "\n",
            " ",
            "a",
            "a: ",
            "- ",
            "[",
            "{",
            "'",
            "\"",
            "`",
            "${",
            "$$",
            ":",
            ":a ",
            "\\",
            "\u00e9",
            "\ud83d\ude00",
            "import ",
            "import(",
            "export {",
            "access: ",
            "* ",
            "/** a: b */\n",
            "/[",
            "( /")) {
      String much = part.repeat(128 * 1024 / part.length());
      assertRead(much);
      assertRead("/**\n * access: public\n */\n" + much);
      assertRead("/** " + much + " */");
      assertRead("---\n" + much + "\n---\n");
    }
  }

  private static void assertRead(String text) {
    for (LogicType type : List.of(LogicType.SQL, LogicType.JS)) {
      var problems = new Problems();
      var path = new FunctionPath("cases/it");
      var surroundings = new Surroundings(Set.of("main"), Duration.ofSeconds(10), Set.of());
      var modules = JsModules.in(new ProjectFolder(empty), Set.of());
      var file =
          new LogicFile(path, type, "logic/cases/it." + type.word(), text, null, surroundings);
      assertThatCode(
              () -> {
                LogicFunction function = file.read(modules, problems);
                assertThat(function == null).isEqualTo(problems.hasErrors());
                int lines = (int) text.lines().count() + 1;
                assertThat(problems.sorted())
                    .allSatisfy(p -> assertThat(p.range().from().line()).isBetween(1, lines));
              })
          .doesNotThrowAnyException();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
