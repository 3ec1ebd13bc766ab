package dev.santokit.schema.hazard;

import dev.santokit.project.problem.Range;
import dev.santokit.schema.catalogue.Size;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.hazard.Facts.Cast;
import dev.santokit.schema.hazard.Facts.Count;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the rows and objects that changes would meet. It writes nothing, and cannot. */
public final class FactsReader {

  /** Tables up to this many bytes are counted; of larger ones Postgres' estimate is taken. */
  private static final long COUNTED = 256L << 20;

  /** A function's name in an expression, as Postgres prints it. */
  private static final Pattern CALL = Pattern.compile("([\\w$]+)\"?\\(");

  /**
   * Classes of SQLSTATE that blame the question, such as a condition that does not fit old rows.
   */
  private static final Set<String> NO_ANSWER = Set.of("22", "42", "0A");

  /** It takes too long, or somebody holds the table. */
  private static final Set<String> NOT_NOW = Set.of("57014", "55P03");

  private static final String CAST =
      """
      SELECT CASE
        WHEN s.oid IS NULL OR t.oid IS NULL THEN 'BY_TEXT'
        WHEN s.oid = t.oid THEN 'IMPLICIT'
        WHEN c.castcontext IN ('i', 'a') THEN 'IMPLICIT'
        WHEN c.castcontext = 'e' THEN 'EXPLICIT'
        WHEN t.typcategory = 'S' THEN 'IMPLICIT'
        WHEN s.typcategory = 'S' THEN 'EXPLICIT'
        WHEN 'E' IN (s.typcategory, t.typcategory) THEN 'BY_TEXT'
        ELSE 'NONE' END
      FROM (SELECT pg_catalog.to_regtype(?) AS source, pg_catalog.to_regtype(?) AS target) names
      LEFT JOIN pg_catalog.pg_type s ON s.oid = names.source
      LEFT JOIN pg_catalog.pg_type t ON t.oid = names.target
      LEFT JOIN pg_catalog.pg_cast c ON c.castsource = s.oid AND c.casttarget = t.oid
      """;

  private final Connection connection;
  private final DesiredSchema desired;
  private final Offenders asked;

  private FactsReader(Connection connection, DesiredSchema desired, Offenders asked) {
    this.connection = connection;
    this.desired = desired;
    this.asked = asked;
  }

  /**
   * What the database says about {@code changes}. What cannot be told, because it takes longer than
   * ten seconds or is about what is not there yet, is left out.
   *
   * @param connection with a transaction open, which is left as it was
   * @param live what the changes start from
   * @param untrusted where SQL stands that calls functions of others: it is not evaluated
   * @throws SQLException when the database is away
   */
  public static Facts read(
      Connection connection,
      List<Change> changes,
      DesiredSchema desired,
      Snapshot live,
      Set<Range> untrusted)
      throws SQLException {
    Offenders asked = new Offenders(desired, live, untrusted);
    return new FactsReader(connection, desired, asked).read(changes);
  }

  private Facts read(List<Change> changes) throws SQLException {
    Map<QualifiedName, Count> rows = new HashMap<>();
    Map<Change, Count> offenders = new HashMap<>();
    Map<Change, Cast> casts = new HashMap<>();
    Map<Change, String> sequences = new HashMap<>();
    Map<Change, Boolean> rewriting = new HashMap<>();
    for (Change change : changes) {
      switch (change) {
        case Change.DropTable drop -> rows(drop.table(), rows);
        case Change.DropColumn drop -> rows(drop.table(), rows);
        case Change.AddColumn add -> {
          rows(add.table(), rows);
          if (add.column().defaultSql() != null && isVolatile(add.column().defaultSql())) {
            rewriting.put(add, true);
          }
        }
        case Change.ChangeType type -> {
          casts.put(type, cast(type.live().type(), type.column().type()));
          if (type.live().serial() && type.column().serial()) {
            sequence(type).ifPresent(s -> sequences.put(type, s));
          }
        }
        case Change.ChangeNumbering numbering -> {
          if (numbering.live().serial()) {
            sequence(numbering).ifPresent(s -> sequences.put(numbering, s));
          }
        }
        default -> {}
      }
      Optional<String> question = asked.question(change);
      if (question.isPresent()) {
        count(question.get()).ifPresent(n -> offenders.put(change, new Count(n, true)));
      }
    }
    Map<Change, List<String>> blockers = Blockers.of(connection, changes);
    return new Facts(rows, offenders, casts, sequences, rewriting, blockers);
  }

  private void rows(TableEntry table, Map<QualifiedName, Count> rows) throws SQLException {
    if (rows.containsKey(table.name())) {
      return;
    }
    Size size = table.size();
    if (size.bytes() > COUNTED && size.rows() >= 0) {
      rows.put(table.name(), new Count(size.rows(), false));
    } else {
      count("SELECT count(*) FROM " + table.name().sql())
          .ifPresent(n -> rows.put(table.name(), new Count(n, true)));
    }
  }

  /** The one number that a query answers; empty when it has no answer. */
  private Optional<Long> count(String question) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("SET TRANSACTION READ ONLY");
      statement.execute("SET LOCAL statement_timeout = '10s'");
      statement.execute("SET LOCAL lock_timeout = '1s'");
      statement.execute("SET LOCAL search_path = " + Quote.identifiers(desired.searchPath()));
      try (ResultSet row = statement.executeQuery(question)) {
        row.next();
        return Optional.of(row.getLong(1));
      }
    } catch (SQLException e) {
      String state = e.getSQLState();
      boolean unanswered =
          state != null
              && state.length() == 5
              && (NO_ANSWER.contains(state.substring(0, 2)) || NOT_NOW.contains(state));
      if (!unanswered) {
        throw e;
      }
      return Optional.empty();
    } finally {
      if (!connection.isClosed()) {
        connection.rollback(before);
        connection.releaseSavepoint(before);
      }
    }
  }

  private Cast cast(String from, String to) throws SQLException {
    boolean lists = from.endsWith("[]") && to.endsWith("[]");
    try (PreparedStatement query = connection.prepareStatement(CAST)) {
      query.setString(1, lists ? element(from) : from);
      query.setString(2, lists ? element(to) : to);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Cast.valueOf(row.getString(1));
      }
    }
  }

  private static String element(String type) {
    return type.substring(0, type.indexOf("[]"));
  }

  private Optional<String> sequence(Change.OfColumn change) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT pg_catalog.pg_get_serial_sequence(?, ?)")) {
      query.setString(1, change.table().name().sql());
      query.setString(2, change.column().name());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Optional.ofNullable(row.getString(1));
      }
    }
  }

  /** Whether an expression may give another value for each row. */
  private boolean isVolatile(String expression) throws SQLException {
    List<String> functions = new ArrayList<>();
    Matcher calls = CALL.matcher(expression);
    while (calls.find()) {
      functions.add(calls.group(1));
    }
    if (functions.isEmpty()) {
      return false;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_proc"
                + " WHERE proname = ANY (?) AND provolatile = 'v')")) {
      query.setArray(1, connection.createArrayOf("text", functions.toArray()));
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
