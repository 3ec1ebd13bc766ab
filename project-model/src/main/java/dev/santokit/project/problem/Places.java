package dev.santokit.project.problem;

/**
 * Places of offsets in one text. Asked in rising order, all together take one look at the text, so
 * that a file with many errors takes no longer than one with a few.
 */
public final class Places {

  private final String text;
  private int offset;
  private int line = 1;
  private int column = 1;

  /** Places of {@code text}. */
  public Places(String text) {
    this.text = text;
  }

  /** The place of the character at {@code wanted} (in UTF-16 units). */
  public Position at(int wanted) {
    if (wanted < offset) {
      offset = 0;
      line = 1;
      column = 1;
    }
    for (; offset < wanted; offset++) {
      char c = text.charAt(offset);
      if (c == '\n') {
        line++;
        column = 1;
      } else if (!isSecondHalf(c)) {
        column++;
      }
    }
    return new Position(line, column);
  }

  /** Whether the character belongs to the one before it, which was counted. */
  private boolean isSecondHalf(char c) {
    return Character.isLowSurrogate(c)
        && offset > 0
        && Character.isHighSurrogate(text.charAt(offset - 1));
  }
}
