package dev.santokit.schema.scratch;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.CheckEntry;
import dev.santokit.schema.catalogue.EnumEntry;
import dev.santokit.schema.catalogue.ForeignKeyEntry;
import dev.santokit.schema.catalogue.ForeignKeyWords;
import dev.santokit.schema.catalogue.IndexEntry;
import dev.santokit.schema.catalogue.PrimaryKeyEntry;
import dev.santokit.schema.catalogue.SchemaEntry;
import dev.santokit.schema.catalogue.Size;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.create.Clauses;
import dev.santokit.schema.create.Creation;
import dev.santokit.schema.create.SqlText;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.EnumType;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a desired schema in schemas of its own beside the live ones, reads it back, and undoes it.
 * No table that is there is locked by it.
 */
public final class Scratch {

  /**
   * How many tables and indexes may be there at once. Each takes entries in a table of locks that
   * all sessions share and that holds 6,400 by default.
   */
  private static final int MOST_RELATIONS = 600;

  /** How Postgres says that a savepoint, or its transaction, is gone. */
  private static final Set<String> NO_SAVEPOINT = Set.of("3B001", "25P01", "25P02");

  private final Connection connection;
  private final DesiredSchema schema;
  private final Snapshot live;
  private final ScratchNames names;
  private final Map<Range, String> untrusted;
  private final NavigableMap<QualifiedName, EnumEntry> enums = new TreeMap<>();
  private final NavigableMap<QualifiedName, TableEntry> tables = new TreeMap<>();

  private Scratch(
      Connection connection, DesiredSchema schema, Snapshot live, Map<Range, String> untrusted) {
    this.connection = connection;
    this.schema = schema;
    this.live = live;
    this.names = ScratchNames.of(schema);
    this.untrusted = untrusted;
  }

  /**
   * The schema in Postgres' words.
   *
   * @param connection with a transaction open, in which nothing is left but settings
   * @param live what stands in the schemas of {@code schema} now
   * @throws SQLException when the database is away, busy, or the user may not create schemas
   */
  public static Normalised normalise(Connection connection, DesiredSchema schema, Snapshot live)
      throws SQLException {
    Map<Range, String> untrusted = ForeignFunctions.in(connection, schema);
    Scratch scratch = new Scratch(connection, schema, live, untrusted);
    Savepoint before = connection.setSavepoint();
    Optional<Problem> problem;
    try {
      problem = scratch.make();
      scratch.undo(before, problem.map(Problem::range));
    } catch (Escaped e) {
      scratch.removeLeftovers();
      return new Normalised.Refused(List.of(e.problem()));
    }
    if (problem.isPresent()) {
      return new Normalised.Refused(List.of(problem.get()));
    }
    List<Problem> problems = ForeignKeyTypes.problems(connection, schema, scratch.tables);
    return problems.isEmpty()
        ? new Normalised.Taken(scratch.snapshot(), untrusted)
        : new Normalised.Refused(problems);
  }

  private Snapshot snapshot() {
    NavigableMap<String, SchemaEntry> schemas = new TreeMap<>();
    for (Namespace namespace : schema.namespaces()) {
      SchemaEntry there = live.schemas().get(namespace.name());
      String comment =
          namespace.range() == null && there != null ? there.comment() : namespace.comment();
      schemas.put(namespace.name(), new SchemaEntry(namespace.name(), comment));
    }
    return new Snapshot(schemas, enums, tables);
  }

  private Optional<Problem> make() throws SQLException, Escaped {
    settings();
    String transaction = transaction();
    for (String name : names.schemas()) {
      run("CREATE SCHEMA " + Quote.identifier(name));
    }
    List<EnumType> standIns = schema.enums().stream().map(names::standIn).toList();
    Optional<Problem> refused =
        execute(Creation.statements(new DesiredSchema(List.of(), standIns, List.of())));
    if (refused.isPresent()) {
      return refused;
    }
    enums.putAll(CatalogueReader.readAs(connection, names.wanted()).enums());
    for (List<Table> batch : batches()) {
      Savepoint before = connection.setSavepoint();
      refused = make(batch);
      if (refused.isPresent()) {
        return refused;
      }
      if (!transaction.equals(transaction())) {
        throw new Escaped(batch.getFirst().range());
      }
      read(batch);
      undo(before, Optional.of(batch.getFirst().range()));
    }
    return Optional.empty();
  }

  private List<List<Table>> batches() {
    List<List<Table>> batches = new ArrayList<>();
    int relations = MOST_RELATIONS;
    for (Table table : schema.tables()) {
      int own = 2 + table.uniques().size() + table.indexes().size();
      if (relations + own > MOST_RELATIONS) {
        batches.add(new ArrayList<>());
        relations = 0;
      }
      batches.getLast().add(table);
      relations += own;
    }
    return batches;
  }

  private Optional<Problem> make(List<Table> batch) throws SQLException {
    List<Table> standIns = batch.stream().map(this::trusted).map(names::standIn).toList();
    return execute(Creation.statements(new DesiredSchema(List.of(), List.of(), standIns)));
  }

  private void read(List<Table> batch) throws SQLException {
    Snapshot made = CatalogueReader.readAs(connection, names.wanted());
    for (Table table : batch) {
      TableEntry entry = made.tables().get(table.name());
      if (entry == null) {
        throw new IllegalStateException(table.name() + " was made and is not there");
      }
      tables.put(table.name(), completed(table, entry));
    }
  }

  /** The table without what calls functions of others. */
  private Table trusted(Table table) {
    return new Table(
        table.name(),
        table.columns(),
        table.primaryKey(),
        table.uniques(),
        table.indexes().stream().filter(i -> !isUntrusted(i)).toList(),
        table.foreignKeys(),
        table.checks().stream().filter(c -> !isUntrusted(c)).toList(),
        table.comment(),
        table.range());
  }

  private boolean isUntrusted(Check check) {
    return untrusted.containsKey(check.condition().range());
  }

  private boolean isUntrusted(Index index) {
    return ForeignFunctions.fragments(index).stream()
        .anyMatch(f -> untrusted.containsKey(f.range()));
  }

  /** With what was not made: foreign keys, and what calls functions of others, as it is spelled. */
  private TableEntry completed(Table table, TableEntry made) {
    NavigableMap<String, ForeignKeyEntry> foreignKeys = new TreeMap<>();
    table.foreignKeys().forEach(f -> foreignKeys.put(f.name(), ForeignKeyWords.entry(f)));
    NavigableMap<String, IndexEntry> indexes = new TreeMap<>(made.indexes());
    table.indexes().stream()
        .filter(this::isUntrusted)
        .forEach(i -> indexes.put(i.name(), asSpelled(i)));
    NavigableMap<String, CheckEntry> checks = new TreeMap<>(made.checks());
    table.checks().stream()
        .filter(this::isUntrusted)
        .forEach(c -> checks.put(c.name(), asSpelled(c)));
    return new TableEntry(
        made.name(),
        made.columns(),
        primaryKey(made),
        made.uniques(),
        indexes,
        foreignKeys,
        checks,
        made.comment(),
        Size.NONE);
  }

  private static CheckEntry asSpelled(Check check) {
    String definition = "CHECK (" + check.condition().sql() + ")";
    return new CheckEntry(check.name(), definition, List.of(), true, check.comment());
  }

  private static IndexEntry asSpelled(Index index) {
    SqlText sql = new SqlText();
    Clauses.indexed(sql, index);
    String definition = sql.statement(null).sql().strip();
    List<String> columns =
        index.parts().stream()
            .flatMap(
                p -> p.key() instanceof Index.Key.OfColumn(String name) ? Stream.of(name) : null)
            .toList();
    return new IndexEntry(index.name(), index.unique(), true, definition, columns, index.comment());
  }

  /** A schema does not name primary keys, so one that is there keeps its name. */
  private @Nullable PrimaryKeyEntry primaryKey(TableEntry made) {
    PrimaryKeyEntry key = made.primaryKey();
    TableEntry there = live.tables().get(made.name());
    PrimaryKeyEntry liveKey = there == null ? null : there.primaryKey();
    return key == null || liveKey == null
        ? key
        : new PrimaryKeyEntry(liveKey.name(), key.columns(), key.include(), key.comment());
  }

  /** For this transaction alone. Fragments were read as these settings read them. */
  private void settings() throws SQLException {
    List<String> path = new ArrayList<>(schema.searchPath());
    path.addAll(1, names.schemas());
    run("SET LOCAL standard_conforming_strings = on");
    run("SET LOCAL search_path = " + Quote.identifiers(path));
    run("SET LOCAL statement_timeout = '30s'");
    run("SET LOCAL lock_timeout = '1s'");
  }

  private void run(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs the statements one by one; the problem is that of the first one that Postgres refuses. */
  private Optional<Problem> execute(List<Statement> statements) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (Statement next : statements) {
        try {
          statement.execute(next.sql());
        } catch (SQLException e) {
          Optional<Problem> refused = Refusal.of(e, next, names::words);
          if (refused.isEmpty()) {
            throw e;
          }
          return refused;
        }
      }
    }
    return Optional.empty();
  }

  private String transaction() throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_current_xact_id()::text")) {
      row.next();
      return row.getString(1);
    }
  }

  /**
   * Goes back to where a savepoint was set.
   *
   * @param suspect what ended the transaction, should the savepoint not be there
   */
  private void undo(Savepoint before, Optional<Range> suspect) throws SQLException, Escaped {
    try {
      connection.rollback(before);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (suspect.isPresent() && NO_SAVEPOINT.contains(String.valueOf(e.getSQLState()))) {
        throw new Escaped(suspect.get());
      }
      throw e;
    }
  }

  /** What of ours stayed when the transaction that was to undo it had ended. */
  private void removeLeftovers() throws SQLException {
    connection.rollback();
    for (String name : names.schemas()) {
      run("DROP SCHEMA IF EXISTS " + Quote.identifier(name) + " CASCADE");
    }
    connection.commit();
  }

  /** SQL of the schema ended the transaction. */
  private static final class Escaped extends Exception {

    private final transient Range range;

    private Escaped(Range range) {
      super("SQL of a schema ended its transaction");
      this.range = range;
    }

    private Problem problem() {
      return Problem.error(
          ErrorCode.SCRATCH_ESCAPED,
          range,
          "SQL in this or in what follows ended the transaction in which it was tried",
          "write plain expressions; what it did to the database has to be undone by hand");
    }
  }
}
