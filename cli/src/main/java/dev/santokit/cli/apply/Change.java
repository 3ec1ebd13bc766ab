package dev.santokit.cli.apply;

import java.util.List;

/**
 * What one object's desired and live state come to.
 *
 * @param title what a person calls the object
 * @param fields names of the fields that differ, for a changed one; {@code auth}, {@code source}
 */
public record Change(Kind kind, String name, String title, What what, List<String> fields) {

  /** How an object differs. */
  public enum What {
    CREATED("created"),
    CHANGED("changed"),
    UNCHANGED("unchanged"),
    DELETED("deleted");

    private final String word;

    What(String word) {
      this.word = word;
    }

    /** In a person's words. */
    public String word() {
      return word;
    }
  }

  /** Copies. */
  public Change {
    fields = List.copyOf(fields);
  }
}
