package dev.santokit.project.config;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Secrets that a configuration names have no value. */
public final class SecretMissing extends Exception {

  private final transient SortedSet<String> names;

  SecretMissing(SortedSet<String> names) {
    super(
        String.join(", ", names) + (names.size() == 1 ? " has no value" : " have no values"),
        null,
        false,
        false);
    this.names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  /** Their names, at least one. */
  public SortedSet<String> names() {
    return names;
  }
}
