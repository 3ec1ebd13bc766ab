package dev.santokit.cli;

import picocli.CommandLine.Option;

/** Options that every command has. */
final class Common {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(names = "--verbose", description = "Show the causes of a failure.")
  boolean verbose;
}
