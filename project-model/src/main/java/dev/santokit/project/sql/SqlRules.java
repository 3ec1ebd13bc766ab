package dev.santokit.project.sql;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.sql.SqlToken.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call may not say. A call is one transaction on a connection that others use next: it
 * neither ends the transaction nor leaves anything behind in the session. This keeps authors from
 * mistakes; what a function of the database does inside is the database's to allow.
 */
final class SqlRules {

  private static final String SESSION =
      "it would outlive the call on a connection that others use next";
  private static final String TRANSACTION =
      "the server begins and ends the one transaction of a call";

  /** Why a command is refused, and what to do instead. */
  private record Rule(String why, @Nullable String hint) {}

  private static final Map<String, Rule> REFUSED =
      Map.ofEntries(
          Map.entry("RESET", new Rule(SESSION, null)),
          Map.entry("LISTEN", new Rule(SESSION, "NOTIFY is possible")),
          Map.entry("UNLISTEN", new Rule(SESSION, null)),
          Map.entry("PREPARE", new Rule(SESSION, "the server prepares each statement by itself")),
          Map.entry("EXECUTE", new Rule(SESSION, "write the statement itself")),
          Map.entry("DEALLOCATE", new Rule(SESSION, null)),
          Map.entry("DISCARD", new Rule(SESSION, null)),
          Map.entry("LOAD", new Rule(SESSION, null)),
          Map.entry("DECLARE", new Rule("a cursor has no rows to answer with", "use SELECT")),
          Map.entry("FETCH", new Rule("a call has no cursors", "use SELECT with LIMIT")),
          Map.entry("MOVE", new Rule("a call has no cursors", "use SELECT with OFFSET")),
          Map.entry("CLOSE", new Rule("a call has no cursors", null)),
          Map.entry("BEGIN", new Rule(TRANSACTION, "several statements are one transaction")),
          Map.entry("START", new Rule(TRANSACTION, "several statements are one transaction")),
          Map.entry("COMMIT", new Rule(TRANSACTION, null)),
          Map.entry("END", new Rule(TRANSACTION, null)),
          Map.entry("ROLLBACK", new Rule(TRANSACTION, "an error rolls the call back")),
          Map.entry("ABORT", new Rule(TRANSACTION, "an error rolls the call back")),
          Map.entry("SAVEPOINT", new Rule(TRANSACTION, null)),
          Map.entry("RELEASE", new Rule(TRANSACTION, null)),
          Map.entry(
              "COPY", new Rule("it reads and writes files and streams", "use INSERT or SELECT")),
          Map.entry(
              "DO",
              new Rule(
                  "its body takes no parameters and gives no rows",
                  "create a function in the database and SELECT it")),
          Map.entry("VACUUM", new Rule("it cannot run in a transaction", null)));

  /** Commands whose expressions may be parameters; Postgres takes none in the others. */
  private static final Set<String> WITH_PARAMETERS =
      Set.of(
          "CALL", "CREATE", "DELETE", "EXPLAIN", "INSERT", "MERGE", "SELECT", "TABLE", "UPDATE",
          "VALUES", "WITH");

  private static final Set<String> WITHOUT_PARAMETERS =
      Set.of(
          "ALTER",
          "ANALYSE",
          "ANALYZE",
          "CHECKPOINT",
          "CLUSTER",
          "COMMENT",
          "DROP",
          "GRANT",
          "IMPORT",
          "LOCK",
          "NOTIFY",
          "REASSIGN",
          "REFRESH",
          "REINDEX",
          "REVOKE",
          "SECURITY",
          "SET",
          "SHOW",
          "TRUNCATE");

  /** Settings that the server itself, the driver or the meaning of the text stands on. */
  private static final Set<String> FIXED_SETTINGS =
      Set.of(
          "client_encoding",
          "datestyle",
          "names",
          "standard_conforming_strings",
          "transaction",
          "transaction_deferrable",
          "transaction_isolation",
          "transaction_read_only");

  private SqlRules() {}

  /** All that is refused in one statement. */
  static List<Refusal> refusals(Phrase phrase) {
    var refusals = new ArrayList<Refusal>();
    command(phrase).ifPresent(refusals::add);
    for (int i = 0; i < phrase.size(); i++) {
      function(phrase, i).ifPresent(refusals::add);
      temporary(phrase, i).ifPresent(refusals::add);
      positional(phrase, i).ifPresent(refusals::add);
    }
    if (WITHOUT_PARAMETERS.contains(phrase.command())) {
      phrase.tokens().stream()
          .filter(t -> t.kind() == Kind.PARAMETER)
          .map(t -> noParameters(phrase, t))
          .forEach(refusals::add);
    }
    return refusals;
  }

  private static Optional<Refusal> command(Phrase phrase) {
    SqlToken first = phrase.first();
    String command = phrase.command();
    Rule rule = REFUSED.get(command);
    if (rule != null) {
      return refused(first, command, rule.why, rule.hint);
    }
    if (command.equals("SET")) {
      return setting(phrase, first);
    }
    if (command.equals("CREATE") && phrase.opensBody()) {
      return refused(
          first,
          "BEGIN ATOMIC",
          "its body has semicolons of its own",
          "create the function in a migration of the schema");
    }
    if (WITH_PARAMETERS.contains(command) || WITHOUT_PARAMETERS.contains(command)) {
      return Optional.empty();
    }
    String written = first.text(phrase.sql());
    return Optional.of(
        new Refusal(
            ErrorCode.SQL_SYNTAX,
            first.from(),
            first.to(),
            "no SQL statement begins with " + written,
            first.kind() == Kind.WORD ? nearestCommand(command) : "begin with SELECT"));
  }

  private static @Nullable String nearestCommand(String command) {
    var known = new HashSet<>(WITH_PARAMETERS);
    known.addAll(WITHOUT_PARAMETERS);
    return Nearest.to(command, known).map(k -> "did you mean " + k + "?").orElse(null);
  }

  /** SET LOCAL and SET CONSTRAINTS end with the transaction. */
  private static Optional<Refusal> setting(Phrase phrase, SqlToken first) {
    if (phrase.isWord(1, "CONSTRAINTS")) {
      return Optional.empty();
    }
    if (phrase.isWord(1, "TRANSACTION")) {
      return refused(first, "SET TRANSACTION", TRANSACTION, "readOnly: true makes it READ ONLY");
    }
    if (!phrase.isWord(1, "LOCAL")) {
      return refused(first, "SET", SESSION, "SET LOCAL lasts until the call ends");
    }
    Optional<String> name = phrase.name(2).map(n -> n.toLowerCase(Locale.ROOT));
    if (phrase.size() > 2 && (name.isEmpty() || FIXED_SETTINGS.contains(name.get()))) {
      SqlToken setting = phrase.tokens().get(2);
      return refused(
          setting, "SET LOCAL " + setting.text(phrase.sql()), "the server relies on it", null);
    }
    return Optional.empty();
  }

  /** Functions do what the commands do: {@code set_config('role', …, false)}. */
  private static Optional<Refusal> function(Phrase phrase, int i) {
    SqlToken token = phrase.tokens().get(i);
    boolean called = phrase.isPunctuation(i + 1, "(");
    if (phrase.isEscapedName(i) && (called || phrase.isWord(i + 1, "UESCAPE"))) {
      return refused(
          token, "U&\"…\"", "the name of what is called must be readable", "write it as \"…\"");
    }
    boolean ofCatalog =
        !phrase.isPunctuation(i - 1, ".")
            || phrase.name(i - 2).map("pg_catalog"::equals).orElse(phrase.isEscapedName(i - 2));
    String name = phrase.name(i).orElse("");
    if (!called || !ofCatalog) {
      return Optional.empty();
    }
    if (name.equals("set_config")) {
      return refused(token, name, SESSION, "SET LOCAL lasts until the call ends");
    }
    if (name.startsWith("pg_advisory_") || name.startsWith("pg_try_advisory_")) {
      return refused(
          token,
          name,
          "a lock that a pooled connection keeps blocks others",
          "lock rows with SELECT … FOR UPDATE");
    }
    return Optional.empty();
  }

  /** Temporary tables live as long as the connection. */
  private static Optional<Refusal> temporary(Phrase phrase, int i) {
    boolean schema =
        phrase.name(i).filter(n -> n.equals("pg_temp") || n.startsWith("pg_temp_")).isPresent()
            && phrase.isPunctuation(i + 1, ".");
    boolean into =
        phrase.isWord(i - 1, "INTO")
            && !phrase.isWord(i - 2, "INSERT")
            && !phrase.isWord(i - 2, "MERGE");
    boolean created =
        phrase.command().equals("CREATE")
            && (i == 1 || (i == 3 && phrase.isWord(1, "OR") && phrase.isWord(2, "REPLACE")));
    int word = phrase.isWord(i, "LOCAL") || phrase.isWord(i, "GLOBAL") ? i + 1 : i;
    boolean temporary = phrase.isWord(word, "TEMP") || phrase.isWord(word, "TEMPORARY");
    return schema || (temporary && (into || created))
        ? refused(
            phrase.tokens().get(word), "a temporary object", SESSION, "use WITH name AS (SELECT …)")
        : Optional.empty();
  }

  private static Optional<Refusal> positional(Phrase phrase, int i) {
    SqlToken token = phrase.tokens().get(i);
    if (token.kind() != Kind.POSITIONAL_PARAMETER) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            ErrorCode.SQL_POSITIONAL_PARAMETER,
            token.from(),
            token.to(),
            "parameters have names here, not numbers",
            "write :name and declare it in params"));
  }

  private static Refusal noParameters(Phrase phrase, SqlToken parameter) {
    String command = phrase.command();
    return new Refusal(
        ErrorCode.SQL_PARAMETER_NOT_ALLOWED,
        parameter.from(),
        parameter.to(),
        "Postgres takes no parameters in " + command,
        command.equals("NOTIFY") ? "SELECT pg_notify(channel, payload) takes them" : null);
  }

  private static Optional<Refusal> refused(
      SqlToken token, String subject, String why, @Nullable String hint) {
    return Optional.of(
        new Refusal(
            ErrorCode.SQL_REFUSED,
            token.from(),
            token.to(),
            subject + " is refused in a call: " + why,
            hint));
  }
}
