package dev.santokit.schema.hcl;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads files of HCL, a method per production. */
public final class HclParser {

  /** All files of one schema together, in bytes of UTF-8. */
  public static final int MOST_BYTES = 1024 * 1024;

  /** All files of one schema together. */
  public static final int MOST_BLOCKS = 10_000;

  /** Blocks, lists and calls inside each other. */
  public static final int MOST_DEPTH = 64;

  /** Digits of a number, and how far its exponent may move its point. */
  private static final int MOST_DIGITS = 400;

  private final List<Token> tokens;
  private final int blocksBefore;
  private int next;
  private int depth;
  private int blocks;

  /** The innermost closed block whose closing brace stands elsewhere than its first word. */
  private @Nullable String suspect;

  private HclParser(List<Token> tokens, int blocksBefore) {
    this.tokens = tokens;
    this.blocksBefore = blocksBefore;
  }

  /**
   * The bodies of all files that are HCL. A file that is not adds one error, at the first place
   * that cannot be read, and has no body here.
   */
  public static List<Body> parse(List<TextFile> files, Problems problems) {
    long bytes = 0;
    int blocks = 0;
    List<Body> bodies = new ArrayList<>();
    for (TextFile file : files) {
      bytes += file.text().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        problems.error(
            ErrorCode.SCHEMA_TOO_LARGE,
            Range.ofFile(file.path()),
            "the schema is larger than 1 MiB with this file");
        return bodies;
      }
      try {
        HclParser parser = new HclParser(Lexer.tokens(file), blocks);
        bodies.add(parser.file());
        blocks += parser.blocks;
      } catch (SyntaxError e) {
        problems.add(e.problem());
      }
    }
    return bodies;
  }

  private Body file() {
    Items items = new Items();
    skipNewlines();
    while (!at(Token.Kind.END)) {
      if (at(Token.Kind.RIGHT_BRACE)) {
        throw error(
            peek().range(), "this } closes nothing", suspect == null ? "remove it" : suspect);
      }
      item(items);
      endOfLine();
      skipNewlines();
    }
    return items.body();
  }

  /** {@code { items }}, of which the brace is still to come. */
  private Body braces(Word type, String header) {
    Token open = take();
    enter(open.range());
    Items items = new Items();
    if (at(Token.Kind.NEWLINE)) {
      skipNewlines();
      while (!at(Token.Kind.RIGHT_BRACE)) {
        unlessAtEnd(open, header);
        item(items);
        if (at(Token.Kind.RIGHT_BRACE)) {
          throw error(
              peek().range(),
              "the } of a block of several lines stands on its own line",
              "put it on the next line");
        }
        unlessAtEnd(open, header);
        endOfLine();
        skipNewlines();
      }
    } else if (!at(Token.Kind.RIGHT_BRACE)) {
      unlessAtEnd(open, header);
      item(items);
      unlessAtEnd(open, header);
      if (!items.blocks.isEmpty() || !at(Token.Kind.RIGHT_BRACE)) {
        throw error(
            open.range().to(peek().range()),
            "a block on one line holds one attribute and nothing else",
            "begin a new line after {");
      }
    }
    Token close = take();
    leave();
    noteIndentation(type, close, header);
    return items.body();
  }

  private void unlessAtEnd(Token open, String header) {
    if (at(Token.Kind.END)) {
      throw new SyntaxError(
          ErrorCode.SCHEMA_UNCLOSED_BLOCK,
          open.range(),
          "this { is never closed",
          suspect == null ? "add } to end " + header : suspect);
    }
  }

  /** Who forgets a brace indents as if it were there: the first oddity tells where to look. */
  private void noteIndentation(Word type, Token close, String header) {
    boolean oneLine = type.range().from().line() == close.range().from().line();
    boolean aligned = type.range().from().column() == close.range().from().column();
    if (suspect == null && !oneLine && !aligned) {
      suspect =
          "the } at "
              + close.range().from()
              + " ends "
              + header
              + " at "
              + type.range().from()
              + ", with another indentation: is a } missing or too much before it?";
    }
  }

  /** An attribute or a block. */
  private void item(Items items) {
    if (!at(Token.Kind.WORD)) {
      throw error(
          peek().range(),
          "expected an attribute or a block, not " + peek().describe(),
          "such as type = text or column \"id\" {");
    }
    Word name = take().word();
    if (at(Token.Kind.EQUALS)) {
      take();
      items.add(new Attribute(name, expression()));
      return;
    }
    List<Word> labels = new ArrayList<>();
    while (at(Token.Kind.STRING) || at(Token.Kind.WORD)) {
      labels.add(take().word());
    }
    String header = Block.describe(name, labels);
    if (!at(Token.Kind.LEFT_BRACE)) {
      throw error(
          peek().range(),
          "expected "
              + (labels.isEmpty() ? "= or {" : "{")
              + " after "
              + header
              + ", not "
              + peek().describe(),
          labels.isEmpty() ? null : "an attribute is written " + name.text() + " = …");
    }
    Range range = labels.isEmpty() ? name.range() : name.range().to(labels.getLast().range());
    blocks++;
    if (blocksBefore + blocks > MOST_BLOCKS) {
      throw new SyntaxError(
          ErrorCode.SCHEMA_TOO_LARGE,
          range,
          "the schema has more than 10,000 blocks with this one",
          null);
    }
    items.blocks.add(new Block(name, labels, braces(name, header), range));
  }

  private Expression expression() {
    Token token = peek();
    return switch (token.kind()) {
      case STRING -> take().value();
      case NUMBER -> number(take(), token.range(), false);
      case MINUS -> {
        take();
        Token number = expect(Token.Kind.NUMBER, "a number after -");
        yield number(number, token.range().to(number.range()), true);
      }
      case LEFT_BRACKET -> list();
      case WORD -> word();
      default ->
          throw error(
              token.range(),
              "expected a value, not " + token.describe(),
              "values are strings, numbers, true, false, null, [lists] and names");
    };
  }

  private static Expression number(Token token, Range range, boolean negative) {
    String digits = token.text();
    int exponent = Math.max(digits.indexOf('e'), digits.indexOf('E'));
    String power = exponent < 0 ? "0" : digits.substring(exponent + 1).replaceFirst("^[+-]?0*", "");
    if (digits.length() > MOST_DIGITS
        || power.length() > 3
        || (!power.isEmpty() && Integer.parseInt(power) > MOST_DIGITS)) {
      throw new SyntaxError(
          ErrorCode.SCHEMA_SYNTAX, range, "a number of more than 400 digits", null);
    }
    BigDecimal value = new BigDecimal(digits);
    return new Expression.Numeral(range, negative ? value.negate() : value);
  }

  private Expression list() {
    Token open = take();
    enter(open.range());
    List<Expression> items = new ArrayList<>();
    Token close = separated(items, open, Token.Kind.RIGHT_BRACKET);
    leave();
    return new Expression.Items(open.range().to(close.range()), items);
  }

  /** {@code true}, a call or a reference. */
  private Expression word() {
    Token first = take();
    if (at(Token.Kind.LEFT_PARENTHESIS)) {
      Token open = take();
      enter(open.range());
      List<Expression> arguments = new ArrayList<>();
      Token close = separated(arguments, open, Token.Kind.RIGHT_PARENTHESIS);
      leave();
      return new Expression.Call(first.range().to(close.range()), first.word(), arguments);
    }
    if (!at(Token.Kind.DOT) && !at(Token.Kind.LEFT_BRACKET)) {
      switch (first.text()) {
        case "true", "false" -> {
          return new Expression.Truth(first.range(), first.text().equals("true"));
        }
        case "null" -> {
          return new Expression.Nothing(first.range());
        }
        default -> {}
      }
    }
    List<Word> steps = new ArrayList<>();
    steps.add(first.word());
    Range last = first.range();
    while (true) {
      if (at(Token.Kind.DOT)) {
        take();
        Token step = expect(Token.Kind.WORD, "a name after the dot");
        steps.add(step.word());
        last = step.range();
      } else if (at(Token.Kind.LEFT_BRACKET)) {
        Token open = take();
        Token step = expect(Token.Kind.STRING, "a name in quotes after [");
        if (!at(Token.Kind.RIGHT_BRACKET)) {
          throw unclosed(open, Token.Kind.RIGHT_BRACKET);
        }
        steps.add(step.word());
        last = take().range();
      } else {
        return new Expression.Reference(first.range().to(last), steps);
      }
    }
  }

  /** What stands in brackets or parentheses, where line ends mean nothing; gives the last one. */
  private Token separated(List<Expression> into, Token open, Token.Kind close) {
    skipNewlines();
    while (!at(close)) {
      if (at(Token.Kind.END)) {
        throw unclosed(open, close);
      }
      into.add(expression());
      skipNewlines();
      if (at(Token.Kind.COMMA)) {
        take();
        skipNewlines();
      } else if (!at(close)) {
        throw unclosed(open, close);
      }
    }
    return take();
  }

  private SyntaxError unclosed(Token open, Token.Kind close) {
    if (at(Token.Kind.END) || at(Token.Kind.RIGHT_BRACE) || at(Token.Kind.EQUALS)) {
      return new SyntaxError(
          ErrorCode.SCHEMA_UNCLOSED_BRACKET,
          open.range(),
          "this " + open.describe() + " is never closed",
          "add " + close.shown());
    }
    return error(
        peek().range(),
        "expected " + close.shown() + " or a comma, not " + peek().describe(),
        null);
  }

  private void endOfLine() {
    if (!at(Token.Kind.NEWLINE) && !at(Token.Kind.END)) {
      throw error(peek().range(), "expected the end of the line, not " + peek().describe(), null);
    }
  }

  private void skipNewlines() {
    while (at(Token.Kind.NEWLINE)) {
      take();
    }
  }

  private void enter(Range range) {
    depth++;
    if (depth > MOST_DEPTH) {
      throw new SyntaxError(
          ErrorCode.SCHEMA_TOO_DEEP, range, "nested more than 64 levels deep", null);
    }
  }

  private void leave() {
    depth--;
  }

  private Token expect(Token.Kind kind, String what) {
    if (!at(kind)) {
      throw error(peek().range(), "expected " + what + ", not " + peek().describe(), null);
    }
    return take();
  }

  private boolean at(Token.Kind kind) {
    return peek().kind() == kind;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private static SyntaxError error(Range range, String what, @Nullable String hint) {
    return new SyntaxError(ErrorCode.SCHEMA_SYNTAX, range, what, hint);
  }

  /** A body while it grows. */
  private static final class Items {
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final List<Block> blocks = new ArrayList<>();

    void add(Attribute attribute) {
      Attribute first = attributes.putIfAbsent(attribute.name().text(), attribute);
      if (first != null) {
        throw new SyntaxError(
            ErrorCode.SCHEMA_DUPLICATE_ATTRIBUTE,
            attribute.name().range(),
            "the attribute \"" + attribute.name().text() + "\" stands here twice",
            "it stands at " + first.name().range().from() + " already");
      }
    }

    Body body() {
      return new Body(List.copyOf(attributes.values()), blocks);
    }
  }
}
