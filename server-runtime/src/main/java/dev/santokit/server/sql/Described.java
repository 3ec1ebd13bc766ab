package dev.santokit.server.sql;

import dev.santokit.server.postgres.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;

/**
 * A function's statements as one database understands them.
 *
 * @param values what the unit's statements take, in the order of their sources
 * @param fields the columns of the answer; null when the last statement gives no rows
 */
@SuppressWarnings("ArrayRecordComponent") // the driver's own, read and never changed
record Described(Unit unit, List<Value> values, Field @Nullable [] fields) {

  /** Copies the list. */
  Described {
    values = List.copyOf(values);
  }

  /** Whether it is one statement, and one that gives rows. */
  boolean isOneOfRows() {
    return fields != null && unit.isOneStatement();
  }
}
