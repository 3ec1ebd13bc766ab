package dev.santokit.project.config;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code config/databases.yaml}. */
final class DatabasesReader {

  private static final Pattern ALIAS = Pattern.compile("[a-z]([a-z0-9_]{0,29}[a-z0-9])?");

  private static final SequencedMap<String, Pool.Mode> MODES =
      Words.all(List.of(Pool.Mode.values()));

  private final Problems problems;
  private final SecretReader secrets;

  DatabasesReader(Problems problems) {
    this.problems = problems;
    this.secrets = new SecretReader(problems);
  }

  /** The databases by alias; those with an error are left out. */
  SortedMap<String, Database> read(Node node) {
    var databases = new TreeMap<String, Database>();
    if (!(node instanceof Node.Mapping mapping)) {
      problems.error(
          ErrorCode.WRONG_TYPE,
          node.range(),
          "databases must be a mapping of aliases, not " + node.describe());
      return databases;
    }
    mapping
        .entries()
        .forEach((alias, entry) -> {
          if (!ALIAS.matcher(alias).matches()) {
            problems.error(
                ErrorCode.INVALID_VALUE,
                entry.key(),
                "\"" + alias + "\" is no alias of a database",
                "a-z, 0-9 and _, a letter first and no _ at the end, at most 31 characters");
          }
          database(alias, entry.value()).ifPresent(d -> databases.put(alias, d));
        });
    return databases;
  }

  private Optional<Database> database(String alias, Node node) {
    var known = Set.of("url", "migration", "readUrl", "secretRef", "pool", "schema");
    return Fields.of(node, "database " + alias, known, problems).flatMap(this::database);
  }

  private Optional<Database> database(Fields fields) {
    fields.notYet("secretRef", "taking a database from the Secret of another tool");
    fields.fields("schema", Set.of("policy", "driftCheckInterval")).ifPresent(this::checkSchema);
    if (!fields.has("secretRef")) {
      fields.require("url", "write url: ${DATABASE_URL}");
    }
    Pool pool = fields.node("pool").map(this::pool).orElse(Pool.DEFAULT);
    Optional<SecretText> readUrl =
        fields.node("readUrl").flatMap(node -> secrets.databaseUrl("readUrl", node));
    Optional<Database.Migration> migration =
        fields.fields("migration", Set.of("url", "devUrl")).flatMap(this::migration);
    return fields
        .node("url")
        .flatMap(node -> secrets.databaseUrl("url", node))
        .map(url -> new Database(url, readUrl.orElse(null), pool, migration.orElse(null)));
  }

  private Optional<Database.Migration> migration(Fields fields) {
    fields.require("url", "write url: ${OWNER_URL}");
    Optional<SecretText> devUrl =
        fields.node("devUrl").flatMap(node -> secrets.databaseUrl("devUrl", node));
    return fields
        .node("url")
        .flatMap(node -> secrets.databaseUrl("url", node))
        .map(url -> new Database.Migration(url, devUrl.orElse(null)));
  }

  /** What changes of the schema need is carried to its plan, which knows the policy's keys. */
  private void checkSchema(Fields fields) {
    fields.named("policy");
    fields.duration("driftCheckInterval", "1s", "365d");
  }

  private Pool pool(Node node) {
    return Fields.of(node, "pool", Set.of("max", "total", "mode"), problems)
        .map(fields ->
            new Pool(
                fields.integer("max", 1, Pool.MOST).orElse(Pool.DEFAULT.max()),
                fields.integer("total", 1, Pool.MOST).orElse(null),
                fields.word("mode", MODES).orElse(Pool.DEFAULT.mode())))
        .orElse(Pool.DEFAULT);
  }
}
