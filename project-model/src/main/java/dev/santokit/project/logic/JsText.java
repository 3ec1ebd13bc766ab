package dev.santokit.project.logic;

/**
 * The text of a module, and where its smallest parts end: space and comments, strings, regular
 * expressions, words. What they mean beside each other is for {@link JsScanner} to say.
 */
record JsText(String text) {

  int length() {
    return text.length();
  }

  /** Where the string ends whose quote stands at {@code from}: behind its other quote. */
  int endOfString(int from) throws JsSyntaxError {
    char quote = text.charAt(from);
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\\') {
        i += text.startsWith("\r\n", i + 1) ? 2 : 1;
      } else if (c == '\n' || c == '\r') {
        break;
      }
    }
    throw new JsSyntaxError(from, "this string is never closed");
  }

  /** The first place from {@code from} on that is neither space nor comment. */
  int significant(int from) throws JsSyntaxError {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '/' && i + 1 < text.length() && text.charAt(i + 1) == '/') {
        i = endOfLine(i);
      } else if (c == '/' && i + 1 < text.length() && text.charAt(i + 1) == '*') {
        int end = text.indexOf("*/", i + 2);
        if (end < 0) {
          throw new JsSyntaxError(i, "this comment is never closed");
        }
        i = end + 2;
      } else if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF') {
        i++;
      } else {
        break;
      }
    }
    return i;
  }

  int endOfLine(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** The character, or NUL beyond the end. */
  char charAt(int i) {
    return i < text.length() ? text.charAt(i) : '\0';
  }

  /** Whether {@code word} and nothing longer stands at {@code from}. */
  boolean isWord(int from, String word) {
    return text.startsWith(word, from) && !isWordPart(charAt(from + word.length()));
  }

  static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '$'
        || c == '#'
        || c == '\\'
        || (c >= 0x80 && (Character.isLetterOrDigit(c) || Character.isSurrogate(c)));
  }

  /** Where the word or number ends that begins at {@code from}. */
  int endOfWord(int from) {
    int i = from;
    while (i < text.length() && isWordPart(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Where the regular expression at {@code from} ends; -1 when its line does before. */
  int endOfRegex(int from) {
    boolean inClass = false;
    for (int i = from + 1; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '\n', '\r', '\u2028', '\u2029' -> {
          return -1;
        }
        case '/' -> {
          if (!inClass) {
            return endOfWord(i + 1);
          }
        }
        default -> {}
      }
    }
    return -1;
  }
}
