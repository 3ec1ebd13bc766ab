package dev.santokit.project.problem;

/**
 * Every kind of problem that an input of a developer can have. Names are stable: scripts and the
 * error pages use them. The text of each says what the code means in general; a {@link Problem}
 * says what is wrong in particular.
 */
public enum ErrorCode {
  // Files and YAML
  FILE_UNREADABLE("A file could not be read, or is not UTF-8."),
  FILE_TOO_LARGE("A file is larger than its kind may be."),
  JSON_SYNTAX("A text is not JSON."),
  YAML_SYNTAX("A text is not YAML 1.2."),
  YAML_DUPLICATE_KEY("A mapping has one key twice."),
  YAML_NOT_ALLOWED(
      "YAML has features that make a file mean something else than it shows: anchors, aliases, merge"
          + " keys, tags and several documents. They are refused."),
  YAML_TOO_DEEP("A YAML text is nested more than 32 levels deep."),
  UNKNOWN_KEY("A key is not one of those that are known at its place."),
  MISSING_KEY("A key that is required at its place is missing."),
  WRONG_TYPE("A value has another type than its key asks for."),
  INVALID_VALUE("A value has the right type and is not one that its key allows."),
  NOT_YET_SUPPORTED(
      "A feature has its name reserved and is not there yet: it is refused, never ignored."),

  // The folder of a project
  UNKNOWN_DATABASE("A database alias is not in config/databases.yaml."),
  FOLDER_SCHEMA_FILE("A file under schema/ is none of those that are read."),
  FOLDER_SCHEMA_TWICE("The schema of one database stands in a file and in a folder."),
  FOLDER_SCHEMA_BASE("schema/base/ is an older name for schema/main/."),

  // Logic files
  LOGIC_PATH("The place of a file under logic/ makes no path of a function."),
  LOGIC_PATH_CLASH(
      "Two files make one path of a function, or paths that differ in nothing but case."),
  LOGIC_FILE_UNKNOWN("A file under logic/ is none of the kinds that belong there."),
  LOGIC_TWIN_ALONE("A metadata file under logic/ has no function beside it."),
  FRONT_MATTER_UNCLOSED("Front matter begins and does not end."),
  FRONT_MATTER_TWICE("A file has front matter more than once."),
  FRONT_MATTER_KEY_TWICE("A key is set in a function's file and in its twin."),
  ACCESS_ABSENT("A function does not say who may call it: whoever has a valid token may."),
  KEY_WITHOUT_EFFECT("A key is set where it changes nothing."),
  PARAMETER_RESERVED("A parameter has a name that the server binds."),
  PARAMETER_UNDECLARED("SQL uses a parameter that is not declared."),
  PARAMETER_UNUSED("A parameter is declared and SQL does not use it."),
  CACHE_NOT_PUBLIC(
      "Answers of a function are to be kept for everyone, and not everyone may call it."),
  CACHE_OF_USER(
      "A function whose answers are kept for everyone uses a value of the caller or of the request."),
  SECRET_OF_CONFIG("Logic asks for a secret that the configuration uses; it never sees those."),
  JS_SYNTAX("A text is not JavaScript."),
  JS_NO_DEFAULT_EXPORT("A JavaScript function has no default export, so nothing can be called."),
  MODULE_FOREIGN(
      "JavaScript imports a package or a URL; only files under logic/ and lib/ are carried along."),
  MODULE_NOT_FOUND("JavaScript imports a file that is not there."),
  MODULE_NOT_LITERAL(
      "JavaScript imports a module whose name is computed, so that it cannot be carried along."),

  // WebAssembly
  WASM_INVALID("A file is no WebAssembly module."),

  // SQL
  SQL_UNTERMINATED("A string, a quoted name or a comment in SQL is never closed."),
  SQL_UNBALANCED("A bracket in SQL lacks its other half."),
  SQL_SYNTAX("A text is not SQL as Postgres reads it."),
  SQL_EMPTY("The body of an SQL function holds no statement."),
  SQL_REFUSED(
      "A call may not end its transaction, leave something behind in the session of its connection,"
          + " or run what has no rows to answer with."),
  SQL_POSITIONAL_PARAMETER("A parameter in SQL is written $1; in a function they have names."),
  SQL_PARAMETER_NOT_ALLOWED("A parameter stands in a command in which Postgres takes none."),

  // JavaScript, found when a server loads a release
  JS_NOT_EXPORTED("A module imports a name that the other module does not export."),
  JS_THROWS("The code of a module that stands outside of functions throws when it is loaded."),

  // WebAssembly, found when a server loads a release
  WASM_NOT_SUPPORTED("A module uses a part of WebAssembly that servers do not run."),
  WASM_IMPORT_UNKNOWN("A module imports something that servers do not offer."),
  WASM_EXPORT_MISSING("A module does not export what the server calls."),
  WASM_TOO_LARGE("A module wants more memory or larger tables than a call may have."),
  WASM_START_FAILS("The code that a module runs before its first call fails."),

  // What only a database or the server's configuration can say about a release
  SQL_NOT_PREPARED("Postgres cannot prepare a statement for the database as it is."),
  SQL_PARAMETER_TYPE(
      "A parameter is declared with a type that does not fit what its statement takes it for."),

  // Schema
  SCHEMA_SYNTAX("A file of a schema is not HCL."),
  SCHEMA_UNCLOSED_BLOCK("A block is opened with { and never closed."),
  SCHEMA_UNCLOSED_BRACKET("A list or a call is opened with [ or ( and never closed."),
  SCHEMA_UNCLOSED_TEXT("A string, a heredoc or a comment is never closed."),
  SCHEMA_TOO_LARGE("A schema has more than 1 MiB or more than 10,000 blocks."),
  SCHEMA_TOO_DEEP("Blocks, lists and calls of a schema are nested more than 64 levels deep."),
  SCHEMA_UNKNOWN_BLOCK("A block is not one of those that are known at its place."),
  SCHEMA_UNKNOWN_ATTRIBUTE("An attribute is not one of those that are known at its place."),
  SCHEMA_DUPLICATE_ATTRIBUTE("An attribute, or a block that stands once, stands twice."),
  SCHEMA_MISSING("An attribute, a block or a label that is required at its place is missing."),
  SCHEMA_WRONG_VALUE("An attribute of a schema has a value that it does not take."),
  SCHEMA_CONFLICT("Two statements about the same thing exclude each other."),
  SCHEMA_UNKNOWN_TYPE("A column's type is not one that is known."),
  SCHEMA_UNKNOWN_REFERENCE("Something is named that no file of the schema declares."),
  SCHEMA_AMBIGUOUS_REFERENCE("A name stands for several tables or types of the schema."),
  SCHEMA_NAME("A name is none that Postgres can have, or one that it keeps to itself."),
  SCHEMA_DUPLICATE_NAME("Two things have one name where Postgres allows one."),
  SCHEMA_PRIMARY_KEY("A primary key has a column that may be null, or none at all."),
  SCHEMA_FOREIGN_KEY("The two sides of a foreign key do not fit each other."),
  SCHEMA_SQL("A piece of SQL in a schema is not one complete expression."),
  SCHEMA_REFUSED("Postgres refuses what a schema says."),
  SCHEMA_IN_THE_WAY("Something of another kind has the name that a schema wants for a thing."),
  SCRATCH_ESCAPED("SQL of a schema ended the transaction in which it was to be tried."),
  MIGRATION_NAME("A file of a migration written by hand has a name that says no version."),
  MIGRATION_VERSION("Two migrations written by hand have one version."),
  MIGRATION_CHANGED("A migration that was run is no longer the one that was run."),
  MIGRATION_REFUSED("Postgres refuses what a migration does."),
  SEED_REFUSED("Postgres refuses what a seed file does."),

  // Configuration
  CONFIG_LITERAL_SECRET(
      "A value that must stay secret stands in a file; write ${NAME} and keep it with the secrets."),
  CONFIG_SECRET_REFERENCE("A ${NAME} in a configuration cannot be read."),
  CONFIG_DATABASE_URL("A url is no address of a Postgres database that can be used."),
  CONFIG_UNKNOWN_FILE("A file in config/ is not one of those that are read."),

  // Permissions
  PERMISSION_TABLE("A name in permissions is no name of a table."),
  PERMISSION_NO_OWNER("A rule names the owner of rows that have none."),
  PERMISSION_UNKNOWN_TABLE("Permissions name a table that the schema does not have."),
  PERMISSION_UNKNOWN_COLUMN("Permissions name a column that their table does not have."),
  PERMISSION_PREFIX(
      "A column's name begins like those that rules of their own protect, which may not be meant."),
  ;

  private final String meaning;

  ErrorCode(String meaning) {
    this.meaning = meaning;
  }

  /** A sentence for the reference page. */
  public String meaning() {
    return meaning;
  }
}
