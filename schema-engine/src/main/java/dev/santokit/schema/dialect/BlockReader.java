package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.hcl.Attribute;
import dev.santokit.schema.hcl.Block;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.hcl.Word;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One block whose content is known. Reading an attribute gives its value, or null when it is absent
 * or when an error about it was added.
 */
final class BlockReader {

  private final Block block;
  private final Problems problems;

  private BlockReader(Block block, Problems problems) {
    this.block = block;
    this.problems = problems;
  }

  /** Takes {@code block} as one of {@code grammar}, and adds an error for all that does not fit. */
  static BlockReader of(Block block, Grammar grammar, Problems problems) {
    GrammarCheck.block(block, grammar, problems);
    return new BlockReader(block, problems);
  }

  /** The block from its type to its last label. */
  Range range() {
    return block.header();
  }

  /** The last label, or what stands for it when it is missing, which is an error then. */
  Word name() {
    return block.labels().isEmpty() ? block.type() : block.labels().getLast();
  }

  /** The inner blocks of this type. */
  List<Block> blocks(String type) {
    return block.body().blocks().stream().filter(b -> b.type().text().equals(type)).toList();
  }

  /** The first inner block of this type. */
  @Nullable Block block(String type) {
    List<Block> blocks = blocks(type);
    return blocks.isEmpty() ? null : blocks.getFirst();
  }

  /** The attribute's value as it stands. */
  @Nullable Expression value(String name) {
    return block.body().attribute(name).map(Attribute::value).orElse(null);
  }

  /** The attribute's value; an error when it is absent. */
  @Nullable Expression required(String name, String hint) {
    Expression value = value(name);
    if (value == null) {
      missing("\"" + name + "\"", hint);
    }
    return value;
  }

  /** Says that the block lacks something. */
  void missing(String what, String hint) {
    problems.error(ErrorCode.SCHEMA_MISSING, range(), block.describe() + " has no " + what, hint);
  }

  /** A text that Postgres can hold. */
  @Nullable String text(String name) {
    Expression value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Expression.Text text) {
      return storable(text, problems) ? text.value() : null;
    }
    wrong(name, value, "a string in quotes");
    return null;
  }

  /** Whether Postgres can hold a text, which it cannot with the character zero; else an error. */
  static boolean storable(Expression.Text text, Problems problems) {
    int zero = text.value().indexOf('\0');
    if (zero >= 0) {
      problems.error(
          ErrorCode.SCHEMA_WRONG_VALUE,
          Range.at(text.range().file(), text.at(zero)),
          "Postgres holds no text with the character U+0000");
    }
    return zero < 0;
  }

  /** A number without fraction that a bigint holds. */
  @Nullable Long integer(String name) {
    Expression value = value(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Expression.Numeral numeral) {
      BigDecimal number = numeral.value();
      if (number.compareTo(BigDecimal.valueOf(number.longValue())) == 0) {
        return number.longValue();
      }
    }
    wrong(name, value, "an integer that a bigint holds");
    return null;
  }

  /** {@code true} or {@code false}. */
  boolean truth(String name, boolean whenAbsent) {
    Expression value = value(name);
    if (value == null) {
      return whenAbsent;
    }
    if (value instanceof Expression.Truth truth) {
      return truth.value();
    }
    wrong(name, value, "true or false");
    return whenAbsent;
  }

  /** One of a few words, which stand without quotes. */
  <T> @Nullable T word(String name, Map<String, T> words) {
    Expression value = value(name);
    if (value == null) {
      return null;
    }
    String written = value instanceof Expression.Text text ? text.value() : value.describe();
    T meant = words.get(written);
    boolean bare = !(value instanceof Expression.Text);
    if (meant != null && bare) {
      return meant;
    }
    problems.error(
        ErrorCode.SCHEMA_WRONG_VALUE,
        value.range(),
        name + " cannot be " + value.describe(),
        meant != null
            ? "write " + written + " without quotes"
            : Nearest.hint(written, words.keySet()));
    return null;
  }

  /** Says that an attribute has a value of another kind than it takes. */
  void wrong(String name, Expression value, String expected) {
    problems.error(
        ErrorCode.SCHEMA_WRONG_VALUE,
        value.range(),
        name + " must be " + expected + ", not " + value.describe());
  }
}
