package dev.santokit.server.crud;

/** In which rows a caller may do something to a table or a column, from least to most. */
public enum Reach {
  /** In none, whatever they hold. */
  NONE,

  /** In those whose owner column holds the caller's id. */
  OWN_ROWS,

  /** In all. */
  ALL_ROWS
}
