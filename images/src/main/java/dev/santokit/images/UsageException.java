package dev.santokit.images;

/** The command line cannot be understood. The message says why and shows the usage. */
final class UsageException extends Exception {

  UsageException(String message) {
    super(message + "\n" + Options.USAGE);
  }
}
