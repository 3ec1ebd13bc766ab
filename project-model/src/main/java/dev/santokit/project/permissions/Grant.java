package dev.santokit.project.permissions;

import java.nio.charset.StandardCharsets;

/**
 * What lets a caller do an operation: one of three words, or a role of the caller's token.
 *
 * @param word as files write it
 */
public record Grant(String word) implements Comparable<Grant> {

  /** Anyone may. */
  public static final Grant PUBLIC = new Grant("public");

  /** Whoever has a valid token may. */
  public static final Grant AUTHENTICATED = new Grant("authenticated");

  /** Whoever the row belongs to may. */
  public static final Grant OWNER = new Grant("owner");

  /** What {@link #isWord} asks for, as messages show it. */
  public static final String GRAMMAR =
      "a role is a text of at most 1 KiB without control characters and outer spaces";

  /** Bytes: what the server takes of a token's role. */
  private static final int LONGEST = 1024;

  /** Whether {@code text} can be one of the words or a role that a token carries. */
  public static boolean isWord(String text) {
    return !text.isBlank()
        && text.equals(text.strip())
        && text.chars().noneMatch(Character::isISOControl)
        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
  }

  /** Whether it is a role, not one of the three words. */
  public boolean isRole() {
    return !equals(PUBLIC) && !equals(AUTHENTICATED) && !equals(OWNER);
  }

  @Override
  public int compareTo(Grant other) {
    return word.compareTo(other.word);
  }
}
