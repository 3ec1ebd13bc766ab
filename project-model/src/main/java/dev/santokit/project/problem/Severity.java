package dev.santokit.project.problem;

/** Whether a problem stops what was asked for. */
public enum Severity {
  /** The input is refused. */
  ERROR,
  /** The input is taken; someone should know what it means. {@code --strict} makes it an error. */
  NOTICE
}
