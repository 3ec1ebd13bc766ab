package dev.santokit.operator.plan;

/** Whether the cluster sees to it that only those approve a plan who may. */
enum Guard {
  /** It does. */
  INSTALLED,
  /** It should, and its admission policy or the binding of that is not there. */
  MISSING,
  /** It need not. */
  NOT_ASKED_FOR
}
