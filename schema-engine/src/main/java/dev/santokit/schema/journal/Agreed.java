package dev.santokit.schema.journal;

import dev.santokit.schema.plan.Leaving;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlannedStatement;
import dev.santokit.schema.plan.Trial;
import java.util.List;
import java.util.SortedSet;

/** A plan as it was begun: what somebody may have agreed to. */
record Agreed(
    int changes,
    List<PlannedStatement> expand,
    List<PlannedStatement> contract,
    SortedSet<Leaving> leaving,
    Trial trial) {

  static Agreed of(Plan plan) {
    return new Agreed(plan.changes(), plan.expand(), plan.contract(), plan.leaving(), plan.trial());
  }
}
