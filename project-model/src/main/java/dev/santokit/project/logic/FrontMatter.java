package dev.santokit.project.logic;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Node;
import org.jspecify.annotations.Nullable;

/**
 * A logic file taken apart.
 *
 * @param metadata the front matter; null when the file has none or when an error was added
 * @param body what follows it
 * @param start where the body begins in the file
 */
record FrontMatter(@Nullable Node metadata, String body, Position start) {

  /**
   * Takes a file apart. Front matter is {@code ---} YAML {@code ---} at its very start, or one of
   * the comments before its first code: {@code /* --- YAML --- *}{@code /}, or a doc comment whose
   * lines are {@code * key: value}. A doc comment of prose stays a comment.
   *
   * @return null when the front matter is never closed, so that nobody knows where the body begins;
   *     an error was added then
   */
  static @Nullable FrontMatter in(String file, String text, LogicType type, Problems problems) {
    boolean isFenced = text.substring(0, endOfLine(text, 0)).stripTrailing().equals("---");
    return isFenced ? fenced(file, text, problems) : commented(file, text, type, problems);
  }

  private static @Nullable FrontMatter fenced(String file, String text, Problems problems) {
    var yaml = new PlacedText();
    int line = 2;
    for (int from = endOfLine(text, 0) + 1; from <= text.length(); line++) {
      int to = endOfLine(text, from);
      String content = text.substring(from, to);
      if (content.stripTrailing().equals("---")) {
        int bodyFrom = to + 1;
        boolean more = bodyFrom <= text.length();
        return new FrontMatter(
            yaml.read(file, problems),
            more ? text.substring(bodyFrom) : "",
            more ? new Position(line + 1, 1) : new Position(line, content.length() + 1));
      }
      yaml.add(content, new Position(line, 1));
      from = to + 1;
    }
    problems.error(
        ErrorCode.FRONT_MATTER_UNCLOSED,
        new Range(file, Position.START, new Position(1, 4)),
        "this front matter is never closed",
        "close it with a line ---");
    return null;
  }

  private static @Nullable FrontMatter commented(
      String file, String text, LogicType type, Problems problems) {
    FrontMatter found = null;
    var comments = new LeadingComments(text, type);
    for (var comment = comments.next(); comment != null; comment = comments.next()) {
      var lines = CommentLines.of(comment);
      if (!lines.isFrontMatter()) {
        continue;
      }
      Range place =
          new Range(
              file,
              comment.start(),
              new Position(comment.start().line(), comment.start().column() + 2));
      if (found != null) {
        problems.error(
            ErrorCode.FRONT_MATTER_TWICE,
            place,
            "this is the second front matter of the file",
            "put all keys into one");
        return found;
      }
      PlacedText yaml = comment.isClosed() ? lines.yaml() : null;
      if (yaml == null) {
        problems.error(
            ErrorCode.FRONT_MATTER_UNCLOSED,
            place,
            "this front matter is never closed",
            "close it with --- */");
        return null;
      }
      found = after(text, comment.end(), lines.read(yaml, file, problems));
    }
    return found != null ? found : new FrontMatter(null, text, Position.START);
  }

  /** The body begins in the line after a comment, unless code follows in its own. */
  private static FrontMatter after(String text, int offset, @Nullable Node metadata) {
    int end = endOfLine(text, offset);
    boolean blank = text.substring(offset, end).isBlank();
    int from = blank ? Math.min(end + 1, text.length()) : offset;
    return new FrontMatter(metadata, text.substring(from), Position.at(text, from));
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }
}
