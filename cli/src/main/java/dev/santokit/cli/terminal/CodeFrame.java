package dev.santokit.cli.terminal;

import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Range;
import java.util.ArrayList;
import java.util.List;

/** A few lines of a file with the part that a problem is about underlined. */
public final class CodeFrame {

  private static final int LINES_BEFORE = 1;

  /** A longer line is cut, so that the caret stays on the screen. */
  private static final int WIDEST = 160;

  private CodeFrame() {}

  /**
   * The line before the problem, its line and the carets.
   *
   * @return empty when the file has no such line: it changed meanwhile, or is empty
   */
  public static List<String> of(String source, Range range) {
    List<String> lines = source.lines().toList();
    Position from = range.from();
    if (from.line() > lines.size()) {
      return List.of();
    }
    int digits = Integer.toString(from.line()).length();
    List<String> frame = new ArrayList<>();
    for (int number = Math.max(1, from.line() - LINES_BEFORE); number <= from.line(); number++) {
      frame.add(pad(Integer.toString(number), digits) + " | " + shown(lines.get(number - 1)));
    }
    String line = lines.get(from.line() - 1);
    int column = Math.min(from.column(), line.codePointCount(0, line.length()) + 1);
    if (column <= WIDEST) {
      frame.add(pad("", digits) + " | " + indent(line, column) + "^".repeat(length(line, range)));
    }
    return frame;
  }

  /** Tabs stay tabs under tabs, so that the caret stands right whatever their width is. */
  private static String indent(String line, int column) {
    StringBuilder indent = new StringBuilder();
    line.codePoints()
        .limit(column - 1L)
        .forEach(point -> indent.append(point == '\t' ? '\t' : ' '));
    return indent.toString();
  }

  private static int length(String line, Range range) {
    int end = line.codePointCount(0, line.length()) + 1;
    int to = range.to().line() == range.from().line() ? Math.min(range.to().column(), end) : end;
    return Math.clamp((long) to - range.from().column(), 1, WIDEST);
  }

  private static String shown(String line) {
    return line.codePointCount(0, line.length()) <= WIDEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, WIDEST)) + "…";
  }

  private static String pad(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }
}
