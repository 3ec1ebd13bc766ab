package dev.santokit.project.sql;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts SQL into tokens where Postgres does (with {@code standard_conforming_strings} on, as it is
 * by default), plus one kind of our own: {@code :name}, a parameter.
 *
 * <p>A colon right before a letter or {@code _} begins a parameter, except directly inside square
 * brackets after something that can end an expression: there it divides the bounds of a slice. So
 * {@code a[:n]} has the parameter n as its index, {@code a[1:n]} is the slice up to the column n,
 * {@code a[1: :n]} the slice up to the parameter n, and {@code a[ : n]} the slice from the start up
 * to the column n. {@code ::} is always a cast, as it is to Postgres. In {@code JSON_OBJECT('k' :
 * v)} the space keeps v a column.
 */
public final class SqlLexer {

  private static final String OPERATOR_CHARACTERS = "~!@#^&|`?+-*/%<>=";

  /** With one of these in it, an operator may end in + or -. */
  private static final String LETS_END_IN_SIGN = "~!@#^&|`?%";

  /** Words inside square brackets after which an expression goes on: what follows is no slice. */
  private static final Set<String> BEFORE_OPERANDS =
      Set.of(
          "AND",
          "ASYMMETRIC",
          "BETWEEN",
          "CASE",
          "ELSE",
          "ESCAPE",
          "FROM",
          "ILIKE",
          "LIKE",
          "NOT",
          "OR",
          "SYMMETRIC",
          "THEN",
          "TO",
          "WHEN",
          "ZONE");

  private final String sql;
  private final List<SqlToken> tokens = new ArrayList<>();

  /** Offsets of the brackets that are open. */
  private final List<Integer> open = new ArrayList<>();

  private @Nullable SqlToken before;
  private int at;

  private SqlLexer(String sql) {
    this.sql = sql;
  }

  /**
   * The tokens of {@code sql}: they cover it without gaps, spaces and comments included, and its
   * brackets are balanced. The time it takes grows with the length of the text alone.
   *
   * @throws SqlSyntaxError at the first place that Postgres could not read: something that is never
   *     closed, a bracket without its other half, a character that SQL does not have
   */
  public static List<SqlToken> tokens(String sql) throws SqlSyntaxError {
    return new SqlLexer(sql).all();
  }

  private List<SqlToken> all() throws SqlSyntaxError {
    int zero = sql.indexOf('\0');
    if (zero >= 0) {
      throw unexpected(zero);
    }
    while (at < sql.length()) {
      int from = at;
      Kind kind = next();
      SqlToken token = new SqlToken(kind, from, at);
      tokens.add(token);
      if (token.isSignificant()) {
        before = token;
      }
    }
    if (!open.isEmpty()) {
      throw neverClosed(open.getLast());
    }
    return List.copyOf(tokens);
  }

  /** Moves {@link #at} over the next token. */
  private Kind next() throws SqlSyntaxError {
    char c = sql.charAt(at);
    if (isSpace(c)) {
      while (at < sql.length() && isSpace(sql.charAt(at))) {
        at++;
      }
      return Kind.WHITESPACE;
    }
    if (sql.startsWith("--", at)) {
      skipLineComment();
      return Kind.COMMENT;
    }
    if (sql.startsWith("/*", at)) {
      skipBlockComment();
      return Kind.COMMENT;
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      return number();
    }
    if (isNameStart(c)) {
      return wordOrPrefixed(c);
    }
    return switch (c) {
      case '\'' -> string(at, false);
      case '"' -> quotedName(at);
      case '$' -> dollar();
      case ':' -> colon();
      case '(', '[' -> {
        open.add(at++);
        yield Kind.PUNCTUATION;
      }
      case ')', ']' -> close(c);
      case ',', ';' -> punctuation(1);
      case '.' -> punctuation(peek(1) == '.' ? 2 : 1);
      default -> {
        if (OPERATOR_CHARACTERS.indexOf(c) < 0) {
          throw unexpected(at);
        }
        yield operator();
      }
    };
  }

  private Kind punctuation(int length) {
    at += length;
    return Kind.PUNCTUATION;
  }

  private Kind close(char bracket) throws SqlSyntaxError {
    char opening = bracket == ')' ? '(' : '[';
    if (open.isEmpty()) {
      throw error(
          ErrorCode.SQL_UNBALANCED, at, at + 1, "this " + bracket + " closes nothing", null);
    }
    if (sql.charAt(open.getLast()) != opening) {
      throw neverClosed(open.getLast());
    }
    open.removeLast();
    return punctuation(1);
  }

  private void skipLineComment() {
    while (at < sql.length() && !isLineEnd(sql.charAt(at))) {
      at++;
    }
  }

  private void skipBlockComment() throws SqlSyntaxError {
    int from = at;
    int depth = 0;
    do {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
      } else if (at < sql.length()) {
        at++;
      } else {
        throw unterminated(from, 2, "this comment is never closed", "add */; comments nest");
      }
    } while (depth > 0);
  }

  private Kind number() throws SqlSyntaxError {
    int from = at;
    char base = Character.toLowerCase(peek(1));
    if (sql.charAt(at) == '0' && (base == 'x' || base == 'o' || base == 'b')) {
      at += 2;
      skipDigits(base == 'x' ? 16 : base == 'o' ? 8 : 2);
      if (at == from + 2) {
        at = from + 1;
      }
    } else {
      skipDigits(10);
      // 1..10 is a range of two integers.
      if (peek(0) == '.' && peek(1) != '.') {
        at++;
        skipDigits(10);
      }
      skipExponent();
    }
    refuseJunk(from);
    return Kind.NUMBER;
  }

  /** Older versions of Postgres read {@code 1a} as two tokens, newer ones refuse it. */
  private void refuseJunk(int from) throws SqlSyntaxError {
    int junk = at;
    while (isNamePart(peek(0))) {
      at++;
    }
    if (at > junk) {
      throw error(
          ErrorCode.SQL_SYNTAX,
          from,
          at,
          "the number " + sql.substring(from, junk) + " runs into " + sql.substring(junk, at),
          "put a space between them");
    }
  }

  private void skipExponent() {
    int sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
    if (Character.toLowerCase(peek(0)) == 'e' && isDigit(peek(sign))) {
      at += sign;
      skipDigits(10);
    }
  }

  private void skipDigits(int radix) {
    while (Character.digit(ascii(peek(0)), radix) >= 0
        || (peek(0) == '_' && Character.digit(ascii(peek(1)), radix) >= 0)) {
      at++;
    }
  }

  private Kind wordOrPrefixed(char first) throws SqlSyntaxError {
    char prefix = Character.toUpperCase(first);
    if (peek(1) == '\'' && (prefix == 'E' || prefix == 'B' || prefix == 'X' || prefix == 'N')) {
      return string(at + 1, prefix == 'E');
    }
    if (prefix == 'U' && peek(1) == '&' && peek(2) == '\'') {
      return string(at + 2, false);
    }
    if (prefix == 'U' && peek(1) == '&' && peek(2) == '"') {
      return quotedName(at + 2);
    }
    while (isNamePart(peek(0))) {
      at++;
    }
    return Kind.WORD;
  }

  /**
   * Reads a string with what continues it. {@code E'…'} may not go on: Postgres reads what follows
   * with backslashes, its JDBC driver, where that cuts a text into statements, without.
   *
   * @param quote offset of the opening quote
   * @param backslashes whether a backslash escapes what follows it
   */
  private Kind string(int quote, boolean backslashes) throws SqlSyntaxError {
    int from = at;
    int next = quote;
    while (next >= 0) {
      at = next + 1;
      skipPart(from, backslashes);
      next = continuation();
      if (next >= 0 && backslashes) {
        throw error(
            ErrorCode.SQL_SYNTAX,
            next,
            next + 1,
            "a string E'…' goes on here",
            "write it as one string, with \\n for the line ends inside");
      }
    }
    return Kind.STRING;
  }

  private void skipPart(int from, boolean backslashes) throws SqlSyntaxError {
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (backslashes && c == '\\' && at < sql.length()) {
        at++;
      } else if (c == '\'' && peek(0) == '\'') {
        at++;
      } else if (c == '\'') {
        return;
      }
    }
    throw unterminated(from, 1, "this string is never closed", "add '; a ' inside is written ''");
  }

  /**
   * Where the string that ends here goes on: at a quote with spaces, {@code --} comments and at
   * least one line end between. −1 when it does not.
   */
  private int continuation() {
    int end = at;
    boolean lineEnd = false;
    while (at < sql.length()) {
      if (isSpace(sql.charAt(at))) {
        lineEnd |= isLineEnd(sql.charAt(at));
        at++;
      } else if (sql.startsWith("--", at)) {
        skipLineComment();
      } else {
        break;
      }
    }
    int next = lineEnd && peek(0) == '\'' ? at : -1;
    at = end;
    return next;
  }

  private Kind quotedName(int quote) throws SqlSyntaxError {
    int from = at;
    at = quote + 1;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '"' && peek(0) == '"') {
        at++;
      } else if (c == '"') {
        if (at - quote == 2) {
          throw error(ErrorCode.SQL_SYNTAX, from, at, "a name of no characters", null);
        }
        return Kind.QUOTED_NAME;
      }
    }
    throw unterminated(from, 1, "this name is never closed", "add \"; a \" inside is written \"\"");
  }

  private Kind dollar() throws SqlSyntaxError {
    int from = at;
    if (isDigit(peek(1))) {
      at++;
      while (isDigit(peek(0))) {
        at++;
      }
      refuseJunk(from);
      return Kind.POSITIONAL_PARAMETER;
    }
    int tagEnd = at + 1;
    while (tagEnd < sql.length() && isNamePart(sql.charAt(tagEnd)) && sql.charAt(tagEnd) != '$') {
      tagEnd++;
    }
    if (tagEnd == sql.length() || sql.charAt(tagEnd) != '$') {
      throw unexpected(at);
    }
    String tag = sql.substring(at, tagEnd + 1);
    int end = sql.indexOf(tag, tagEnd + 1);
    if (end < 0) {
      throw unterminated(from, tag.length(), "this string is never closed", "add " + tag);
    }
    at = end + tag.length();
    return Kind.STRING;
  }

  private Kind colon() throws SqlSyntaxError {
    if (peek(1) == ':' || peek(1) == '=') {
      return punctuation(2);
    }
    if (!isNameStart(peek(1)) || dividesSlice()) {
      return punctuation(1);
    }
    int from = at++;
    boolean plain = true;
    while (isNamePart(peek(0))) {
      plain &= peek(0) < 0x80 && peek(0) != '$';
      at++;
    }
    if (!plain) {
      throw error(
          ErrorCode.SQL_SYNTAX,
          from,
          at,
          sql.substring(from, at) + " is no name of a parameter",
          "a name of a parameter is made of a-z, A-Z, 0-9 and _");
    }
    return Kind.PARAMETER;
  }

  private boolean dividesSlice() {
    if (open.isEmpty() || sql.charAt(open.getLast()) != '[' || before == null) {
      return false;
    }
    return switch (before.kind()) {
      case NUMBER, STRING, QUOTED_NAME, PARAMETER, POSITIONAL_PARAMETER -> true;
      case WORD -> !BEFORE_OPERANDS.contains(before.text(sql).toUpperCase(Locale.ROOT));
      case PUNCTUATION -> sql.charAt(before.from()) == ')' || sql.charAt(before.from()) == ']';
      case OPERATOR, WHITESPACE, COMMENT -> false;
    };
  }

  /** The longest run of operator characters, cut as Postgres cuts it. */
  private Kind operator() {
    int from = at;
    while (at < sql.length()
        && OPERATOR_CHARACTERS.indexOf(sql.charAt(at)) >= 0
        && !sql.startsWith("--", at)
        && !sql.startsWith("/*", at)) {
      at++;
    }
    // a=-1 is = and -, so + and - end an operator only beside characters that standard SQL lacks.
    if (sql.substring(from, at).chars().noneMatch(c -> LETS_END_IN_SIGN.indexOf(c) >= 0)) {
      while (at - from > 1 && (sql.charAt(at - 1) == '+' || sql.charAt(at - 1) == '-')) {
        at--;
      }
    }
    return Kind.OPERATOR;
  }

  /**
   * The character {@code ahead} of here, or the character zero, which no SQL has, after the end.
   */
  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Digits of other scripts are letters to Postgres. */
  private static char ascii(char c) {
    return c < 0x80 ? c : '\0';
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '$';
  }

  private SqlSyntaxError neverClosed(int bracket) {
    char c = sql.charAt(bracket);
    return error(
        ErrorCode.SQL_UNBALANCED,
        bracket,
        bracket + 1,
        "this " + c + " is never closed",
        "add " + (c == '(' ? ')' : ']'));
  }

  private SqlSyntaxError unexpected(int offset) {
    int c = sql.codePointAt(offset);
    String shown = c < ' ' ? String.format("U+%04X", c) : Character.toString(c);
    return error(
        ErrorCode.SQL_SYNTAX,
        offset,
        offset + Character.charCount(c),
        "the character " + shown + " means nothing here",
        null);
  }

  private SqlSyntaxError unterminated(int from, int length, String what, String hint) {
    return error(
        ErrorCode.SQL_UNTERMINATED, from, Math.min(from + length, sql.length()), what, hint);
  }

  private static SqlSyntaxError error(
      ErrorCode code, int from, int to, String what, @Nullable String hint) {
    return new SqlSyntaxError(code, from, to, what, hint);
  }
}
