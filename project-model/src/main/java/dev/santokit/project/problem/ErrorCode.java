package dev.santokit.project.problem;

/**
 * Every kind of problem that an input of a developer can have. Names are stable: scripts and the
 * error pages use them. The text of each says what the code means in general; a {@link Problem}
 * says what is wrong in particular.
 */
public enum ErrorCode {
  // Files and YAML
  FILE_UNREADABLE("A file could not be read, or is not UTF-8."),
  FILE_TOO_LARGE("A file is larger than its kind may be."),
  YAML_SYNTAX("A text is not YAML 1.2."),
  YAML_DUPLICATE_KEY("A mapping has one key twice."),
  YAML_NOT_ALLOWED(
      "YAML has features that make a file mean something else than it shows: anchors, aliases, merge"
          + " keys, tags and several documents. They are refused."),
  YAML_TOO_DEEP("A YAML text is nested more than 32 levels deep."),
  UNKNOWN_KEY("A key is not one of those that are known at its place."),
  MISSING_KEY("A key that is required at its place is missing."),
  WRONG_TYPE("A value has another type than its key asks for."),
  INVALID_VALUE("A value has the right type and is not one that its key allows."),
  NOT_YET_SUPPORTED(
      "A feature has its name reserved and is not there yet: it is refused, never ignored."),

  // SQL
  SQL_UNTERMINATED("A string, a quoted name or a comment in SQL is never closed."),
  SQL_UNBALANCED("A bracket in SQL lacks its other half."),
  SQL_SYNTAX("A text is not SQL as Postgres reads it."),
  SQL_EMPTY("The body of an SQL function holds no statement."),
  SQL_REFUSED(
      "A call may not end its transaction, leave something behind in the session of its connection,"
          + " or run what has no rows to answer with."),
  SQL_POSITIONAL_PARAMETER("A parameter in SQL is written $1; in a function they have names."),
  SQL_PARAMETER_NOT_ALLOWED("A parameter stands in a command in which Postgres takes none."),
  ;

  private final String meaning;

  ErrorCode(String meaning) {
    this.meaning = meaning;
  }

  /** A sentence for the reference page. */
  public String meaning() {
    return meaning;
  }
}
