package dev.santokit.schema.hazard;

/** How much a hazard weighs, from the least to the most. */
public enum Level {
  /** Good to know. */
  INFO,
  /** Worth a look: it locks, scans or takes long. */
  WARN,
  /** Somebody has to agree to the plan first. */
  APPROVE,
  /** The plan is not applied while this is in it. */
  DENY
}
