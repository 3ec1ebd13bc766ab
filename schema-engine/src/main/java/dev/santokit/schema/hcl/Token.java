package dev.santokit.schema.hcl;

import dev.santokit.project.problem.Range;

/**
 * @param value the text of a word or number, the content of a string; of other kinds: itself
 */
record Token(Kind kind, Range range, Expression.Text value) {

  enum Kind {
    WORD("a word"),
    NUMBER("a number"),
    STRING("a string"),
    NEWLINE("the end of the line"),
    END("the end of the file"),
    LEFT_BRACE("{"),
    RIGHT_BRACE("}"),
    LEFT_BRACKET("["),
    RIGHT_BRACKET("]"),
    LEFT_PARENTHESIS("("),
    RIGHT_PARENTHESIS(")"),
    COMMA(","),
    DOT("."),
    EQUALS("="),
    MINUS("-");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
    }
  }

  String text() {
    return value.value();
  }

  Word word() {
    return new Word(text(), range);
  }

  /** For messages: what stands here. */
  String describe() {
    return switch (kind) {
      case WORD, NUMBER -> "\"" + text() + "\"";
      default -> kind.shown;
    };
  }
}
