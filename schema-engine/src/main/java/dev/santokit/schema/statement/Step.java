package dev.santokit.schema.statement;

import dev.santokit.schema.create.Statement;
import dev.santokit.schema.hazard.Hazard;
import java.util.List;

/**
 * A statement of a plan.
 *
 * @param transactional true: it belongs into one transaction with its neighbours that are
 *     transactional, too; false: it stands alone, because it cannot run in a transaction or must
 *     not hold the locks of one
 * @param hazards the heaviest first
 */
public record Step(Statement sql, boolean transactional, List<Hazard> hazards) {

  /** Takes a copy. */
  public Step {
    hazards = List.copyOf(hazards);
  }
}
