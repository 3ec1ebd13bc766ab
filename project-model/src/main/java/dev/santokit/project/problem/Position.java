package dev.santokit.project.problem;

/**
 * A place in a text file.
 *
 * @param line 1 for the first line; 0 where there are no lines, see {@link Range#ofField}
 * @param column 1 for the first character of the line, counted in Unicode code points, as editors
 *     show it; 0 where there are no lines
 */
public record Position(int line, int column) implements Comparable<Position> {

  /** The first character of a file. */
  public static final Position START = new Position(1, 1);

  /** Of what has no lines: a field of a resource. */
  static final Position NONE = new Position(0, 0);

  /** Refuses what no file has. */
  public Position {
    boolean none = line == 0 && column == 0;
    if (!none && (line < 1 || column < 1)) {
      throw new IllegalArgumentException("lines and columns begin at 1: " + line + ":" + column);
    }
  }

  /** The place of the character at {@code offset} (in UTF-16 units) of {@code text}. */
  public static Position at(String text, int offset) {
    return new Places(text).at(offset);
  }

  /**
   * This place of a body in the file that the body is a part of, where it begins at {@code start}.
   */
  public Position within(Position start) {
    return line == 1
        ? new Position(start.line, start.column + column - 1)
        : new Position(start.line + line - 1, column);
  }

  @Override
  public int compareTo(Position other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
