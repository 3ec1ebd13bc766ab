package dev.santokit.project.config;

/**
 * How numbers of Postgres that a double cannot hold are written in answers.
 *
 * @param int8 for {@code int8}
 * @param numeric for {@code numeric}
 */
public record JsonNumbers(Form int8, Form numeric) {

  /** What a project gets that says nothing. */
  public static final JsonNumbers DEFAULT = new JsonNumbers(Form.NUMBER, Form.NUMBER);

  /** How a number is written. */
  public enum Form {
    /** Its digits, all of them. */
    NUMBER,
    /** Its digits in quotes, for clients whose numbers are doubles. */
    STRING
  }
}
