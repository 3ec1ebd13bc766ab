package dev.santokit.project.config;

/** A text is no address of a Postgres database. What it says holds nothing of the text. */
public final class DatabaseUrlRefused extends Exception {

  private final String what;
  private final String hint;

  DatabaseUrlRefused(String what, String hint) {
    super(what, null, false, false);
    this.what = what;
    this.hint = hint;
  }

  /** One line that says what is wrong. */
  public String what() {
    return what;
  }

  /** One line that says what would be right. */
  public String hint() {
    return hint;
  }
}
