package dev.santokit.operator.plan;

import dev.santokit.project.config.Database;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.release.Release;
import dev.santokit.schema.apply.Part;
import dev.santokit.schema.plan.Plan;

/**
 * Work at the databases of plans. Each call opens one connection and closes it; it may take as long
 * as a statement does. None throws for what a database says: that is a finding.
 */
interface Databases {

  /**
   * A database of a project.
   *
   * @param alias of the database
   * @param database where, as the project's configuration says
   */
  record Place(String namespace, String project, String alias, Database database) {

    /**
     * Where the operator's pod finds a host that the project's pods find. A name without a dot is
     * that of a Service of their namespace, and would be looked for in the operator's own.
     */
    DatabaseUrl seen(DatabaseUrl url) {
      boolean isOfNamespace =
          !url.host().contains(".") && !url.host().contains(":") && !url.host().equals("localhost");
      return isOfNamespace ? url.at(url.host() + "." + namespace + ".svc") : url;
    }
  }

  /** Makes a plan. Changes nothing. */
  Finding plan(Place place, Asked asked);

  /**
   * Carries a part of a plan out, if the plan is still the one of {@code hash}; what an earlier run
   * did of it is not done again.
   */
  Finding run(Place place, Asked asked, Part part, String hash);

  /** Reads what the functions of a release use of that which a plan takes away. */
  Finding logic(Place place, Plan plan, Release release);

  /** Compares the live schema with the one applied last. */
  Finding compare(Place place, Asked asked);
}
