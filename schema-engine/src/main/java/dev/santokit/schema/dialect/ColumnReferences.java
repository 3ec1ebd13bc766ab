package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.hcl.Word;
import dev.santokit.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of columns, of the table they stand in or of another. */
final class ColumnReferences {

  private final Scope scope;
  private final QualifiedName own;
  private final Problems problems;

  ColumnReferences(Scope scope, QualifiedName own, Problems problems) {
    this.scope = scope;
    this.own = own;
    this.problems = problems;
  }

  /** Columns of one table. */
  record Columns(QualifiedName table, List<String> names) {}

  /** The columns of an attribute that names some of its own table; null after an error. */
  @Nullable List<String> own(String attribute, Expression value) {
    Columns columns = any(attribute, value);
    if (columns == null) {
      return null;
    }
    if (!columns.table().equals(own)) {
      wrong(value.range(), attribute + " must be columns of " + own, "such as [column.id]");
      return null;
    }
    return columns.names();
  }

  /** The columns of an attribute that may name another table's; null after an error. */
  @Nullable Columns any(String attribute, Expression value) {
    if (!(value instanceof Expression.Items list) || list.items().isEmpty()) {
      wrong(
          value.range(),
          attribute + " must be a list of columns, not " + value.describe() + emptiness(value),
          "such as [column.id]");
      return null;
    }
    List<Column> columns =
        list.items().stream()
            .map(item -> column(attribute, item))
            .filter(Objects::nonNull)
            .toList();
    if (columns.size() < list.items().size()) {
      return null;
    }
    QualifiedName table = columns.getFirst().table();
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!column.table().equals(table)) {
        wrong(
            column.range(),
            "this is a column of " + column.table() + ", and the first of " + table,
            "all of " + attribute + " must be of one table");
        return null;
      }
      if (!seen.add(column.name())) {
        problems.error(
            ErrorCode.SCHEMA_DUPLICATE_NAME,
            column.range(),
            "the column \"" + column.name() + "\" stands in " + attribute + " twice");
        return null;
      }
      names.add(column.name());
    }
    return new Columns(table, names);
  }

  private static String emptiness(Expression value) {
    return value instanceof Expression.Items ? " of none" : "";
  }

  /** One column of the own table; null after an error. */
  @Nullable String one(String attribute, Expression value) {
    Column column = column(attribute, value);
    if (column == null) {
      return null;
    }
    if (!column.table().equals(own)) {
      wrong(value.range(), attribute + " must be a column of " + own, "such as column.id");
      return null;
    }
    return column.name();
  }

  private record Column(QualifiedName table, String name, Range range) {}

  private @Nullable Column column(String attribute, Expression value) {
    List<Word> steps =
        value instanceof Expression.Reference reference ? reference.steps() : List.of();
    int last = steps.size() - 1;
    boolean isOwn = steps.size() == 2;
    boolean isOther =
        (steps.size() == 4 || steps.size() == 5) && steps.getFirst().text().equals("table");
    if (!(isOwn || isOther) || !steps.get(last - 1).text().equals("column")) {
      wrong(
          value.range(),
          attribute + " names columns, and this is " + value.describe(),
          "such as column.id or table.users.column.id");
      return null;
    }
    QualifiedName table = isOwn ? own : scope.table(steps.subList(1, last - 1), value.range());
    if (table == null) {
      return null;
    }
    String name = steps.get(last).text();
    Set<String> known = scope.columnsOf(table);
    if (!known.contains(name)) {
      problems.error(
          ErrorCode.SCHEMA_UNKNOWN_REFERENCE,
          steps.get(last).range(),
          "the table " + table + " has no column \"" + name + "\"",
          known.isEmpty() ? null : Nearest.hint(name, known));
      return null;
    }
    return new Column(table, name, value.range());
  }

  private void wrong(Range range, String what, String hint) {
    problems.error(ErrorCode.SCHEMA_WRONG_VALUE, range, what, hint);
  }
}
