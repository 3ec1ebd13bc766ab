package dev.santokit.schema.difference;

import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.TableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a column that stays needs. */
final class ColumnDifferences {

  private ColumnDifferences() {}

  static List<Change> between(TableEntry table, ColumnEntry live, ColumnEntry wanted) {
    List<Change> changes = new ArrayList<>();
    if (live.generated() != null && wanted.generated() == null) {
      changes.add(new Change.DropExpression(table, wanted));
    }
    boolean retyped = !live.type().equals(wanted.type());
    if (retyped) {
      changes.add(new Change.ChangeType(table, live, wanted));
    }
    if (live.nullable() && !wanted.nullable()) {
      changes.add(new Change.SetNotNull(table, wanted));
    }
    if (live.serial() != wanted.serial() || !Objects.equals(live.identity(), wanted.identity())) {
      changes.add(new Change.ChangeNumbering(table, live, wanted));
    } else if (!retyped && !Objects.equals(live.defaultSql(), wanted.defaultSql())) {
      changes.add(
          wanted.defaultSql() == null
              ? new Change.DropDefault(table, live)
              : new Change.SetDefault(table, wanted));
    }
    if (!live.nullable() && wanted.nullable()) {
      changes.add(new Change.DropNotNull(table, wanted));
    }
    return changes;
  }
}
