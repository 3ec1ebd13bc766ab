package dev.santokit.schema.plan;

/** Whether a plan needs somebody's agreement. */
public enum Need {
  /** It does not. */
  NONE,
  /** Somebody has to agree to its hash. */
  REQUIRED,
  /** It has a hazard that no agreement helps against. */
  DENIED
}
