package dev.santokit.server.sql;

import dev.santokit.server.postgres.Unit;
import java.util.List;

/**
 * A function's statements as one database understands them.
 *
 * @param values what the unit's statements take, in the order of their sources
 */
record Described(Unit unit, List<Value> values) {

  /** Copies the list. */
  Described {
    values = List.copyOf(values);
  }
}
