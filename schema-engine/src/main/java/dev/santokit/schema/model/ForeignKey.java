package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import java.util.List;

/**
 * A foreign key.
 *
 * @param columns of its own table
 * @param target the table that it refers to, which may be its own
 * @param targetColumns as many as {@code columns}, in the same order
 */
public record ForeignKey(
    String name,
    List<String> columns,
    QualifiedName target,
    List<String> targetColumns,
    Action onDelete,
    Action onUpdate,
    Deferral deferral,
    Range range) {

  /** Takes copies. */
  public ForeignKey {
    columns = List.copyOf(columns);
    targetColumns = List.copyOf(targetColumns);
  }

  /** What happens to a row when the row that it refers to goes or changes its key. */
  public enum Action {
    NO_ACTION("NO ACTION"),
    RESTRICT("RESTRICT"),
    CASCADE("CASCADE"),
    SET_NULL("SET NULL"),
    SET_DEFAULT("SET DEFAULT");

    private final String sql;

    Action(String sql) {
      this.sql = sql;
    }

    /** As it stands in a statement. */
    public String sql() {
      return sql;
    }
  }

  /** When it is checked. */
  public enum Deferral {
    /** After each statement. */
    NONE,
    /** After each statement, unless a transaction asks to wait. */
    INITIALLY_IMMEDIATE,
    /** When a transaction commits. */
    INITIALLY_DEFERRED
  }
}
