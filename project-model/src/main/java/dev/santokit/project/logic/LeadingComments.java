package dev.santokit.project.logic;

import dev.santokit.project.problem.Places;
import dev.santokit.project.problem.Position;
import org.jspecify.annotations.Nullable;

/** The block comments of a file before its first code. */
final class LeadingComments {

  /**
   * A block comment.
   *
   * @param content between its marks
   * @param start of the opening mark
   * @param end offset after the closing mark
   * @param isClosed false when the file ends within it
   */
  record Comment(String content, Position start, int end, boolean isClosed) {}

  private final String text;
  private final boolean sql;
  private final Places places;
  private int at;

  LeadingComments(String text, LogicType type) {
    this.text = text;
    this.sql = type == LogicType.SQL;
    this.places = new Places(text);
  }

  /** The next one, or null when code or the end follows. */
  @Nullable Comment next() {
    String lineComment = sql ? "--" : "//";
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith(lineComment, at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        return text.startsWith("/*", at) ? comment() : null;
      }
    }
    return null;
  }

  private Comment comment() {
    int from = at;
    int depth = 1;
    at += 2;
    while (at < text.length()) {
      if (text.startsWith("*/", at)) {
        at += 2;
        depth--;
        if (depth == 0) {
          return new Comment(text.substring(from + 2, at - 2), places.at(from), at, true);
        }
      } else if (sql && text.startsWith("/*", at)) {
        // Comments of SQL nest, those of JavaScript do not.
        at += 2;
        depth++;
      } else {
        at++;
      }
    }
    return new Comment(text.substring(from + 2), places.at(from), at, false);
  }
}
