package dev.santokit.project.logic;

/** Text that is not JavaScript as far as the scanner reads it. */
final class JsSyntaxError extends Exception {

  private final int offset;
  private final String what;

  JsSyntaxError(int offset, String what) {
    super(what, null, false, false);
    this.offset = offset;
    this.what = what;
  }

  /** Where, in UTF-16 units of the text. */
  int offset() {
    return offset;
  }

  /** What is wrong, in a line. */
  String what() {
    return what;
  }
}
