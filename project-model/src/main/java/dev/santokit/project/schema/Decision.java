package dev.santokit.project.schema;

/** What a project says to a kind of hazard, in place of the level that it has by itself. */
public enum Decision {
  /** It needs nobody's agreement. */
  ALLOW,
  /** Somebody has to agree. */
  APPROVE,
  /** The plan is not carried out as long as it has one. */
  DENY
}
