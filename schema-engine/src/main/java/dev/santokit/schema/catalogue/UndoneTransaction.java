package dev.santokit.schema.catalogue;

import java.sql.Connection;
import java.sql.SQLException;

/** Work in a transaction that is always undone. */
public final class UndoneTransaction {

  private UndoneTransaction() {}

  /** What is done in it. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run() throws SQLException;
  }

  /**
   * Opens a transaction, does the work, and undoes it.
   *
   * @param connection with no transaction open; it is left as it was
   * @throws SQLException what the work met, whatever else went wrong after that
   */
  public static <T> T run(Connection connection, Work<T> work) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    T result;
    try {
      result = work.run();
    } catch (SQLException | RuntimeException e) {
      try {
        undo(connection, autoCommit);
      } catch (SQLException after) {
        e.addSuppressed(after);
      }
      throw e;
    }
    undo(connection, autoCommit);
    return result;
  }

  private static void undo(Connection connection, boolean autoCommit) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(autoCommit);
  }
}
