package dev.santokit.project.schema;

/** Which plans somebody has to agree to before they are carried out. */
public enum Approval {
  /** Every plan that changes something. */
  ALWAYS,
  /** Those with a hazard that asks for it. */
  DESTRUCTIVE,
  /** None; what is denied stays denied. */
  NEVER
}
