package dev.santokit.operator.plan;

import dev.santokit.schema.plan.Need;
import dev.santokit.schema.plan.Plan;

/** Whether somebody agreed to a plan. */
enum Agreement {
  /** Nobody has to. */
  NOT_NEEDED,
  /** To this plan. */
  GIVEN,
  /** To none yet, or only to plans that were applied since. */
  NONE,
  /** To another plan. */
  TO_ANOTHER,
  /** Perhaps, but the cluster does not see to it that it was somebody who may. */
  NOT_GUARDED;

  /**
   * That to a plan.
   *
   * @param asked whether it is needed for something that the plan itself does not tell
   * @param seen what was approved, what was applied since, and whether approvals count
   */
  static Agreement to(Plan plan, boolean asked, Observation seen) {
    if (plan.need() == Need.NONE && !asked) {
      return NOT_NEEDED;
    }
    if (seen.guard() == Guard.MISSING) {
      return NOT_GUARDED;
    }
    String approved = seen.plan().getSpec().approvedPlan();
    if (approved == null) {
      return NONE;
    }
    if (approved.equals(plan.hash())) {
      return GIVEN;
    }
    return seen.wasApplied(approved) ? NONE : TO_ANOTHER;
  }

  /** Whether what needs it may be done. */
  boolean suffices() {
    return this == NOT_NEEDED || this == GIVEN;
  }
}
