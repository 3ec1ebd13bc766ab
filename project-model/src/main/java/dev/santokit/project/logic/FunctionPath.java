package dev.santokit.project.logic;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients call a function by: {@code users/profile/get}. The last segment is the name, the
 * rest the namespace. Case counts, but two paths of a project must differ in more than case.
 *
 * @param value 2 to 8 segments {@code [A-Za-z_][A-Za-z0-9_-]{0,62}} with {@code /} between them, at
 *     most 200 characters, of which the first segment is not reserved
 */
public record FunctionPath(String value) implements Comparable<FunctionPath> {

  /** First segments that the server answers itself. */
  public static final Set<String> RESERVED = Set.of("crud", "auth", "storage", "batch", "changes");

  private static final int LONGEST = 200;
  private static final int LONGEST_SEGMENT = 63;
  private static final int FEWEST_SEGMENTS = 2;
  private static final int MOST_SEGMENTS = 8;

  /**
   * Takes a legal path.
   *
   * @throws IllegalArgumentException when it is none; its message is {@link #fault}'s
   */
  public FunctionPath {
    String fault = fault(value);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** The path, or empty when {@code value} is none. */
  public static Optional<FunctionPath> parse(String value) {
    return fault(value) == null ? Optional.of(new FunctionPath(value)) : Optional.empty();
  }

  /** What is wrong with {@code value} as a path of a function, or null when nothing is. */
  public static @Nullable String fault(String value) {
    if (value.length() > LONGEST) {
      return "the path has more than 200 characters";
    }
    String[] segments = value.split("/", -1);
    for (String segment : segments) {
      if (!isSegment(segment)) {
        return segment.length() > LONGEST_SEGMENT
            ? "\"" + segment + "\" is longer than 63 characters"
            : "\""
                + segment
                + "\" is no segment of a path: a letter or _, then letters, digits, _ or -";
      }
    }
    if (segments.length < FEWEST_SEGMENTS) {
      return "a path has at least 2 segments: users/get";
    }
    if (segments.length > MOST_SEGMENTS) {
      return "a path has at most 8 segments, not " + segments.length;
    }
    return RESERVED.contains(segments[0])
        ? "\"" + segments[0] + "\" is reserved as first segment"
        : null;
  }

  /**
   * Whether {@code path}, legal or not, has a segment that begins with {@code _}. Such a path is
   * refused from outside before anyone looks whether it exists.
   */
  public static boolean isPrivate(String path) {
    return path.startsWith("_") || path.contains("/_");
  }

  private static boolean isSegment(String text) {
    if (text.isEmpty() || text.length() > LONGEST_SEGMENT) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '-'))) {
        return false;
      }
    }
    return true;
  }

  /** Whether only {@code context.invoke} may call it: a segment begins with {@code _}. */
  public boolean isPrivate() {
    return isPrivate(value);
  }

  @Override
  public int compareTo(FunctionPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
