package dev.santokit.operator.plan;

import dev.santokit.operator.status.Reason;

/** Whether anything may be done about a plan at all. */
sealed interface Setting {

  /** Its project is there and has its database. */
  record Usable() implements Setting {}

  /** Its project is not there. */
  record NoProject() implements Setting {}

  /** Its project says that nothing is to be done. */
  record Suspended() implements Setting {}

  /**
   * Another plan, which is older, has the database.
   *
   * @param older its name
   */
  record Conflict(String older) implements Setting {}

  /** The project does not say where the database is. */
  record Unusable(Reason reason, String message) implements Setting {}
}
