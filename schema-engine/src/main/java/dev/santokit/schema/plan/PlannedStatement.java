package dev.santokit.schema.plan;

import dev.santokit.project.problem.Range;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a plan.
 *
 * @param sql to be sent alone, without a {@code ;} at its end; of a migration written by hand: the
 *     whole file
 * @param transactional whether it may share a transaction with its neighbours; else it stands alone
 * @param hazards with the levels that the policy gives them
 * @param origin what in a file wants it; null: nothing that stands there any more
 */
public record PlannedStatement(
    String sql, boolean transactional, List<Hazard> hazards, @Nullable Range origin) {

  /** Takes a copy. */
  public PlannedStatement {
    hazards = List.copyOf(hazards);
  }

  /** One that no file wants. */
  public PlannedStatement(String sql, boolean transactional, List<Hazard> hazards) {
    this(sql, transactional, hazards, null);
  }

  /** Whether somebody has to agree to it. */
  public boolean needsApproval() {
    return hazards.stream().anyMatch(h -> h.level() == Level.APPROVE);
  }
}
