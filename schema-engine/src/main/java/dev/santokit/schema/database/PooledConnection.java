package dev.santokit.schema.database;

import java.sql.SQLException;

/**
 * The address is that of a pooler that gives each transaction another session. Locks and settings
 * of a session, which keep two runners apart, mean nothing there.
 */
public final class PooledConnection extends SQLException {

  /** Says what to do instead. */
  public PooledConnection() {
    super(
        "this is a transaction-pooled connection, and changes of a schema need a direct one: name"
            + " Postgres itself in migration.url");
  }
}
