package dev.santokit.schema.live;

/**
 * Something that keeps a database from being what is wanted.
 *
 * @param object what it is about: {@code column public.users.email}
 */
public record Difference(Kind kind, String object) implements Comparable<Difference> {

  /** How what is wanted differs from what is there. */
  public enum Kind {
    /** The files have it; when the schema was applied they did not. */
    NEW("is new"),
    /** The files no longer have it; when the schema was applied they did. */
    GONE("is no longer in the schema"),
    /** The files say something else of it than when the schema was applied. */
    CHANGED("has changed"),
    /** It was applied, and the database does not have it any more. */
    MISSING("is missing in the database"),
    /** The database has it, and it was not applied. */
    UNKNOWN("is in the database and was not made from the schema");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  @Override
  public int compareTo(Difference other) {
    int order = object.compareTo(other.object);
    return order != 0 ? order : kind.compareTo(other.kind);
  }

  /** A sentence: {@code column public.users.email is new}. */
  @Override
  public String toString() {
    return object + " " + kind.words;
  }
}
