package dev.santokit.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void mappings_sequences_and_texts_read_as_a_person_would_write_them() throws Exception {
    assertThat(
            Yaml.of(
                JSON.readTree(
                    """
                    {"kind": "LogicBundle", "size": 3, "on": true, "empty": {}, "none": [],
                     "list": ["a", {"x": 1, "y": [1, 2]}, [["deep"]]],
                     "source": {"inline": "SELECT 1\\n  FROM t;\\n"}}
                    """)))
        .isEqualTo(
            """
            kind: LogicBundle
            size: 3
            "on": true
            empty: {}
            none: []
            list:
              - a
              - x: 1
                "y":
                  - 1
                  - 2
              -
                -
                  - deep
            source:
              inline: |
                SELECT 1
                  FROM t;
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "No",
        "on",
        "1",
        "1.5",
        "0x1f",
        "1_000",
        "12:30",
        "2026-01-01",
        "~",
        "null",
        "=",
        "",
        " a",
        "a: b",
        "# a",
        "- a",
        "a #b",
        "&a",
        "*a",
        "!a",
        "|",
        "line\n",
        "two\nlines",
        "two\nlines\n",
        "kept\n\n\n",
        "\n\nfirst",
        "  indented\nthen not",
        "tab\tin\nlines",
        "trailing  \nspaces",
        "a\r\nb",
        "nel\u0085b\nc",
        "ls\u2028b",
        "bell\u0007",
        "bom\ufeff",
        "\ud83d\ude00 smile\nagain",
        "quote\"d",
        "back\\slash",
        "100%",
        "@at",
        "`tick",
        "{a}",
        "[a]",
        "a\n\n\nb"
      })
  void every_text_comes_back_as_it_was(String text) {
    JsonNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("key", text)
            .put(text, "value")
            .set("list", JsonNodeFactory.instance.arrayNode().add(text));
    Object read = new Load(LoadSettings.builder().build()).loadFromString(Yaml.of(document));
    assertThat((Object) JSON.valueToTree(read)).isEqualTo(document);
  }
}
