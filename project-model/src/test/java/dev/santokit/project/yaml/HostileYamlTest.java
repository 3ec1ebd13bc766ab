package dev.santokit.project.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.Cases;
import dev.santokit.project.logic.Generated;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever a YAML text is, it is read as what it shows, or refused. */
class HostileYamlTest {

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    ",",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "- ",
    "? ",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!str ",
    "!",
    "%YAML 1.1\n",
    "---\n",
    "...\n",
    "# ",
    "|",
    ">-\n",
    "|2\n",
    "<<: ",
    "null",
    "~",
    "yes",
    "0o17",
    "1e400",
    "-.inf",
    ".nan",
    "é",
    "\u0000",
    "\u0085",
    "\u2028",
    "\uFEFF",
    "\uD83D\uDE00",
    "\\ud800",
    "\\x41",
    "a"
  };

  private static final String WHOLE =
      """
      # of all forms
      plain: value # a comment
      "quoted \\u00e9": 'it''s'
      list: [1, 2.50, -7, 0x1F, true, null, ~, on]
      block:
        - a: {b: [c, {d: e}]}
          f: |
            two
              lines
          g: >-
            one
            line
        - - nested
      ? long key
      : its value
      """;

  @Test
  void json_is_read_as_itself_in_whatever_style_it_is_written() {
    Cases.each(
        2_000,
        random -> {
          JsonNode json = new Generated(random).json(3);
          var text = new StringBuilder();
          write(json, 0, random, text);
          var problems = new Problems();
          Node read = StrictYaml.read("it.yaml", text.toString(), problems);
          Cases.require(read != null && problems.sorted().isEmpty(), text);
          Cases.require(same(read.toJson(), json), text + " read as " + read.toJson());
        });
  }

  @Test
  void a_text_is_read_or_its_problems_are_told() {
    Cases.each(
        3_000,
        random -> {
          String text = Cases.mutated(WHOLE, PIECES, random);
          var problems = new Problems();
          Node read = StrictYaml.read("it.yaml", text, problems);
          long lines = text.lines().count() + 2;
          for (Problem problem : problems.sorted()) {
            int line = problem.range().from().line();
            Cases.require(
                line >= 1 && line <= lines + text.chars().filter(c -> c > 0x84).count(), text);
          }
          // YAML folds these three inside quotes, where JSON keeps them.
          boolean folded = text.chars().anyMatch(c -> c == 0x85 || c == 0x2028 || c == 0x2029);
          if (read != null && !problems.hasErrors() && !folded) {
            JsonNode json = read.toJson();
            Node again = StrictYaml.read("it.yaml", json.toString(), problems);
            Cases.require(again == null ? json.isNull() : same(again.toJson(), json), text);
          }
        });
  }

  /** In flow style, or in blocks while that is possible. */
  private static void write(JsonNode json, int indent, RandomGenerator random, StringBuilder text) {
    boolean block = json.isContainerNode() && !json.isEmpty() && random.nextInt(3) > 0;
    if (!block) {
      text.append(json);
      return;
    }
    String margin = " ".repeat(indent);
    switch (json) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(field -> {
                String key = object.textNode(field.getKey()).toString();
                text.append('\n').append(margin).append(key).append(": ");
                write(field.getValue(), indent + 1 + random.nextInt(3), random, text);
              });
      case ArrayNode array ->
          array.forEach(item -> {
            text.append('\n').append(margin).append("- ");
            write(item, indent + 1 + random.nextInt(3), random, text);
          });
      default -> throw new IllegalStateException("no container: " + json);
    }
  }

  /** Whether they are equal, with 1.0 and 1 being one number. */
  private static boolean same(JsonNode one, JsonNode other) {
    return one.equals(
        (a, b) ->
            a.isNumber() && b.isNumber() && a.decimalValue().compareTo(b.decimalValue()) == 0
                ? 0
                : a.equals(b) ? 0 : 1,
        other);
  }
}
