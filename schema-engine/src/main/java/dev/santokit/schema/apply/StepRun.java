package dev.santokit.schema.apply;

import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.journal.Alone;
import dev.santokit.schema.journal.Fingerprint;
import dev.santokit.schema.journal.Journal;
import dev.santokit.schema.journal.JournalEntry;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.plan.PlannedStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** One step of a plan, as Flyway runs it. */
final class StepRun implements JavaMigration {

  private final Step step;
  private final Part part;
  private final JournalEntry entry;
  private final long version;
  private final Scope scope;
  private final SchemaPolicy policy;
  private final Consumer<String> begins;

  /** What a statement failed with; Flyway would say it in words of its own. */
  private @Nullable StatementFailed failure;

  StepRun(
      Step step,
      Part part,
      JournalEntry entry,
      long version,
      Scope scope,
      SchemaPolicy policy,
      Consumer<String> begins) {
    this.step = step;
    this.part = part;
    this.entry = entry;
    this.version = version;
    this.scope = scope;
    this.policy = policy;
    this.begins = begins;
  }

  @Nullable StatementFailed failure() {
    return failure;
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion(Long.toString(version));
  }

  /** The plan, by the first characters of its hash, and which statements of it. */
  @Override
  public String getDescription() {
    String hash = entry.hash().substring(entry.hash().indexOf(':') + 1);
    return "%s %s %d-%d"
        .formatted(
            hash.substring(0, Math.min(12, hash.length())),
            part.name().toLowerCase(java.util.Locale.ROOT),
            step.from() + 1,
            step.to());
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return step.concurrent().isEmpty();
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    if (!RunnerLock.held(connection)) {
      throw new SQLException("the session of the runner's lock is another one", "08003");
    }
    settings(connection);
    try {
      if (step.concurrent().isPresent()) {
        alone(connection, step.concurrent().get(), step.statements().getFirst());
      } else {
        together(connection);
      }
    } catch (StatementFailed e) {
      failure = e;
      throw e;
    }
  }

  private void together(Connection connection) throws SQLException {
    String transaction = transaction(connection);
    for (PlannedStatement statement : step.statements()) {
      execute(connection, statement);
    }
    // What is checked when a transaction ends is checked here, where it can be told.
    execute(connection, "SET CONSTRAINTS ALL IMMEDIATE", step.statements().getLast());
    if (!transaction.equals(transaction(connection))) {
      throw new IllegalStateException("a statement of the plan ended its transaction");
    }
    advance(connection);
  }

  private void alone(Connection connection, ConcurrentIndex change, PlannedStatement statement)
      throws SQLException {
    boolean again = change.name().equals(entry.alone() == null ? null : entry.alone().index());
    if (!again) {
      String without = Fingerprint.without(CatalogueReader.read(connection, scope), change.name());
      Journal.alone(connection, entry.id(), new Alone(change.name(), without));
    }
    IndexState state = again ? state(connection, change.name()) : IndexState.UNTOUCHED;
    if (state == IndexState.INVALID && change.create()) {
      execute(connection, "DROP INDEX CONCURRENTLY " + change.name().sql(), statement);
    }
    boolean done = change.create() ? state == IndexState.VALID : state == IndexState.ABSENT;
    if (!done) {
      execute(connection, statement);
    }
    advance(connection);
  }

  private void advance(Connection connection) throws SQLException {
    String live = Fingerprint.of(CatalogueReader.read(connection, scope));
    switch (part) {
      case EXPAND -> Journal.advance(connection, entry.id(), step.to(), entry.contracted(), live);
      case CONTRACT -> Journal.advance(connection, entry.id(), entry.expanded(), step.to(), live);
    }
  }

  private void execute(Connection connection, PlannedStatement statement) throws StatementFailed {
    begins.accept(statement.sql());
    execute(connection, statement.sql(), statement);
  }

  /** Runs {@code sql}, for the sake of {@code reason}. */
  private static void execute(Connection connection, String sql, PlannedStatement reason)
      throws StatementFailed {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new StatementFailed(reason.sql(), reason.origin(), e);
    }
  }

  /** Fragments of a schema were read as these settings read them. */
  private void settings(Connection connection) throws SQLException {
    List<String> path = new ArrayList<>(List.of("pg_catalog"));
    path.addAll(scope.schemas());
    path.add("public"); // where extensions usually put their types
    String set = canExecuteInTransaction() ? "SET LOCAL " : "SET ";
    try (Statement statement = connection.createStatement()) {
      statement.execute(set + "standard_conforming_strings = on");
      statement.execute(set + "check_function_bodies = on");
      statement.execute(set + "search_path = " + Quote.identifiers(path));
      statement.execute(set + "lock_timeout = " + policy.lockTimeout().toMillis());
      statement.execute(set + "statement_timeout = " + policy.statementTimeout().toMillis());
    }
  }

  private enum IndexState {
    UNTOUCHED,
    ABSENT,
    INVALID,
    VALID
  }

  private static IndexState state(Connection connection, QualifiedName index) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT i.indisvalid AND i.indisready FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relname = ?
            """)) {
      query.setString(1, index.schema());
      query.setString(2, index.name());
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return IndexState.ABSENT;
        }
        return row.getBoolean(1) ? IndexState.VALID : IndexState.INVALID;
      }
    }
  }

  private static String transaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_current_xact_id()::text")) {
      row.next();
      return row.getString(1);
    }
  }
}
