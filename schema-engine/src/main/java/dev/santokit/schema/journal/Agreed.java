package dev.santokit.schema.journal;

import dev.santokit.schema.plan.Leaving;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlannedStatement;
import dev.santokit.schema.plan.Trial;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A plan as it was begun: what somebody may have agreed to.
 *
 * @param schemas those that it looked at and may still be there: one that a later plan's schema
 *     does not declare any more is that plan's to drop
 */
record Agreed(
    int changes,
    List<PlannedStatement> expand,
    List<PlannedStatement> contract,
    SortedSet<Leaving> leaving,
    Trial trial,
    SortedSet<String> schemas) {

  static Agreed of(Plan plan) {
    SortedSet<String> schemas = new TreeSet<>(plan.live().schemas().keySet());
    schemas.addAll(plan.wanted().schemas().keySet());
    return new Agreed(
        plan.changes(), plan.expand(), plan.contract(), plan.leaving(), plan.trial(), schemas);
  }
}
