package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.project.problem.Nearest;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the columns that a request names, and remembers those that are not for the caller: he is
 * told of all at once.
 */
final class Columns {

  private final Set<String> denied;
  private final Set<Column> audited = new LinkedHashSet<>();

  Columns() {
    this(new TreeSet<>());
  }

  private Columns(Set<String> denied) {
    this.denied = denied;
  }

  /**
   * For one more table of the same request: what is denied there is told together with the rest.
   */
  Columns ofAnotherTable() {
    return new Columns(denied);
  }

  /**
   * The column of a name.
   *
   * @param operation what it is needed for: in no row of the caller's it may be closed for that
   * @throws Refusal VALIDATION_ERROR when the table has none of that name
   */
  Column find(CallerRights rights, String name, Operation operation) {
    Column column = rights.table().column(name);
    if (column == null) {
      List<String> seen =
          rights.table().columns().values().stream()
              .filter(one -> rights.column(operation, one) != Reach.NONE)
              .map(Column::name)
              .toList();
      throw Params.invalid(
          "Unknown column: "
              + Params.shown(name)
              + Nearest.to(name, seen).map(near -> "; did you mean \"" + near + "\"?").orElse(""));
    }
    if (rights.rows(operation) == Reach.NONE || rights.column(operation, column) == Reach.NONE) {
      denied.add(name);
    } else if (rights.isAudited(column)) {
      audited.add(column);
    }
    return column;
  }

  /** Those that were found of which each read and write is written down. */
  Set<Column> audited() {
    return audited;
  }

  /** Remembers a column that is not for the caller for a reason of its own. */
  void deny(Column column) {
    denied.add(column.name());
  }

  /**
   * Nothing when all that were found are for the caller.
   *
   * @throws Refusal AUTHORIZATION_ERROR that names those that are not
   */
  void check() {
    if (!denied.isEmpty()) {
      throw Denied.columns(denied);
    }
  }
}
