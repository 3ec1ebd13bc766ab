package dev.santokit.project.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictYamlTest {

  private final Problems problems = new Problems();

  @Test
  void scalars_are_those_of_yaml_1_2() {
    Node node =
        StrictYaml.read(
            "f.yaml",
            "{a: no, b: on, c: true, d: 10, e: 1.50, f: null, g: ~, h: '1', i: 0x1F, j: 0o17, k: 010}",
            problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(node.toJson())
        .hasToString(
            "{\"a\":\"no\",\"b\":\"on\",\"c\":true,\"d\":10,\"e\":1.50,\"f\":null,\"g\":null,"
                + "\"h\":\"1\",\"i\":31,\"j\":15,\"k\":10}");
  }

  @Test
  void every_node_knows_its_place() {
    Node.Mapping root =
        (Node.Mapping) StrictYaml.read("f.yaml", "a: 1\nb:\n  - x\n  - yy\n", problems);
    Node.Entry b = root.entries().get("b");
    assertThat(b.key()).hasToString("f.yaml:2:1");
    assertThat(((Node.Sequence) b.value()).items().getLast().range()).hasToString("f.yaml:4:5");
    assertThat(((Node.Sequence) b.value()).items().getLast().range().to()).hasToString("4:7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: &x 1'             | f.yaml:1:4: the anchor &x [YAML_NOT_ALLOWED]
          'a: *x'               | f.yaml:1:4: the alias *x [YAML_NOT_ALLOWED]
          '<<: {a: 1}'          | f.yaml:1:1: a merge key [YAML_NOT_ALLOWED]
          'a: !!str 1'          | f.yaml:1:4: the tag tag:yaml.org,2002:str [YAML_NOT_ALLOWED]
          '{a: 1, a: 2}'        | f.yaml:1:8: the key "a" stands here twice [YAML_DUPLICATE_KEY]
          '1: x'                | f.yaml:1:1: a key must be a string [WRONG_TYPE]
          'a: .inf'             | f.yaml:1:4: the number .inf has no JSON form [INVALID_VALUE]
          """)
  void what_makes_a_text_mean_something_else_is_refused(String yaml, String expected) {
    StrictYaml.read("f.yaml", yaml, problems);
    assertThat(problems.sorted()).extracting(Problem::line).containsExactly(expected);
  }

  @Test
  void a_second_document_is_refused() {
    StrictYaml.read("f.yaml", "a: 1\n---\nb: 2\n", problems);
    assertThat(problems.sorted())
        .extracting(Problem::line)
        .containsExactly("f.yaml:2:1: a second document [YAML_NOT_ALLOWED]");
  }

  @Test
  void bombs_of_depth_and_size_are_refused() {
    assertThat(StrictYaml.read("f.yaml", "[".repeat(40) + "]".repeat(40), problems)).isNull();
    assertThat(StrictYaml.read("f.yaml", "a: " + "x".repeat(StrictYaml.MAX_BYTES), problems))
        .isNull();
    assertThat(problems.sorted())
        .extracting(p -> p.code().name())
        .containsExactlyInAnyOrder("YAML_TOO_DEEP", "FILE_TOO_LARGE");
  }

  @Test
  void an_empty_text_is_no_document() {
    assertThat(StrictYaml.read("f.yaml", "", problems)).isNull();
    assertThat(StrictYaml.read("f.yaml", "# nothing\n", problems)).isNull();
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void syntax_errors_have_a_place() {
    StrictYaml.read("f.yaml", "a: [1, 2\nb: 3\n", problems);
    assertThat(problems.sorted())
        .singleElement()
        .satisfies(p -> assertThat(p.line()).startsWith("f.yaml:2:"));
  }

  @Test
  void an_unknown_key_names_the_nearest_known_one() {
    Node node = StrictYaml.read("f.yaml", "acess: public\n", problems);
    Fields.of(node, "front matter", Set.of("access", "cache", "target"), problems);
    assertThat(problems.sorted())
        .singleElement()
        .hasToString(
            "f.yaml:1:1: unknown key \"acess\" in front matter [UNKNOWN_KEY]\n  did you mean \"access\"?");
  }
}
