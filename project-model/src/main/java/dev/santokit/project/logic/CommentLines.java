package dev.santokit.project.logic;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a block comment without the stars in front of them.
 *
 * @param isDoc whether the comment begins with two stars
 */
record CommentLines(List<Line> lines, boolean isDoc) {

  private static final String FENCE = "---";

  /** A line and where it begins in the file. */
  record Line(String text, Position start) {
    /** Without the first {@code count} characters, which are of the basic plane. */
    Line from(int count) {
      return new Line(text.substring(count), new Position(start.line(), start.column() + count));
    }

    Line to(int end) {
      return new Line(text.substring(0, end), start);
    }

    boolean isBlank() {
      return text.isBlank();
    }

    int indent() {
      int indent = 0;
      while (indent < text.length() && isSpace(text.charAt(indent))) {
        indent++;
      }
      return indent;
    }

    Line indented() {
      return from(indent());
    }
  }

  static CommentLines of(LeadingComments.Comment comment) {
    boolean isDoc = comment.content().startsWith("*");
    List<Line> lines = new ArrayList<>();
    String[] texts = comment.content().split("\n", -1);
    Position start = comment.start();
    lines.add(
        new Line(texts[0], new Position(start.line(), start.column() + 2))
            .from(isDoc ? 1 : 0)
            .indented());
    for (int i = 1; i < texts.length; i++) {
      lines.add(new Line(texts[i], new Position(start.line() + i, 1)));
    }
    List<Line> rest = lines.subList(1, lines.size());
    if (isDoc || rest.stream().allMatch(l -> l.isBlank() || l.indented().text().startsWith("*"))) {
      rest.replaceAll(CommentLines::withoutStar);
    }
    return new CommentLines(List.copyOf(lines), isDoc);
  }

  private static Line withoutStar(Line line) {
    Line indented = line.indented();
    if (!indented.text().startsWith("*")) {
      return line;
    }
    Line bare = indented.from(1);
    return bare.indent() > 0 ? bare.from(1) : bare;
  }

  /**
   * Whether the comment is meant as metadata. Prose is none; what has keys that are known, or
   * nearly, is: a misspelt {@code access} must not be passed over.
   */
  boolean isFrontMatter() {
    return opensFence() || (isDoc && hasKeys());
  }

  private boolean opensFence() {
    int first = firstLine();
    return first < lines.size() && beginsWithFence(lines.get(first).indented().text());
  }

  private boolean hasKeys() {
    List<String> keys = new ArrayList<>();
    boolean onlyKeys = true;
    for (Line line : lines) {
      if (line.isBlank() || line.indent() > 0) {
        continue;
      }
      String key = key(line.text());
      if (key == null) {
        onlyKeys = false;
      } else {
        keys.add(key);
      }
    }
    return (onlyKeys && !keys.isEmpty())
        || keys.stream().anyMatch(key -> Nearest.to(key, ConfigReader.KEYS).isPresent());
  }

  /** The word before a colon that a space or the line's end follows, as YAML wants it. */
  private static @Nullable String key(String line) {
    int end = 0;
    while (end < line.length()
        && (Character.isLetterOrDigit(line.charAt(end)) || "_-".indexOf(line.charAt(end)) >= 0)) {
      end++;
    }
    boolean colon = end > 0 && end < line.length() && line.charAt(end) == ':';
    boolean space = colon && (end + 1 == line.length() || isSpace(line.charAt(end + 1)));
    return space ? line.substring(0, end) : null;
  }

  /** The YAML of front matter; null when its fence is not closed. */
  @Nullable PlacedText yaml() {
    return opensFence() ? fenced() : placed(outdented(new ArrayList<>(lines)));
  }

  /** The metadata; null when it is empty or when an error was added. */
  @Nullable Node read(PlacedText yaml, String file, Problems problems) {
    var found = new Problems();
    Node metadata = yaml.read(file, found);
    found.sorted().stream().map(this::explained).forEach(problems::add);
    return metadata;
  }

  /** Someone who wrote prose beside keys has to be told why that is read as YAML. */
  private Problem explained(Problem problem) {
    boolean prose = !opensFence() && problem.code() == ErrorCode.YAML_SYNTAX;
    return prose
        ? Problem.error(
            problem.code(),
            problem.range(),
            problem.what(),
            "a doc comment with keys holds YAML alone; put prose into a comment below it")
        : problem;
  }

  private @Nullable PlacedText fenced() {
    int first = firstLine();
    int last = lastLine();
    List<Line> inner = new ArrayList<>(lines.subList(first, last + 1));
    Line opening = inner.getFirst().indented().from(FENCE.length()).indented();
    inner.set(0, opening);
    Line closing = inner.getLast();
    String text = closing.text().stripTrailing();
    if (!text.endsWith(FENCE) || (text.length() > 3 && !isSpace(text.charAt(text.length() - 4)))) {
      return null;
    }
    inner.set(inner.size() - 1, closing.to(text.length() - FENCE.length()));
    return placed(opening.isBlank() ? inner : outdented(inner));
  }

  /**
   * Beside a key in the opening line, the keys below are at its level however they are indented.
   */
  private static List<Line> outdented(List<Line> inner) {
    List<Line> rest = inner.subList(1, inner.size());
    int indent = rest.stream().filter(l -> !l.isBlank()).mapToInt(Line::indent).min().orElse(0);
    rest.replaceAll(line -> line.isBlank() ? line : line.from(indent));
    return inner;
  }

  private static PlacedText placed(List<Line> lines) {
    var text = new PlacedText();
    lines.forEach(line -> text.add(line.text(), line.start()));
    return text;
  }

  private int firstLine() {
    int i = 0;
    while (i < lines.size() && lines.get(i).isBlank()) {
      i++;
    }
    return i;
  }

  private int lastLine() {
    int i = lines.size() - 1;
    while (i > 0 && lines.get(i).isBlank()) {
      i--;
    }
    return i;
  }

  private static boolean beginsWithFence(String text) {
    return text.startsWith(FENCE) && (text.length() == 3 || isSpace(text.charAt(3)));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
