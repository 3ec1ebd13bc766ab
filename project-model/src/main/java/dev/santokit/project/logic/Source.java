package dev.santokit.project.logic;

import dev.santokit.project.problem.Position;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text of a function.
 *
 * @param body without front matter; of WebAssembly the module in Base64
 * @param modules the JavaScript modules that it imports, directly or not, by project path: {@code
 *     lib/money.js}; empty for others. The function's own file, if one of them imports it, is not
 *     among them
 * @param file where it was read from: {@code logic/users/get.sql}
 * @param start where in the file the body begins, so that its errors point into the file
 */
public record Source(String body, SortedMap<String, String> modules, String file, Position start) {

  /** Copies. */
  public Source {
    modules = Collections.unmodifiableSortedMap(new TreeMap<>(modules));
  }
}
