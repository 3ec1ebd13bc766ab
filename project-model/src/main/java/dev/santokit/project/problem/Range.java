package dev.santokit.project.problem;

/**
 * A stretch of a file that a problem is about.
 *
 * @param file path inside the project with {@code /} between its parts: {@code
 *     logic/users/get.sql}; the name of a field in its place, see {@link #ofField}
 * @param from its first character
 * @param to the character after its last one; equal to {@code from} for a place without length
 */
public record Range(String file, Position from, Position to) {

  /** A place without length. */
  public static Range at(String file, Position position) {
    return new Range(file, position, position);
  }

  /** The start of a file, for problems that are about the whole of it. */
  public static Range ofFile(String file) {
    return at(file, Position.START);
  }

  /** A field of a resource, which has no lines: {@code spec.auth.jwt.secret}. */
  public static Range ofField(String field) {
    return at(field, Position.NONE);
  }

  /** From the start of this range to the end of {@code other}, in one file. */
  public Range to(Range other) {
    return new Range(file, from, other.to);
  }

  @Override
  public String toString() {
    return from.equals(Position.NONE) ? file : file + ":" + from;
  }
}
