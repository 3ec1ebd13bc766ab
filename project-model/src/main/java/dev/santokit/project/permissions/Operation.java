package dev.santokit.project.permissions;

import java.util.Locale;

/** What is done with rows of a table. */
public enum Operation {
  SELECT,
  INSERT,
  UPDATE,
  DELETE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As files and paths write it. */
  public String word() {
    return word;
  }
}
