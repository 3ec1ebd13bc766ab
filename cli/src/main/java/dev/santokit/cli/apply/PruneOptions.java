package dev.santokit.cli.apply;

import picocli.CommandLine.Option;

/** Options about functions that left the files. */
public final class PruneOptions {

  @Option(
      names = "--no-prune",
      description = "Keep functions in the cluster that are no longer in the files.")
  boolean noPrune;

  @Option(
      names = {"-y", "--yes"},
      description = "Agree to delete more than half of the functions.")
  boolean yes;
}
