package dev.santokit.project.release;

import org.jspecify.annotations.Nullable;

/**
 * A release that is not what it says, or too large: torn, changed, hostile, of a newer version. The
 * message is a line for whoever runs the server. A folder that is being written looks torn for a
 * moment, so readers try again for a while.
 */
public sealed class ReleaseRefused extends Exception permits ReleaseTooLarge {

  ReleaseRefused(String message) {
    super(message);
  }

  ReleaseRefused(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
