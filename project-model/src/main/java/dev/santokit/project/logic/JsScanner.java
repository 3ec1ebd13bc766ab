package dev.santokit.project.logic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the modules that JavaScript names, without parsing it: it knows strings, comments,
 * templates and regular expressions, and of the rest only as much as tells a regular expression
 * from a division. Whether the text is JavaScript otherwise, the engine says that runs it.
 */
final class JsScanner {

  /**
   * What was found.
   *
   * @param imports static ones, re-exports and dynamic ones with a literal, in their order
   * @param computed offsets of {@code import(…)} whose argument is no plain literal
   * @param fault why the text was not read to its end; null when it was
   */
  record Scan(
      List<JsImport> imports,
      List<Integer> computed,
      boolean hasDefaultExport,
      @Nullable Fault fault) {}

  /**
   * A string, template or comment that is not closed, or an import without a module.
   *
   * @param offset where it begins
   * @param what is wrong, in a line
   */
  record Fault(int offset, String what) {}

  /** What stands before a place, as far as it decides what a slash or a brace there means. */
  private enum Last {
    START,
    /** An operand ends here: a slash divides. */
    VALUE,
    /** A name that may be one of a class; a slash divides. */
    NAME,
    /** A keyword before an expression. */
    KEYWORD,
    /** A keyword before a block. */
    BLOCK_KEYWORD,
    /** {@code if}, {@code for}, {@code while}, {@code with}: what stands in parentheses follows. */
    CONTROL,
    DOT,
    ARROW,
    SEMICOLON,
    COLON,
    OPEN_BRACE,
    /** The end of a block or of what stands in parentheses after a {@link #CONTROL}. */
    BLOCK_END,
    /**
     * {@code get}, {@code static} and the like, and a star: what follows may be a method's name.
     */
    MODIFIER,
    COMMA,
    OPERATOR
  }

  private enum Bracket {
    PAREN,
    CONTROL_PAREN,
    SQUARE,
    BLOCK,
    OBJECT,
    CLASS,
    TEMPLATE
  }

  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "return",
          "typeof",
          "instanceof",
          "in",
          "new",
          "delete",
          "void",
          "throw",
          "case",
          "yield",
          "await",
          "default",
          "extends");
  private static final Set<String> BEFORE_BLOCK = Set.of("else", "do", "try", "finally");
  private static final Set<String> CONTROLS = Set.of("if", "for", "while", "with");
  private static final Set<String> MODIFIERS = Set.of("static", "async", "get", "set");

  private static final int MOST_UNCLOSED_REGEXES = 100;

  private final JsText text;
  private final List<JsImport> imports = new ArrayList<>();
  private final List<Integer> computed = new ArrayList<>();
  private final Deque<Bracket> open = new ArrayDeque<>();

  /** Where the templates begin that are open. */
  private final Deque<Integer> templates = new ArrayDeque<>();

  private boolean hasDefaultExport;
  private int unclosedRegexes;
  private Last last = Last.START;

  /** How many brackets were open at a {@code class} whose body has not begun; -1 without one. */
  private int classAt = -1;

  private int at;

  private JsScanner(String text) {
    this.text = new JsText(text);
  }

  /** Scans a module, up to the first place that no engine could read. */
  static Scan scan(String text) {
    var scanner = new JsScanner(text);
    Fault fault = null;
    try {
      scanner.scan();
    } catch (JsSyntaxError e) {
      fault = new Fault(e.offset(), e.what());
    }
    return new Scan(
        List.copyOf(scanner.imports),
        List.copyOf(scanner.computed),
        scanner.hasDefaultExport,
        fault);
  }

  private void scan() throws JsSyntaxError {
    if (text.text().startsWith("#!")) {
      at = text.endOfLine(0);
    }
    at = text.significant(at);
    while (at < text.length()) {
      token(text.charAt(at));
      at = text.significant(at);
    }
  }

  private void token(char c) throws JsSyntaxError {
    if (JsText.isWordPart(c) && !JsText.isDigit(c)) {
      word();
    } else if (JsText.isDigit(c) || (c == '.' && JsText.isDigit(peek(1)))) {
      number();
    } else {
      switch (c) {
        case '"', '\'' -> {
          at = text.endOfString(at);
          last = Last.VALUE;
        }
        case '`' -> {
          templates.push(at);
          template(at + 1);
        }
        case '/' -> slash();
        case '(', '[', '{' -> opened(c);
        case ')', ']', '}' -> closed(c);
        default -> punctuator(c);
      }
    }
  }

  private void number() {
    while (at < text.length() && (JsText.isWordPart(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    last = Last.VALUE;
  }

  private void punctuator(char c) {
    int length = 1;
    switch (c) {
      case ';' -> last = Last.SEMICOLON;
      case ':' -> last = Last.COLON;
      case ',' -> last = Last.COMMA;
      case '*' -> last = Last.MODIFIER;
      case '.' -> {
        boolean spread = peek(1) == '.';
        length = spread ? 3 : 1;
        last = spread ? Last.OPERATOR : Last.DOT;
      }
      case '?' -> {
        boolean chain = peek(1) == '.' && !JsText.isDigit(peek(2));
        length = chain ? 2 : 1;
        last = chain ? Last.DOT : Last.OPERATOR;
      }
      case '=' -> {
        boolean arrow = peek(1) == '>';
        length = arrow ? 2 : 1;
        last = arrow ? Last.ARROW : Last.OPERATOR;
      }
      case '+', '-' -> {
        // Behind an operand it is postfix, so the operand ends behind it.
        boolean twice = peek(1) == c;
        length = twice ? 2 : 1;
        last = twice && !regexMayFollow() ? Last.VALUE : Last.OPERATOR;
      }
      default -> last = Last.OPERATOR;
    }
    at = Math.min(at + length, text.length());
  }

  private void opened(char c) {
    open.push(
        switch (c) {
          case '(' -> last == Last.CONTROL ? Bracket.CONTROL_PAREN : Bracket.PAREN;
          case '[' -> Bracket.SQUARE;
          default -> brace();
        });
    last = c == '{' ? Last.OPEN_BRACE : Last.OPERATOR;
    at++;
  }

  /** What an opening brace begins. */
  private Bracket brace() {
    if (classAt == open.size()) {
      classAt = -1;
      return Bracket.CLASS;
    }
    return switch (last) {
      case START, VALUE, NAME, BLOCK_KEYWORD, CONTROL, DOT, ARROW, SEMICOLON, BLOCK_END ->
          Bracket.BLOCK;
      case OPEN_BRACE -> open.peek() == Bracket.OBJECT ? Bracket.OBJECT : Bracket.BLOCK;
      case MODIFIER -> open.peek() == Bracket.CLASS ? Bracket.BLOCK : Bracket.OBJECT;
      case COLON -> open.isEmpty() || open.peek() == Bracket.BLOCK ? Bracket.BLOCK : Bracket.OBJECT;
      case KEYWORD, COMMA, OPERATOR -> Bracket.OBJECT;
    };
  }

  private void closed(char c) throws JsSyntaxError {
    Bracket bracket = open.peek();
    at++;
    last = Last.VALUE;
    if (bracket == null) {
      return;
    }
    switch (bracket) {
      case PAREN, SQUARE -> popIf(c == (bracket == Bracket.PAREN ? ')' : ']'));
      case CONTROL_PAREN -> {
        popIf(c == ')');
        last = Last.BLOCK_END;
      }
      case OBJECT -> popIf(c == '}');
      case BLOCK, CLASS -> {
        popIf(c == '}');
        last = Last.BLOCK_END;
      }
      case TEMPLATE -> {
        if (c == '}') {
          open.pop();
          template(at);
        }
      }
    }
  }

  /** What does not match is left to the engine, which says so better. */
  private void popIf(boolean matches) {
    if (matches) {
      open.pop();
    }
  }

  /** Reads the text of a template up to its end or to the next <code>${</code>. */
  private void template(int from) throws JsSyntaxError {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '`') {
        templates.pop();
        at = i + 1;
        last = Last.VALUE;
        return;
      } else if (c == '$' && i + 1 < text.length() && text.charAt(i + 1) == '{') {
        open.push(Bracket.TEMPLATE);
        at = i + 2;
        last = Last.OPERATOR;
        return;
      }
    }
    throw new JsSyntaxError(templates.pop(), "this template is never closed");
  }

  private void slash() throws JsSyntaxError {
    int end = regexMayFollow() ? text.endOfRegex(at) : -1;
    if (end < 0 && regexMayFollow()) {
      // A division that looked otherwise. Each costs a look at the rest of its line.
      unclosedRegexes++;
      if (unclosedRegexes > MOST_UNCLOSED_REGEXES) {
        throw new JsSyntaxError(at, "this regular expression is never closed");
      }
    }
    at = end < 0 ? at + 1 : end;
    last = end < 0 ? Last.OPERATOR : Last.VALUE;
  }

  private boolean regexMayFollow() {
    return switch (last) {
      case VALUE, NAME, DOT -> false;
      case START,
          KEYWORD,
          BLOCK_KEYWORD,
          CONTROL,
          ARROW,
          SEMICOLON,
          COLON,
          OPEN_BRACE,
          BLOCK_END,
          MODIFIER,
          COMMA,
          OPERATOR ->
          true;
    };
  }

  private void word() throws JsSyntaxError {
    int from = at;
    at = text.endOfWord(at);
    String word = text.text().substring(from, at);
    Last before = last;
    last = before == Last.DOT ? Last.VALUE : meaning(word, before);
    if (before == Last.DOT || peekSignificant() == ':') {
      return;
    }
    switch (word) {
      case "class" ->
          classAt = peekSignificant() == '(' ? -1 : open.size(); // a method of that name
      case "import" -> importAt(from, before);
      case "export" -> {
        if (open.isEmpty()) {
          export(from);
        }
      }
      default -> {}
    }
  }

  private Last meaning(String word, Last before) {
    if (BEFORE_EXPRESSION.contains(word)) {
      boolean forAwait = word.equals("await") && before == Last.CONTROL;
      return forAwait ? Last.CONTROL : Last.KEYWORD;
    }
    if (BEFORE_BLOCK.contains(word)) {
      return Last.BLOCK_KEYWORD;
    }
    if (CONTROLS.contains(word)) {
      return Last.CONTROL;
    }
    if (MODIFIERS.contains(word) && mayBeMember(before)) {
      return Last.MODIFIER;
    }
    boolean ofLoop =
        word.equals("of")
            && open.peek() == Bracket.CONTROL_PAREN
            && (before == Last.NAME || before == Last.VALUE);
    return ofLoop ? Last.KEYWORD : Last.NAME;
  }

  /** Whether a name here can be that of a member of a class or of an object. */
  private boolean mayBeMember(Last before) {
    Bracket bracket = open.peek();
    return switch (before) {
      case OPEN_BRACE, MODIFIER -> bracket == Bracket.CLASS || bracket == Bracket.OBJECT;
      case COMMA -> bracket == Bracket.OBJECT;
      case BLOCK_END, SEMICOLON -> bracket == Bracket.CLASS;
      case START, VALUE, NAME, KEYWORD, BLOCK_KEYWORD, CONTROL, DOT, ARROW, COLON, OPERATOR ->
          false;
    };
  }

  private void importAt(int from, Last before) throws JsSyntaxError {
    int next = text.significant(at);
    char c = text.charAt(next);
    if (c == '(') {
      if (!mayBeMember(before)) {
        dynamicImport(from, text.significant(next + 1));
      }
    } else if (c == '"' || c == '\'') {
      record(from, next);
    } else if (open.isEmpty() && c != '.' && c != '=') {
      clause(from, next);
    }
    // import.meta and the like name no module.
  }

  /** Takes the argument if it is a literal; the tokens are read again by the loop. */
  private void dynamicImport(int from, int argument) throws JsSyntaxError {
    char quote = text.charAt(argument);
    int end = -1;
    if (quote == '"' || quote == '\'') {
      end = text.endOfString(argument);
    } else if (quote == '`') {
      int close = text.text().indexOf('`', argument + 1);
      end = close < 0 || text.text().substring(argument, close).contains("${") ? -1 : close + 1;
    }
    char after = end < 0 ? '\0' : text.charAt(text.significant(end));
    if (after == ')' || after == ',') {
      add(from, argument, end);
    } else {
      computed.add(from);
    }
  }

  private void export(int from) throws JsSyntaxError {
    int next = text.significant(at);
    char c = text.charAt(next);
    if (c == '*') {
      clause(from, next);
    } else if (c == '{') {
      at = next + 1;
      if (namesDefault(from)) {
        hasDefaultExport = true;
      }
      int end = text.significant(at);
      int quote = text.significant(end + "from".length());
      if (text.isWord(end, "from") && JsText.isQuote(text.charAt(quote))) {
        record(from, quote);
      }
    } else if (text.isWord(next, "default")) {
      hasDefaultExport = true;
    }
  }

  /** Reads {@code a, b as c }} and says whether one of the new names is {@code default}. */
  private boolean namesDefault(int from) throws JsSyntaxError {
    boolean found = false;
    boolean isDefault = false;
    for (at = text.significant(at); at < text.length(); at = text.significant(at)) {
      char c = text.charAt(at);
      if (c == ',' || c == '}') {
        found |= isDefault;
        isDefault = false;
        at++;
        if (c == '}') {
          last = Last.BLOCK_END;
          return found;
        }
      } else if (JsText.isQuote(c)) {
        int end = text.endOfString(at);
        isDefault = text.text().substring(at + 1, end - 1).equals("default");
        at = end;
      } else if (JsText.isWordPart(c)) {
        int start = at;
        at = text.endOfWord(at);
        isDefault = text.text().substring(start, at).equals("default");
      } else {
        break;
      }
    }
    throw new JsSyntaxError(from, "this export is no list of names");
  }

  /** Reads what stands between {@code import} or {@code export} and {@code from "module"}. */
  private void clause(int from, int next) throws JsSyntaxError {
    int i = next;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (JsText.isQuote(c)) {
        i = text.endOfString(i);
      } else if (JsText.isWordPart(c)) {
        int start = i;
        i = text.endOfWord(i);
        int quote = text.significant(i);
        if (text.text().substring(start, i).equals("from") && JsText.isQuote(text.charAt(quote))) {
          record(from, quote);
          return;
        }
      } else if (c == '{' || c == '}' || c == ',' || c == '*') {
        i++;
      } else {
        break;
      }
      i = text.significant(i);
    }
    throw new JsSyntaxError(from, "this statement names no module: from \"./file.js\" is missing");
  }

  /** Takes a module's name and goes on behind it. */
  private void record(int from, int quote) throws JsSyntaxError {
    int end = text.endOfString(quote);
    add(from, quote, end);
    at = end;
    last = Last.VALUE;
  }

  private void add(int from, int quote, int end) {
    String specifier = text.text().substring(quote + 1, end - 1);
    if (specifier.indexOf('\\') >= 0) {
      computed.add(from); // an escape hides what is imported
    } else {
      imports.add(new JsImport(specifier, quote, end));
    }
  }

  private char peekSignificant() throws JsSyntaxError {
    return text.charAt(text.significant(at));
  }

  private char peek(int ahead) {
    return text.charAt(at + ahead);
  }
}
