package dev.santokit.schema.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.Case;
import dev.santokit.schema.Schema;
import dev.santokit.schema.Verdict;
import dev.santokit.schema.hcl.Expression.Items;
import dev.santokit.schema.hcl.Expression.Numeral;
import dev.santokit.schema.hcl.Expression.Reference;
import dev.santokit.schema.hcl.Expression.Text;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HclParserTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Problems problems = new Problems();

  static List<TextFile> valid() {
    return Case.all().stream().flatMap(c -> c.files().stream()).toList();
  }

  static Stream<TextFile> all() {
    return Stream.concat(valid().stream(), Verdict.of("invalid").stream().map(Verdict::input));
  }

  private Body parse(String text) {
    List<Body> bodies = HclParser.parse(List.of(new TextFile("f.hcl", text)), problems);
    assertThat(problems.sorted()).isEmpty();
    return bodies.getFirst();
  }

  private Expression value(String text) {
    return parse("a = " + text + "\n").attribute("a").orElseThrow().value();
  }

  private List<String> errors(String text) {
    HclParser.parse(List.of(new TextFile("f.hcl", text)), problems);
    return problems.sorted().stream().map(Problem::line).toList();
  }

  @Test
  void every_node_knows_its_place() {
    Body body =
        parse(
            "# é😀\ntable \"app\" \"é\" {\n\tschema = schema.app // why\n  x = [ 1,\n \"😀\", b ]\n}");
    Block table = body.blocks().getFirst();
    assertThat(table.type().range()).hasToString("f.hcl:2:1");
    assertThat(table.header().to()).hasToString("2:16");
    Attribute schema = table.body().attribute("schema").orElseThrow();
    assertThat(schema.name().range()).hasToString("f.hcl:3:2");
    assertThat(schema.value().range()).hasToString("f.hcl:3:11");
    assertThat(schema.value().range().to()).hasToString("3:21");
    Items items = (Items) table.body().attribute("x").orElseThrow().value();
    assertThat(items.range().to()).hasToString("5:10");
    assertThat(items.items().getLast().range()).hasToString("f.hcl:5:7");
  }

  @Test
  void numbers_are_exact() {
    assertThat(((Numeral) value("12345678901234567890.10")).value())
        .hasToString("12345678901234567890.10");
    assertThat(((Numeral) value("-1.5e3")).value().toPlainString()).isEqualTo("-1500");
  }

  @Test
  void references_are_paths_of_words_quoted_or_not() {
    Reference reference = (Reference) value("table[\"a b\"].column[\"c.d\"]");
    assertThat(reference.steps())
        .extracting(Word::text)
        .containsExactly("table", "a b", "column", "c.d");
    assertThat(((Reference) value("null.x")).steps()).hasSize(2);
  }

  @Test
  void strings_are_templates() {
    assertThat(((Text) value("\"\\\"\\\\\\n\\t\\u00e9\\U0001F600 $${x} %%{y} $$ $\"")).value())
        .isEqualTo("\"\\\n\té😀 ${x} %{y} $$ $");
  }

  @Test
  void a_heredoc_holds_its_lines() {
    assertThat(((Text) value("<<SQL\n  a \\n\n\n b\n  SQL")).value()).isEqualTo("  a \\n\n\n b\n");
    assertThat(((Text) value("<<SQL\r\na\r\nSQL\r\n")).value()).isEqualTo("a\n");
    assertThat(((Text) value("<<-SQL\n    a\n\n      b $${c}\n  SQL")).value())
        .isEqualTo("a\n\n  b ${c}\n");
    assertThat(((Text) value("<<SQL\nSQL")).value()).isEmpty();
  }

  @Test
  void a_place_in_a_string_is_a_place_in_the_file() {
    Text quoted = (Text) value("\"a\\n\\u00e9b $${c}d\"");
    assertThat(quoted.at(0)).hasToString("1:6");
    assertThat(quoted.at(quoted.value().indexOf('b'))).hasToString("1:15");
    assertThat(quoted.at(quoted.value().indexOf('d'))).hasToString("1:22");
    Text heredoc = (Text) value("<<-SQL\n    é a\n      b\n    SQL");
    assertThat(heredoc.at(heredoc.value().indexOf('a'))).hasToString("2:7");
    assertThat(heredoc.at(heredoc.value().indexOf('b'))).hasToString("3:7");
  }

  @Test
  void an_unclosed_block_points_to_where_it_opened() {
    assertThat(errors("\nschema \"a\" {}\ntable \"t\" {\n  x = 1\n"))
        .containsExactly("f.hcl:3:11: this { is never closed [SCHEMA_UNCLOSED_BLOCK]");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void every_prefix_with_unbalanced_braces_is_an_error(TextFile file) {
    int cuts = 0;
    for (int end = 0; end < file.text().length(); end++) {
      String prefix = file.text().substring(0, end);
      if (openBraces(prefix)) {
        cuts++;
        Problems found = new Problems();
        HclParser.parse(List.of(new TextFile(file.path(), prefix)), found);
        assertThat(found.hasErrors()).as("cut at %d: %s", end, prefix).isTrue();
      }
    }
    assertThat(cuts > 0).isEqualTo(file.text().contains("{\n"));
  }

  /** Counted without our lexer: braces outside of strings, comments and heredocs. */
  private static boolean openBraces(String text) {
    String bare =
        text.replaceAll("(?s)<<-?(\\w+)\\n.*?\\n\\s*\\1\\b", "x")
            .replaceAll("\"([^\"\\\\\\n]|\\\\.)*\"|(#|//)[^\\n]*|(?s:/\\*.*?\\*/)", "x");
    return bare.chars().filter(c -> c == '{').count() > bare.chars().filter(c -> c == '}').count();
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothing_makes_it_throw_or_hang(TextFile file) {
    long seed = file.text().hashCode();
    Random random = new Random(seed);
    String alphabet = "{}[]()\"'\\$%#/*<>-=.,\n\r\t aZ09_é😀\0;:sqlnull<<SQL";
    assertTimeoutPreemptively(
        SOON,
        () -> {
          for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder(file.text());
            for (int edits = 1 + random.nextInt(4); edits > 0 && !text.isEmpty(); edits--) {
              int at = random.nextInt(text.length());
              int to = Math.min(text.length(), at + random.nextInt(20));
              switch (random.nextInt(3)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, text.substring(at, to));
                default -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
              }
            }
            try {
              Schema.parse(List.of(new TextFile("f.hcl", text.toString())), new Problems());
            } catch (RuntimeException | StackOverflowError e) {
              throw new AssertionError("seed " + seed + ", round " + i + ":\n" + text, e);
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a {\n",
        "a = [",
        "a = f(",
        "a {\nb = [f(",
        "a = \"",
        "a = <<E\n",
        "/*",
        "-",
        "a."
      })
  void however_often_something_opens_it_ends_in_an_error(String open) {
    String text = open.repeat(HclParser.MOST_BYTES / open.length());
    assertTimeoutPreemptively(SOON, () -> assertThat(errors(text)).hasSize(1));
  }

  @Test
  void bounds_hold_for_all_files_together() {
    TextFile blocks = new TextFile("a.hcl", "a {}\n".repeat(HclParser.MOST_BLOCKS));
    HclParser.parse(List.of(blocks), problems);
    assertThat(problems.sorted()).isEmpty();
    HclParser.parse(List.of(blocks, new TextFile("b.hcl", "\nb {}\n")), problems);
    TextFile large = new TextFile("c.hcl", "#" + "é".repeat(HclParser.MOST_BYTES / 2 - 1) + "\n");
    HclParser.parse(List.of(large, new TextFile("d.hcl", "#")), problems);
    assertThat(problems.sorted())
        .extracting(Problem::line)
        .containsExactly(
            "b.hcl:2:1: the schema has more than 10,000 blocks with this one [SCHEMA_TOO_LARGE]",
            "d.hcl:1:1: the schema is larger than 1 MiB with this file [SCHEMA_TOO_LARGE]");
  }

  @Test
  void nesting_ends_at_its_bound() {
    parse("a = " + "[".repeat(HclParser.MOST_DEPTH) + "]".repeat(HclParser.MOST_DEPTH));
    HclParser.parse(
        List.of(new TextFile("f.hcl", "a = " + "[".repeat(HclParser.MOST_DEPTH + 1))), problems);
    assertThat(problems.sorted())
        .extracting(Problem::code)
        .containsExactly(ErrorCode.SCHEMA_TOO_DEEP);
  }
}
