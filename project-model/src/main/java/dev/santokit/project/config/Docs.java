package dev.santokit.project.config;

/** Who may read what functions there are: {@code /openapi.json} and {@code /manifest}. */
public enum Docs {
  /** Anyone. */
  PUBLIC,
  /** Whoever has a valid token. */
  AUTHENTICATED,
  /** Nobody. */
  OFF
}
