package dev.santokit.schema.system;

import dev.santokit.project.system.SystemMigrations;
import dev.santokit.schema.history.History;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/** The schema {@code santokit}, which holds what Santokit itself remembers. */
public final class SystemSchema {

  private SystemSchema() {}

  /**
   * Creates its tables, or brings those of an earlier version up to date.
   *
   * @param connection of the role that migrates, with no transaction open
   * @throws SQLException when the database is away or the role may not
   */
  public static void migrate(Connection connection) throws SQLException {
    try {
      History.SYSTEM.run(connection, SystemMigrations.files());
    } catch (FlywayException e) {
      throw History.cause(e);
    }
  }
}
