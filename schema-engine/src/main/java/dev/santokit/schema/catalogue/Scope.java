package dev.santokit.schema.catalogue;

import dev.santokit.schema.model.QualifiedName;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which part of a database is a plan's business.
 *
 * @param schemas their names, never {@code santokit}, which is our own
 * @param exclude tables and enums to leave alone: {@code audit_*} in any schema, {@code
 *     app.audit_*} in one; {@code *} stands for any text, {@code ?} for one character
 */
public record Scope(NavigableSet<String> schemas, List<String> exclude) {

  /** The schema that holds what Santokit itself remembers. */
  public static final String SYSTEM = "santokit";

  /** Takes copies. */
  public Scope {
    NavigableSet<String> copy = new TreeSet<>(schemas);
    copy.remove(SYSTEM);
    schemas = Collections.unmodifiableNavigableSet(copy);
    exclude = List.copyOf(exclude);
  }

  /** All of these schemas. */
  public static Scope of(Collection<String> schemas) {
    return new Scope(new TreeSet<>(schemas), List.of());
  }

  /** Whether a table or enum is left alone. */
  public boolean excludes(QualifiedName name) {
    return exclude.stream()
        .anyMatch(glob ->
            Pattern.matches(regex(glob), glob.contains(".") ? name.toString() : name.name()));
  }

  private static String regex(String glob) {
    return glob.codePoints()
        .mapToObj(c ->
            switch (c) {
              case '*' -> ".*";
              case '?' -> ".";
              default -> Pattern.quote(Character.toString(c));
            })
        .collect(Collectors.joining("", "(?s)", ""));
  }
}
