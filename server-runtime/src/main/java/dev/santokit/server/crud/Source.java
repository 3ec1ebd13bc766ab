package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.server.catalogue.Column;

/**
 * A table in a statement, as a caller sees it.
 *
 * @param as what the statement calls it: a name of our own
 * @param amongOthers whether rows may be among its rows that the caller may not select: nothing is
 *     seen of them
 */
public record Source(CallerRights rights, String as, boolean amongOthers) {

  /** With no rows but those that the caller may select. */
  public Source(CallerRights rights, String as) {
    this(rights, as, false);
  }

  /** The condition that a row is the caller's own. False or NULL for those who own nothing. */
  public void owned(Sql sql) {
    Column owner = rights.owner();
    if (owner == null) {
      sql.add("false");
    } else {
      sql.column(as, owner).add(" = ").user(owner.type());
    }
  }

  /**
   * A column as the caller sees it: NULL in rows in which it is hidden, so that nothing can be
   * found out about it there by searching, sorting, joining or counting.
   *
   * @throws IllegalStateException when it is hidden in all rows
   */
  public void seen(Column column, Sql sql) {
    Reach reach = rights.column(Operation.SELECT, column);
    switch (reach == Reach.ALL_ROWS && amongOthers ? rights.rows(Operation.SELECT) : reach) {
      case ALL_ROWS -> sql.column(as, column);
      case OWN_ROWS -> {
        sql.add("CASE WHEN ");
        owned(sql);
        sql.add(" THEN ").column(as, column).add(" END");
      }
      case NONE -> throw new IllegalStateException(column.name() + " is hidden");
    }
  }

  /**
   * The rule for the rows of an operation, after WHERE: {@code true} when all may be touched.
   *
   * @throws IllegalStateException when none may
   */
  public void rows(Operation operation, Sql sql) {
    switch (rights.rows(operation)) {
      case ALL_ROWS -> sql.add("true");
      case OWN_ROWS -> owned(sql);
      case NONE -> throw new IllegalStateException(operation + " is not for this caller");
    }
  }
}
