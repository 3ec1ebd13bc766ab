package dev.santokit.images;

/** No image came of it. The message says why, and what to do where that is known. */
public final class BuildFailed extends Exception {

  /** For the one who builds. */
  public BuildFailed(String message) {
    super(message);
  }

  /** For the one who builds. */
  public BuildFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
