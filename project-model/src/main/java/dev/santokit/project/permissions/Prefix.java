package dev.santokit.project.permissions;

/** Beginnings of column names that carry rules of their own, unless a project switches them off. */
public enum Prefix {
  /** {@code s_}: owner and admin select and update. */
  SENSITIVE("s_"),
  /** {@code c_}: admin selects, updates and inserts. */
  CRITICAL("c_"),
  /** {@code p_}: admin selects, updates and inserts. */
  PRIVATE("p_"),
  /** {@code _}: nobody inserts and updates. */
  READ_ONLY("_");

  private final String text;

  Prefix(String text) {
    this.text = text;
  }

  /** How names begin. */
  String text() {
    return text;
  }
}
