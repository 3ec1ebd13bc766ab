package dev.santokit.schema.apply;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Keeps a second runner out of a database for as long as the session of the first lives. */
final class RunnerLock {

  /** Any number that nobody else locks. */
  private static final long KEY = 0x53414e544f4b4954L;

  private RunnerLock() {}

  /** Takes it for the session, unless another has it. */
  static boolean take(Connection connection) throws SQLException {
    return truth(connection, "SELECT pg_catalog.pg_try_advisory_lock(" + KEY + ")");
  }

  /** Gives it back before the session ends. */
  static void release(Connection connection) throws SQLException {
    truth(connection, "SELECT pg_catalog.pg_advisory_unlock(" + KEY + ")");
  }

  /** Whether the session that serves this connection now is the one that took it. */
  static boolean held(Connection connection) throws SQLException {
    return truth(
        connection,
        """
        SELECT EXISTS (SELECT FROM pg_catalog.pg_locks
          WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid() AND granted
            AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = %d)\
        """
            .formatted(KEY));
  }

  private static boolean truth(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
