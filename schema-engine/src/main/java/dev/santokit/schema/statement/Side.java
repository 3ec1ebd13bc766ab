package dev.santokit.schema.statement;

/** Which part of a plan a statement belongs to. */
enum Side {
  EXPAND,
  CONTRACT
}
