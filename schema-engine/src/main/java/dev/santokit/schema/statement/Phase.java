package dev.santokit.schema.statement;

/** The order of statements within a side: each may need what the ones before have done. */
enum Phase {
  SCHEMAS,
  ENUMS,
  /** What is in the way gets another name, what an earlier plan left behind goes. */
  WAYS,
  TABLES,
  /** Indexes and constraints leave, so that what they stand on can change. */
  LOOSEN,
  COLUMNS,
  NOT_NULL,
  NUMBERING,
  NULLABLE,
  INDEXES,
  CHECKS,
  FOREIGN_KEYS,
  VALIDATION,
  COMMENTS,
  DROP_TABLES,
  DROP_COLUMNS,
  REBUILT_ENUMS,
  DROP_ENUMS,
  DROP_SCHEMAS
}
