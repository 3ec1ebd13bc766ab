package dev.santokit.project.permissions;

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

  /** Whether it is a role, not one of the three words. */
  public boolean isRole() {
    return !equals(PUBLIC) && !equals(AUTHENTICATED) && !equals(OWNER);
  }

  @Override
  public int compareTo(Grant other) {
    return word.compareTo(other.word);
  }
}
