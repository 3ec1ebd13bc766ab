package dev.santokit.schema.apply;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.history.History;
import dev.santokit.schema.journal.Fingerprint;
import dev.santokit.schema.journal.Journal;
import dev.santokit.schema.journal.JournalEntry;
import dev.santokit.schema.plan.PlanRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;

/** The migrations that people wrote, as Flyway runs them. */
final class HandWrittenRun implements Callback {

  private final JournalEntry entry;
  private final Scope scope;
  private final SchemaPolicy policy;
  private final List<TextFile> files;
  private final Consumer<String> begins;

  HandWrittenRun(JournalEntry entry, Scope scope, PlanRequest request, Consumer<String> begins) {
    this.entry = entry;
    this.scope = scope;
    this.policy = request.policy();
    this.files = request.migrations();
    this.begins = begins;
  }

  /**
   * Runs those that were not run yet.
   *
   * @return what stops it; empty when all are run
   */
  Optional<Applied> run(Connection connection) throws SQLException {
    History.MANUAL.forgetFailed(connection);
    try {
      History.MANUAL.run(connection, files, this);
      return Optional.empty();
    } catch (FlywayValidateException e) {
      return Optional.of(new Applied.Refused(List.of(changed(e))));
    } catch (FlywayException e) {
      return Optional.of(failed(e));
    }
  }

  /** A file that was run is no longer the one that was run. */
  private Problem changed(FlywayValidateException e) {
    String told = String.valueOf(e.getMessage());
    TextFile file =
        files.stream()
            .filter(f -> told.contains("version " + name(f).substring(1, name(f).indexOf("__"))))
            .findFirst()
            .orElse(files.getFirst());
    return Problem.error(
        ErrorCode.MIGRATION_CHANGED,
        Range.ofFile(file.path()),
        "the migration was run already, and is another one now",
        "put it back as it was, and write a new one for what is new");
  }

  private Applied failed(FlywayException e) throws SQLException {
    for (Throwable link = e; link != null; link = link.getCause()) {
      if (link instanceof FlywaySqlScriptException script
          && script.getCause() instanceof SQLException cause) {
        StatementFailed failure =
            new StatementFailed(
                String.valueOf(script.getStatement()).strip(), place(e, script), cause);
        if (failure.lostConnection()) {
          throw failure;
        }
        return failure.told(ErrorCode.MIGRATION_REFUSED);
      }
      if (link instanceof SQLException other) {
        throw other;
      }
    }
    throw e;
  }

  private Range place(FlywayException e, FlywaySqlScriptException script) {
    String name = script.getResource().getFilename();
    String path = files.stream().filter(f -> name(f).equals(name)).findFirst().orElseThrow().path();
    int line = e instanceof FlywayMigrateException m ? m.getLineNumber() : script.getLineNumber();
    return Range.at(path, new Position(Math.max(1, line), 1));
  }

  private static String name(TextFile file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    Connection connection = context.getConnection();
    try {
      if (event == Event.BEFORE_EACH_MIGRATE) {
        begins.accept(context.getMigrationInfo().getScript());
        settings(connection);
      } else {
        String live = Fingerprint.of(CatalogueReader.read(connection, scope));
        Journal.advance(connection, entry.id(), entry.expanded(), entry.contracted(), live);
      }
    } catch (SQLException e) {
      throw new FlywayException(e);
    }
  }

  /** As psql would have it, and not in the schema of Flyway's own tables. */
  private void settings(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("RESET search_path");
      statement.execute("SET lock_timeout = " + policy.lockTimeout().toMillis());
      statement.execute("SET statement_timeout = " + policy.statementTimeout().toMillis());
    }
  }

  @Override
  public String getCallbackName() {
    return "santokit";
  }
}
