package dev.santokit.schema.plan;

/** How much of a plan was tried before somebody is asked to agree to it. */
public enum Trial {
  /** All of it, on a database of its own. */
  FULL,
  /** What it creates, in a transaction that was undone. */
  PARTIAL
}
