package dev.santokit.schema.model;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes names and texts so that Postgres reads exactly them, whatever they hold. */
public final class Quote {

  private Quote() {}

  /** A name: {@code "a ""b"""}. */
  public static String identifier(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Names with commas between them. */
  public static String identifiers(Collection<String> names) {
    return names.stream().map(Quote::identifier).collect(Collectors.joining(", "));
  }

  /**
   * A text. One with a backslash becomes an {@code E''} string, which means the same whatever
   * {@code standard_conforming_strings} is.
   */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }
}
