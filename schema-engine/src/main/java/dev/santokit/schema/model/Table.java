package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table.
 *
 * @param columns in the order in which they are created
 * @param primaryKey null: none
 * @param uniques by name, as are indexes, foreign keys and checks
 */
public record Table(
    QualifiedName name,
    List<Column> columns,
    @Nullable PrimaryKey primaryKey,
    List<Unique> uniques,
    List<Index> indexes,
    List<ForeignKey> foreignKeys,
    List<Check> checks,
    @Nullable String comment,
    Range range) {

  /** Takes copies. */
  public Table {
    columns = List.copyOf(columns);
    uniques = List.copyOf(uniques);
    indexes = List.copyOf(indexes);
    foreignKeys = List.copyOf(foreignKeys);
    checks = List.copyOf(checks);
  }
}
