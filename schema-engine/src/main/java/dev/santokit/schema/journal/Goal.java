package dev.santokit.schema.journal;

import dev.santokit.project.schema.Approval;
import dev.santokit.project.schema.Decision;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import java.util.List;
import java.util.SortedMap;

/** What a plan is for, whatever the database looks like on the way. */
record Goal(
    Snapshot wanted,
    List<String> migrations,
    Approval approval,
    SortedMap<String, Decision> hazards,
    boolean concurrentIndexes,
    List<String> exclude) {

  /** Its digest; how long statements may run or wait is no part of it. */
  static String of(Plan plan, PlanRequest request) {
    SchemaPolicy policy = request.policy();
    return Fingerprint.ofValue(
        new Goal(
            plan.wanted().withoutSizes(),
            request.migrations().stream().map(m -> m.path() + "\n" + m.text()).toList(),
            policy.approval(),
            policy.hazards(),
            policy.concurrentIndexes(),
            policy.exclude()));
  }
}
