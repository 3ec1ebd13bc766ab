package dev.santokit.operator.vault;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The secrets that a project names.
 *
 * @param byConfig without which its server cannot start
 * @param byLogic without which functions fail, each on its own
 */
public record Needed(SortedSet<String> byConfig, SortedSet<String> byLogic) {

  /** Copies. */
  public Needed {
    byConfig = Collections.unmodifiableSortedSet(new TreeSet<>(byConfig));
    byLogic = Collections.unmodifiableSortedSet(new TreeSet<>(byLogic));
  }
}
