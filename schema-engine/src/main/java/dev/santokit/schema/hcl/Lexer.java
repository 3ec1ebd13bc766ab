package dev.santokit.schema.hcl;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Range;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a file into tokens. One pass, which counts lines and columns as it goes. */
final class Lexer {

  private final String file;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int index;
  private int line = 1;
  private int column = 1;

  private Lexer(TextFile file) {
    this.file = file.path();
    this.text = file.text();
  }

  /**
   * All tokens, the last of which is {@link Token.Kind#END}.
   *
   * @throws SyntaxError at the first character that begins none
   */
  static List<Token> tokens(TextFile file) {
    Lexer lexer = new Lexer(file);
    while (lexer.index < lexer.text.length()) {
      lexer.next();
    }
    lexer.add(Token.Kind.END, lexer.here());
    return lexer.tokens;
  }

  private void next() {
    Position start = here();
    int c = peek();
    if (c == ' ' || c == '\t') {
      advance();
    } else if (c == '\n' || looking("\r\n")) {
      newline();
      add(Token.Kind.NEWLINE, start);
    } else if (c == '#' || looking("//")) {
      lineComment();
    } else if (looking("/*")) {
      blockComment(start);
    } else if (c == '"') {
      advance();
      tokens.add(quoted(start));
    } else if (looking("<<")) {
      heredoc(start);
    } else if (c >= '0' && c <= '9') {
      number(start);
    } else if (isWordStart(c)) {
      int from = index;
      while (isWordPart(peek())) {
        advance();
      }
      add(Token.Kind.WORD, start, text.substring(from, index));
    } else {
      punctuation(c, start);
    }
  }

  private void punctuation(int c, Position start) {
    Token.@Nullable Kind kind =
        switch (c) {
          case '{' -> Token.Kind.LEFT_BRACE;
          case '}' -> Token.Kind.RIGHT_BRACE;
          case '[' -> Token.Kind.LEFT_BRACKET;
          case ']' -> Token.Kind.RIGHT_BRACKET;
          case '(' -> Token.Kind.LEFT_PARENTHESIS;
          case ')' -> Token.Kind.RIGHT_PARENTHESIS;
          case ',' -> Token.Kind.COMMA;
          case '.' -> Token.Kind.DOT;
          case '=' -> Token.Kind.EQUALS;
          case '-' -> Token.Kind.MINUS;
          default -> null;
        };
    if (kind == null) {
      throw new SyntaxError(
          ErrorCode.SCHEMA_SYNTAX,
          Range.at(file, start),
          "unexpected " + shown(c),
          c == '\'' ? "strings stand in double quotes" : null);
    }
    advance();
    add(kind, start);
  }

  private void lineComment() {
    while (index < text.length() && peek() != '\n' && !looking("\r\n")) {
      advance();
    }
  }

  private void blockComment(Position start) {
    advance();
    advance();
    while (!looking("*/")) {
      if (index >= text.length()) {
        throw new SyntaxError(
            ErrorCode.SCHEMA_UNCLOSED_TEXT,
            Range.at(file, start),
            "this comment is never closed",
            "add */ where it ends");
      }
      if (peek() == '\n') {
        newline();
      } else {
        advance();
      }
    }
    advance();
    advance();
  }

  private void number(Position start) {
    int from = index;
    digits();
    if (peek() == '.' && isDigit(peekAfter())) {
      advance();
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      advance();
      if (peek() == '+' || peek() == '-') {
        advance();
      }
      digits();
    }
    if (isWordPart(peek()) || !isDigit(text.charAt(index - 1))) {
      throw new SyntaxError(
          ErrorCode.SCHEMA_SYNTAX,
          range(start),
          "\"" + text.substring(from, index) + "\" goes on as no number does",
          "numbers look like 10, 2.50 or 1e6");
    }
    add(Token.Kind.NUMBER, start, text.substring(from, index));
  }

  private void digits() {
    while (isDigit(peek())) {
      advance();
    }
  }

  /** The rest of a string after its first quote. */
  private Token quoted(Position start) {
    Content content = new Content();
    content.anchor();
    while (true) {
      int c = peek();
      if (c < 0 || c == '\n' || looking("\r\n")) {
        throw new SyntaxError(
            ErrorCode.SCHEMA_UNCLOSED_TEXT,
            Range.at(file, start),
            "this string is never closed",
            "end it with \" on the same line, or write a text of several lines as <<SQL … SQL");
      }
      if (c == '"') {
        advance();
        return content.token(start);
      }
      if (c == '\\') {
        escape(content);
      } else {
        content.template();
      }
    }
  }

  private void escape(Content content) {
    Position start = here();
    advance();
    int c = peek();
    if (c < 0 || c == '\n' || c == '\r') {
      return; // the string is unclosed, which is said there
    }
    advance();
    switch (c) {
      case 'n' -> content.append('\n');
      case 'r' -> content.append('\r');
      case 't' -> content.append('\t');
      case '"', '\\' -> content.append(c);
      case 'u' -> content.append(hexadecimal(start, 4));
      case 'U' -> content.append(hexadecimal(start, 8));
      default ->
          throw new SyntaxError(
              ErrorCode.SCHEMA_SYNTAX,
              range(start),
              "a backslash before " + shown(c) + " is no escape",
              "escapes are \\n \\r \\t \\\" \\\\ \\uNNNN \\UNNNNNNNN; a backslash is \\\\");
    }
    content.anchor();
  }

  private int hexadecimal(Position start, int length) {
    int from = index;
    while (index - from < length && Character.digit(peek(), 16) >= 0 && peek() < 0x80) {
      advance();
    }
    String digits = text.substring(from, index);
    long value = digits.length() == length ? Long.parseLong(digits, 16) : -1;
    if (value < 0 || value > Character.MAX_CODE_POINT || isSurrogate(value)) {
      throw new SyntaxError(
          ErrorCode.SCHEMA_SYNTAX,
          range(start),
          "this escape names no character",
          "write \\u and four hexadecimal digits, or \\U and eight");
    }
    return (int) value;
  }

  private static boolean isSurrogate(long value) {
    return value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
  }

  private void heredoc(Position start) {
    advance();
    advance();
    boolean indented = peek() == '-';
    if (indented) {
      advance();
    }
    int from = index;
    while (isWordPart(peek())) {
      advance();
    }
    String marker = text.substring(from, index);
    if (marker.isEmpty() || (peek() != '\n' && !looking("\r\n"))) {
      throw new SyntaxError(
          ErrorCode.SCHEMA_SYNTAX,
          range(start),
          "a heredoc begins with << or <<-, a word and a new line",
          "such as <<SQL");
    }
    Range opened = range(start);
    newline();
    int strip = indented ? indentation(marker) : 0;
    Content content = new Content();
    while (!restOfLine().strip().equals(marker)) {
      for (int i = 0; i < strip && isBlank(peek()); i++) {
        advance();
      }
      content.anchor();
      while (index < text.length() && peek() != '\n' && !looking("\r\n")) {
        content.template();
      }
      if (index >= text.length()) {
        throw new SyntaxError(
            ErrorCode.SCHEMA_UNCLOSED_TEXT,
            opened,
            "this heredoc is never closed",
            "end it with a line that holds only " + marker);
      }
      newline();
      content.append('\n');
    }
    while (isBlank(peek()) || isWordPart(peek())) {
      advance();
    }
    tokens.add(content.token(start));
  }

  /** How many blanks all lines of a heredoc that hold something begin with. */
  private int indentation(String marker) {
    int smallest = Integer.MAX_VALUE;
    int from = index;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      String held = text.substring(from, end < 0 ? text.length() : end);
      if (held.strip().equals(marker)) {
        break;
      }
      if (!held.isBlank()) {
        int blanks = 0;
        while (isBlank(held.charAt(blanks))) {
          blanks++;
        }
        smallest = Math.min(smallest, blanks);
      }
      from = end < 0 ? text.length() : end + 1;
    }
    return smallest == Integer.MAX_VALUE ? 0 : smallest;
  }

  private String restOfLine() {
    int end = text.indexOf('\n', index);
    return text.substring(index, end < 0 ? text.length() : end);
  }

  /** The value of a string while it grows, and where its parts stand. */
  private final class Content {
    private final StringBuilder value = new StringBuilder();
    private final List<Expression.Text.Anchor> anchors = new ArrayList<>();

    void anchor() {
      anchors.add(new Expression.Text.Anchor(value.length(), here()));
    }

    void append(int c) {
      value.appendCodePoint(c);
    }

    /** One character of a template, where a doubled sign before a brace makes it literal. */
    void template() {
      int c = peek();
      String sign = Character.toString(c);
      if ((c == '$' || c == '%') && looking(sign + sign + "{")) {
        advance();
        advance();
        advance();
        value.append(sign).append('{');
        anchor();
      } else if ((c == '$' || c == '%') && looking(sign + "{")) {
        Position start = here();
        advance();
        advance();
        throw new SyntaxError(
            ErrorCode.NOT_YET_SUPPORTED,
            range(start),
            "interpolation with " + sign + "{ is not supported yet",
            "a literal " + sign + "{ is written " + sign + sign + "{");
      } else {
        append(c);
        advance();
      }
    }

    Token token(Position start) {
      Range range = range(start);
      return new Token(
          Token.Kind.STRING, range, new Expression.Text(range, value.toString(), anchors));
    }
  }

  private void add(Token.Kind kind, Position start) {
    add(kind, start, "");
  }

  private void add(Token.Kind kind, Position start, String value) {
    Range range = kind == Token.Kind.NEWLINE ? Range.at(file, start) : range(start);
    tokens.add(new Token(kind, range, new Expression.Text(range, value, List.of())));
  }

  private Position here() {
    return new Position(line, column);
  }

  private Range range(Position start) {
    return new Range(file, start, here());
  }

  /** The character here, or -1 at the end. */
  private int peek() {
    return index < text.length() ? text.codePointAt(index) : -1;
  }

  private int peekAfter() {
    return index + 1 < text.length() ? text.charAt(index + 1) : -1;
  }

  private boolean looking(String at) {
    return text.startsWith(at, index);
  }

  private void advance() {
    index += Character.charCount(text.codePointAt(index));
    column++;
  }

  private void newline() {
    index += looking("\r\n") ? 2 : 1;
    line++;
    column = 1;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(int c) {
    return c == '_' || (c >= 0 && Character.isUnicodeIdentifierStart(c));
  }

  private static boolean isWordPart(int c) {
    return c == '-'
        || c == '_'
        || (c >= 0 && Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }

  private static String shown(int c) {
    return c < ' '
            || c == 0x7f
            || !Character.isDefined(c)
            || Character.getType(c) == Character.FORMAT
        ? "the character U+%04X".formatted(c)
        : "\"" + Character.toString(c) + "\"";
  }
}
