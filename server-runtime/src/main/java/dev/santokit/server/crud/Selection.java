package dev.santokit.server.crud;

import dev.santokit.server.catalogue.Column;
import java.util.List;
import java.util.Set;

/**
 * What a select asks of one table, checked.
 *
 * @param included rows of other tables beside each row
 * @param audited columns whose reads are written down and that it reads or searches
 * @param limit rows at most
 * @param offset rows that are left out before the first
 */
record Selection(
    CallerRights rights,
    Projection projection,
    List<Included> included,
    Where where,
    Order order,
    Set<Column> audited,
    long limit,
    long offset) {

  /** Copies its parts. */
  Selection {
    included = List.copyOf(included);
    audited = Set.copyOf(audited);
  }

  /** Rows of another table. */
  record Included(Relation relation, Selection rows) {}
}
