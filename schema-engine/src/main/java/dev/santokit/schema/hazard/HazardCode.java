package dev.santokit.schema.hazard;

/** The kinds of hazards. Their names are part of the policy of a plan and stay for ever. */
public enum HazardCode {
  DROP_SCHEMA(Level.APPROVE, "a schema leaves, with all that is in it"),
  DROP_TABLE(Level.APPROVE, "a table leaves with its rows"),
  DROP_COLUMN(Level.APPROVE, "a column leaves with what rows hold in it"),
  ENUM_VALUE_REMOVED(Level.APPROVE, "an enum loses a value or its order, so its type is rebuilt"),
  SEQUENCE_DROPPED(Level.APPROVE, "a column no longer numbers itself, and its sequence leaves"),
  NARROWING(Level.APPROVE, "a column's new type holds less: values may be rounded or refused"),
  RENAME_TABLE(Level.APPROVE, "a table changes its name, so all that uses it must change, too"),
  RENAME_COLUMN(Level.APPROVE, "a column changes its name, so all that uses it must change, too"),
  HAND_WRITTEN(Level.APPROVE, "a statement that a person wrote: nobody knows what it does"),
  UNTRUSTED_FUNCTION(Level.APPROVE, "an expression calls a function that others may change"),
  SECURITY_DEFINER(Level.APPROVE, "a function runs with the rights of who made it"),
  UNTRUSTED_LANGUAGE(Level.APPROVE, "a function is written in a language that may do anything"),
  ADD_REQUIRED_COLUMN(Level.DENY, "rows that are there have no value for a new column"),
  SET_NOT_NULL(Level.WARN, "a column must not be null any more, and rows may be"),
  UNIQUE_MAY_FAIL(Level.WARN, "values must be unique from now on, and rows may not be"),
  CHECK_SCAN(Level.WARN, "all rows are read to see whether they meet a condition"),
  FK_SCAN(Level.WARN, "all rows are read to see whether what they refer to is there"),
  TABLE_REWRITE(Level.WARN, "a table is written anew while nobody can use it"),
  PRIMARY_KEY_LOCK(Level.WARN, "nobody can use a table while its primary key is built"),
  UNIQUE_LOCK(Level.WARN, "nobody can use a table while a unique constraint is built"),
  BLOCKS_WRITES(Level.WARN, "nobody can write to a table while an index is built"),
  INDEX_BUILD(Level.INFO, "an index is built over the rows that are there"),
  INDEX_DROPPED(Level.INFO, "queries that used an index become slower"),
  CONSTRAINT_DROPPED(Level.INFO, "rows that a constraint refused are taken from now on"),
  DROP_NOT_NULL(Level.INFO, "readers of a column meet null from now on"),
  NOT_TRANSACTIONAL(Level.INFO, "a statement stands alone and is not undone with others"),
  IRREVERSIBLE(Level.INFO, "nothing leads back but a backup"),
  NOT_NORMALISED(Level.INFO, "a type is taken as it is spelled, since its extension is missing"),
  BREAKS_LOGIC(Level.DENY, "an active function uses what leaves");

  private final Level defaultLevel;
  private final String meaning;

  HazardCode(Level defaultLevel, String meaning) {
    this.defaultLevel = defaultLevel;
    this.meaning = meaning;
  }

  /** What it weighs when neither the policy nor the rows say otherwise. */
  public Level defaultLevel() {
    return defaultLevel;
  }

  /** What it is, for the reference: a clause without a full stop. */
  public String meaning() {
    return meaning;
  }
}
