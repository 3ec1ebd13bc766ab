package dev.santokit.schema.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.santokit.project.file.TextFile;
import dev.santokit.schema.catalogue.Scope;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/** A history of what was done to a database, in a table of schema {@code santokit}. */
public enum History {
  /** The tables of schema {@code santokit} itself. */
  SYSTEM,
  /** Migrations that people wrote. */
  MANUAL,
  /** Groups of statements of plans. */
  PLAN;

  /** The table that holds it, without its schema. */
  public String table() {
    return "history_" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Runs the files that were not run yet, each in a transaction unless it has a statement that
   * Postgres takes in none, and none when one that was run has changed since.
   *
   * @param callback told before and after each
   * @throws FlywayException with the cause in it
   */
  public void run(Connection connection, List<TextFile> files, Callback... callback)
      throws SQLException {
    FluentConfiguration configuration =
        configuration(connection)
            .validateOnMigrate(true)
            .ignoreMigrationPatterns("*:missing")
            .callbacks(callback)
            .resourceProvider(new SqlFiles(files));
    migrate(connection, configuration);
  }

  /**
   * Runs what has no file.
   *
   * @param steps their versions are above all in the table
   * @throws FlywayException with the cause in it
   */
  public void run(Connection connection, JavaMigration... steps) throws SQLException {
    FluentConfiguration configuration =
        configuration(connection)
            .validateOnMigrate(false)
            .resourceProvider(new SqlFiles(List.of()))
            .javaMigrations(steps);
    migrate(connection, configuration);
  }

  private FluentConfiguration configuration(Connection connection) {
    FluentConfiguration configuration =
        Flyway.configure(History.class.getClassLoader())
            .loggers(Silence.class.getName())
            .dataSource(new OneConnection(connection))
            .defaultSchema(Scope.SYSTEM)
            .schemas(Scope.SYSTEM)
            .table(table())
            .locations(new String[0])
            .javaMigrationClassProvider(List::of)
            .baselineOnMigrate(true)
            .baselineVersion(MigrationVersion.fromVersion("0"))
            .placeholderReplacement(false)
            .cleanDisabled(true)
            .encoding(UTF_8);
    // With a transaction of Flyway's own open, CREATE INDEX CONCURRENTLY would wait for its end.
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }

  private static void migrate(Connection connection, FluentConfiguration configuration)
      throws SQLException {
    try {
      configuration.load().migrate();
    } finally {
      if (connection.isValid(5)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("RESET search_path");
        }
      }
    }
  }

  /** What the database said, when it is that which stopped Flyway. */
  public static SQLException cause(FlywayException e) {
    for (Throwable link = e; link != null; link = link.getCause()) {
      if (link instanceof SQLException cause) {
        return cause;
      }
    }
    throw e;
  }

  /**
   * The version of the last entry.
   *
   * @return 0 when there is none, or no table
   */
  public long version(Connection connection) throws SQLException {
    if (!exists(connection)) {
      return 0;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(max(version::bigint), 0) FROM santokit." + table())) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Removes entries of what failed, so that it can be run again. */
  public void forgetFailed(Connection connection) throws SQLException {
    if (exists(connection)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DELETE FROM santokit." + table() + " WHERE NOT success");
      }
    }
  }

  private boolean exists(Connection connection) throws SQLException {
    return SystemTable.exists(connection, table());
  }
}
