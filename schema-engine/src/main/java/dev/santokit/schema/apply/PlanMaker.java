package dev.santokit.schema.apply;

import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.Planning;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes plans: the planner, or in tests one that makes plans that no schema leads to. */
@FunctionalInterface
interface PlanMaker {

  /** As the planner does. */
  Planning plan(Connection connection, PlanRequest request) throws SQLException;
}
