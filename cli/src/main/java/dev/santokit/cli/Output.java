package dev.santokit.cli;

/** How a result is printed. The names are what stands after {@code -o}. */
@SuppressWarnings("checkstyle:ConstantName")
public enum Output {
  /** For people. */
  table,
  /** For programs: one JSON document on out, and nothing else there. */
  json
}
