package dev.santokit.project.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {

  private final Problems problems = new Problems();

  @Test
  void between_fences_at_the_start_of_the_file() {
    var parts = sql("---\naccess: public\nparams:\n  id: {type: int}\n---\nSELECT 1\n");
    assertKeys(parts, "access@2:1", "params@3:1");
    assertThat(at(parts, "params", "id").key()).hasToString("f:4:3");
    assertBody(parts, "SELECT 1\n", "6:1");
  }

  @Test
  void in_a_block_comment() {
    var parts = sql("/* ---\naccess: public\n--- */\nSELECT 1");
    assertKeys(parts, "access@2:1");
    assertBody(parts, "SELECT 1", "4:1");
  }

  @Test
  void in_a_block_comment_of_one_line() {
    var parts = sql("/* --- access: public --- */ SELECT 1");
    assertKeys(parts, "access@1:8");
    assertBody(parts, " SELECT 1", "1:29");
  }

  @Test
  void in_a_block_comment_whose_lines_are_indented_below_a_first_key() {
    var parts = sql("/* --- access: public\n       target: main\n   --- */\nSELECT 1");
    assertKeys(parts, "access@1:8", "target@2:8");
    assertBody(parts, "SELECT 1", "4:1");
  }

  @Test
  void in_a_block_comment_with_stars() {
    var parts = js("/* ---\n * access: public\n * params:\n *   id: {type: int}\n * --- */\nx");
    assertKeys(parts, "access@2:4", "params@3:4");
    assertThat(at(parts, "params", "id").key()).hasToString("f:4:6");
    assertBody(parts, "x", "6:1");
  }

  @Test
  void in_a_doc_comment() {
    var parts =
        js("/**\n * access: public\n * params:\n *   é: {type: int}\n */\n\nexport default 1;\n");
    assertKeys(parts, "access@2:4", "params@3:4");
    assertThat(at(parts, "params", "é").value().range()).hasToString("f:4:9");
    assertBody(parts, "\nexport default 1;\n", "6:1");
  }

  @Test
  void in_a_doc_comment_of_one_line() {
    var parts = js("/** access: [admin, support] */\nexport default 1;");
    assertKeys(parts, "access@1:5");
    assertBody(parts, "export default 1;", "2:1");
  }

  @Test
  void in_a_doc_comment_between_fences() {
    var parts = js("/** ---\n * access: public\n * --- */\nx");
    assertKeys(parts, "access@2:4");
  }

  @Test
  void behind_a_licence_and_line_comments() {
    var parts =
        sql("-- (c) us\n/* All rights reserved. */\n/* --- access: public --- */\nSELECT 1");
    assertKeys(parts, "access@3:8");
    assertBody(parts, "SELECT 1", "4:1");
  }

  @Test
  void with_windows_line_ends() {
    var parts = js("/**\r\n * access: public\r\n * target: main\r\n */\r\nx\r\n");
    assertKeys(parts, "access@2:4", "target@3:4");
    assertBody(parts, "x\r\n", "5:1");
    assertBody(sql("---\r\naccess: public\r\n---\r\nSELECT 1"), "SELECT 1", "4:1");
  }

  @Test
  void of_a_file_that_ends_with_it() {
    assertBody(sql("---\naccess: public\n---"), "", "3:4");
    assertBody(sql("---\naccess: public\n---\n"), "", "4:1");
    assertBody(js("/** access: public */"), "", "1:22");
  }

  @Test
  void a_misspelt_key_alone_in_a_doc_comment_is_not_passed_over() {
    assertKeys(js("/**\n * acess: admin\n */\nx"), "acess@2:4");
    assertKeys(js("/**\n * Acess: admin\n */\nx"), "Acess@2:4");
    assertKeys(js("/** acess: admin\n *    target: main */\nx"), "acess@1:5", "target@2:7");
    assertKeys(js("/**\n * role: admin\n */\nx"), "role@2:4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** The best of products. */\nx",
        "/**\n * The best of products.\n * Note: slow.\n * @param {object} params\n */\nx",
        "/* access: public */\nx",
        "/* ----- products ----- */\nx",
        "// access: public\nx",
        "/**/\nx",
        "x\n/* --- access: public --- */",
        ""
      })
  void prose_is_no_front_matter(String text) {
    var parts = js(text);
    assertThat(parts.metadata()).isNull();
    assertBody(parts, text, "1:1");
  }

  @Test
  void comments_of_sql_nest_and_those_of_javascript_do_not() {
    assertKeys(sql("/* --- description: a /* b */ c --- */ SELECT 1"), "description@1:8");
    js("/* --- description: a /* b --- */ x");
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void front_matter_that_is_never_closed_is_an_error_where_it_opens() {
    assertThat(sql("---\naccess: public\nSELECT 1")).isNull();
    assertThat(sql("/* ---\naccess: public\n*/\nSELECT 1")).isNull();
    assertThat(sql("/* ---\naccess: public\n---\nSELECT 1")).isNull();
    assertThat(js("  /** --- access: public")).isNull();
    assertThat(problems.sorted())
        .extracting(Problem::line)
        .containsExactly(
            "f:1:1: this front matter is never closed [FRONT_MATTER_UNCLOSED]",
            "f:1:1: this front matter is never closed [FRONT_MATTER_UNCLOSED]",
            "f:1:3: this front matter is never closed [FRONT_MATTER_UNCLOSED]");
  }

  @Test
  void a_second_front_matter_is_an_error() {
    js("/** access: public */\n\n/** target: main */\nx");
    assertThat(problems.sorted())
        .extracting(Problem::line)
        .containsExactly("f:3:1: this is the second front matter of the file [FRONT_MATTER_TWICE]");
  }

  @Test
  void errors_of_yaml_have_their_place_in_the_file() {
    js("/**\n * access: public\n * params: {id: {type: int}\n * target: main\n */\nx");
    sql("---\naccess: public\naccess: admin\n---\nSELECT 1");
    assertThat(problems.sorted())
        .extracting(p -> p.range() + " " + p.code())
        .containsExactly("f:3:1 YAML_DUPLICATE_KEY", "f:4:4 YAML_SYNTAX");
  }

  private FrontMatter sql(String text) {
    return FrontMatter.in("f", text, LogicType.SQL, problems);
  }

  private FrontMatter js(String text) {
    return FrontMatter.in("f", text, LogicType.JS, problems);
  }

  private static Node.Entry at(FrontMatter parts, String... keys) {
    Node.Entry entry = ((Node.Mapping) parts.metadata()).entries().get(keys[0]);
    for (int i = 1; i < keys.length; i++) {
      entry = ((Node.Mapping) entry.value()).entries().get(keys[i]);
    }
    return entry;
  }

  private void assertKeys(FrontMatter parts, String... expected) {
    assertThat(problems.sorted()).isEmpty();
    assertThat(((Node.Mapping) parts.metadata()).entries().entrySet())
        .extracting(e -> e.getKey() + "@" + e.getValue().key().from())
        .containsExactly(expected);
  }

  private static void assertBody(FrontMatter parts, String body, String start) {
    assertThat(parts.body()).isEqualTo(body);
    assertThat(parts.start()).hasToString(start);
  }
}
