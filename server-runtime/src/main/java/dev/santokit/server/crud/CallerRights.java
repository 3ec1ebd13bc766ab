package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What callers of one kind may do with a table: all those who hold the same of the roles that make
 * a difference there. Who exactly calls is not in it.
 */
public final class CallerRights {

  private final TableRights table;
  private final Map<Operation, Reach> rows;
  private final Map<Operation, List<Reach>> columns;
  private final Set<Operation> lifted;

  CallerRights(
      TableRights table,
      Map<Operation, Reach> rows,
      Map<Operation, List<Reach>> columns,
      Set<Operation> lifted) {
    this.table = table;
    this.rows = Map.copyOf(rows);
    this.columns = Map.copyOf(columns);
    this.lifted = Set.copyOf(lifted);
  }

  /** The table that they are about. */
  public Table table() {
    return table.table();
  }

  /** The column that says whose a row is; null when rows of the table have no owner. */
  public @Nullable Column owner() {
    return table.owner();
  }

  /** The rows that the operation may touch. */
  public Reach rows(Operation operation) {
    return rows.getOrDefault(operation, Reach.NONE);
  }

  /**
   * In which of the rows that the operation may touch it may touch the column: {@link
   * Reach#ALL_ROWS} also where it may touch own rows only, and the column in own rows.
   *
   * @param operation SELECT, INSERT or UPDATE
   */
  public Reach column(Operation operation, Column column) {
    List<Reach> reaches = columns.get(operation);
    return reaches == null ? Reach.NONE : reaches.get(column.position());
  }

  /**
   * Whether a role of the caller's lifts the rule of owners for the operation: only then may it
   * give rows to somebody else.
   */
  public boolean isLifted(Operation operation) {
    return lifted.contains(operation);
  }

  /** The columns in which the server itself writes when a row was changed. */
  public List<Column> stamped() {
    return table.stamped();
  }

  /** Whether reads and writes of the column are written down, and it is never read unasked. */
  public boolean isAudited(Column column) {
    return table.isAudited(column);
  }

  /** The columns that a select without {@code select} gives, in the order of the table. */
  public List<Column> selectedByDefault() {
    return table().columns().values().stream()
        .filter(column -> column(Operation.SELECT, column) != Reach.NONE && !isAudited(column))
        .toList();
  }
}
