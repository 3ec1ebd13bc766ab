package dev.santokit.schema.apply;

/** Which part of a plan is carried out. */
public enum Part {
  /** Migrations written by hand, then all that the logic that is served survives. */
  EXPAND,
  /** The rest, which waits for logic that does not use it any more. */
  CONTRACT
}
