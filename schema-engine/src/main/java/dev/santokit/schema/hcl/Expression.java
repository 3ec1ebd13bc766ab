package dev.santokit.schema.hcl;

import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** The value of an attribute. */
public sealed interface Expression {

  /** Where it stands. */
  Range range();

  /** What it is, for messages that expected something else: {@code a string}. */
  String describe();

  /**
   * A quoted string or a heredoc.
   *
   * @param value with escapes resolved; the lines of a heredoc end with {@code \n}, the last one
   *     too
   * @param anchors where in the file parts of the value stand, see {@link #at}
   */
  record Text(Range range, String value, List<Anchor> anchors) implements Expression {

    /** From {@code offset} of the value on, up to the next anchor, it stands at {@code place}. */
    public record Anchor(int offset, Position place) {}

    /** Takes a copy. */
    public Text {
      anchors = List.copyOf(anchors);
    }

    /** The place in the file of the character at {@code offset} (in UTF-16 units) of the value. */
    public Position at(int offset) {
      Anchor nearest = new Anchor(0, range.from());
      for (Anchor anchor : anchors) {
        if (anchor.offset() > offset) {
          break;
        }
        nearest = anchor;
      }
      int characters = value.codePointCount(nearest.offset(), Math.min(offset, value.length()));
      return new Position(nearest.place().line(), nearest.place().column() + characters);
    }

    @Override
    public String describe() {
      return "a string";
    }
  }

  /** A number, exactly as written. */
  record Numeral(Range range, BigDecimal value) implements Expression {
    @Override
    public String describe() {
      return "a number";
    }
  }

  /** {@code true} or {@code false}. */
  record Truth(Range range, boolean value) implements Expression {
    @Override
    public String describe() {
      return value ? "true" : "false";
    }
  }

  /** {@code null}. */
  record Nothing(Range range) implements Expression {
    @Override
    public String describe() {
      return "null";
    }
  }

  /** {@code [a, b]}. */
  record Items(Range range, List<Expression> items) implements Expression {
    /** Takes a copy. */
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /**
   * A word or a path of words: {@code bigint}, {@code column.id}, {@code column["a b"]}.
   *
   * @param steps at least one
   */
  record Reference(Range range, List<Word> steps) implements Expression {
    /** Takes a copy. */
    public Reference {
      steps = List.copyOf(steps);
    }

    @Override
    public String describe() {
      return steps.stream().map(Word::text).collect(Collectors.joining("."));
    }
  }

  /** {@code name(arguments)}: {@code varchar(10)}, {@code sql("now()")}. */
  record Call(Range range, Word name, List<Expression> arguments) implements Expression {
    /** Takes a copy. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String describe() {
      return name.text() + "(…)";
    }
  }
}
