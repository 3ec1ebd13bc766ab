package dev.santokit.operator.plan;

import dev.santokit.schema.plan.Need;
import dev.santokit.schema.plan.Plan;
import org.jspecify.annotations.Nullable;

/** Whether somebody agreed to a plan. */
enum Agreement {
  /** Nobody has to. */
  NOT_NEEDED,
  /** To this plan. */
  GIVEN,
  /** To none yet. */
  NONE,
  /** To another plan. */
  TO_ANOTHER,
  /** Perhaps, but the cluster does not see to it that it was somebody who may. */
  NOT_GUARDED;

  /**
   * That to a plan.
   *
   * @param asked whether it is needed for something that the plan itself does not tell
   * @param approved {@code spec.approvedPlan}
   */
  static Agreement to(Plan plan, boolean asked, @Nullable String approved, Guard guard) {
    if (plan.need() == Need.NONE && !asked) {
      return NOT_NEEDED;
    }
    if (guard == Guard.MISSING) {
      return NOT_GUARDED;
    }
    if (approved == null) {
      return NONE;
    }
    return approved.equals(plan.hash()) ? GIVEN : TO_ANOTHER;
  }

  /** Whether what needs it may be done. */
  boolean suffices() {
    return this == NOT_NEEDED || this == GIVEN;
  }
}
