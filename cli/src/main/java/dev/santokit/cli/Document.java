package dev.santokit.cli;

/** How a document is printed that has no table. The names are what stands after {@code -o}. */
@SuppressWarnings("checkstyle:ConstantName")
enum Document {
  yaml,
  json
}
