package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.hcl.Attribute;
import dev.santokit.schema.hcl.Block;
import dev.santokit.schema.hcl.Body;
import dev.santokit.schema.hcl.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Adds an error for everything in a block or file that does not belong there. */
final class GrammarCheck {

  private final String described;
  private final Grammar grammar;
  private final Problems problems;

  private GrammarCheck(String described, Grammar grammar, Problems problems) {
    this.described = described;
    this.grammar = grammar;
    this.problems = problems;
  }

  /** A whole file. */
  static void file(Body body, Problems problems) {
    new GrammarCheck("a schema file", Grammar.FILE, problems).body(body);
  }

  /** A block with its labels; blocks inside are checked when they are read. */
  static void block(Block block, Grammar grammar, Problems problems) {
    GrammarCheck check = new GrammarCheck(block.describe(), grammar, problems);
    check.labels(block);
    check.body(block.body());
  }

  private void labels(Block block) {
    int count = block.labels().size();
    int most =
        switch (grammar.labels()) {
          case NONE -> 0;
          case NAME -> 1;
          case QUALIFIED -> 2;
        };
    if (count == 0 && most > 0) {
      problems.error(
          ErrorCode.SCHEMA_MISSING,
          block.header(),
          "this " + block.type().text() + " has no name",
          "write " + block.type().text() + " \"name\" {");
    }
    if (count > most) {
      problems.error(
          ErrorCode.SCHEMA_WRONG_VALUE,
          block.labels().get(most).range(),
          block.type().text()
              + " takes "
              + List.of("no name", "one name", "at most two names").get(most),
          "remove this");
    }
  }

  private void body(Body body) {
    for (Attribute attribute : body.attributes()) {
      if (!grammar.attributes().contains(attribute.name().text())) {
        refuse(
            attribute.name(),
            "attribute",
            grammar.attributes(),
            grammar.laterAttributes(),
            ErrorCode.SCHEMA_UNKNOWN_ATTRIBUTE);
      }
    }
    Map<String, Block> seen = new HashMap<>();
    for (Block block : body.blocks()) {
      Grammar.Often often = grammar.blocks().get(block.type().text());
      Block first = seen.putIfAbsent(block.type().text(), block);
      if (often == null) {
        refuse(
            block.type(),
            "block",
            grammar.blocks().keySet(),
            grammar.laterBlocks(),
            ErrorCode.SCHEMA_UNKNOWN_BLOCK);
      } else if (often == Grammar.Often.ONCE && first != null) {
        problems.error(
            ErrorCode.SCHEMA_DUPLICATE_ATTRIBUTE,
            block.type().range(),
            "the block \"" + block.type().text() + "\" stands in " + described + " twice",
            "it stands at " + first.type().range().from() + " already");
      }
    }
  }

  private void refuse(
      Word word, String kind, Set<String> known, Set<String> later, ErrorCode unknown) {
    if (later.contains(word.text())) {
      problems.error(
          ErrorCode.NOT_YET_SUPPORTED,
          word.range(),
          "the " + kind + " \"" + word.text() + "\" in " + described + " is not supported yet",
          "remove it");
      return;
    }
    Set<String> words = new TreeSet<>(known);
    words.addAll(later);
    problems.error(
        unknown,
        word.range(),
        "unknown " + kind + " \"" + word.text() + "\" in " + described,
        words.isEmpty() ? "no " + kind + " belongs here" : Nearest.hint(word.text(), words));
  }
}
