package dev.santokit.operator.plan;

import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.project.config.Database;
import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.schema.Approval;
import dev.santokit.project.schema.Decision;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.Schema;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.plan.PlanRequest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for. While it is the same, what is known of its database holds; an approval is not
 * part of it.
 *
 * @param files of the schema
 * @param migrations written by hand, as the resource lists them
 * @param database where, without any secret; null while that is not known
 */
record Asked(
    List<TextFile> files,
    List<TextFile> migrations,
    SchemaPolicy policy,
    @Nullable Database database) {

  /** Takes copies. */
  Asked {
    files = List.copyOf(files);
    migrations = List.copyOf(migrations);
  }

  /**
   * By a plan.
   *
   * @param guard while it is missing anybody may write a policy, so that one that asks for less
   *     than usual does not count
   */
  static Asked by(SchemaPlan plan, @Nullable Database database, Guard guard) {
    SchemaPolicy written = Plans.policy(plan.getSpec().policy());
    return new Asked(
        Plans.files(plan),
        Plans.migrations(plan),
        guard == Guard.MISSING ? unguarded(written) : written,
        database);
  }

  private static SchemaPolicy unguarded(SchemaPolicy written) {
    SortedMap<String, Decision> decisions = new TreeMap<>(written.hazards());
    decisions.values().removeIf(decision -> decision == Decision.ALLOW);
    return new SchemaPolicy(
        written.approval() == Approval.NEVER ? SchemaPolicy.DEFAULT.approval() : written.approval(),
        decisions,
        Math.min(written.largeTable(), SchemaPolicy.DEFAULT.largeTable()),
        written.lockTimeout(),
        written.statementTimeout(),
        written.concurrentIndexes(),
        written.exclude());
  }

  /** Read, or why it cannot be. */
  sealed interface Reading {

    /** It means something. */
    record Request(PlanRequest request) implements Reading {}

    /** It does not. */
    record Wrong(List<Problem> problems) implements Reading {}
  }

  /** Reads the files. */
  Reading read() {
    var problems = new Problems();
    DesiredSchema wanted = Schema.parse(files, problems);
    return wanted == null || problems.hasErrors()
        ? new Reading.Wrong(problems.sorted().stream().filter(Problem::isError).toList())
        : new Reading.Request(new PlanRequest(wanted, migrations, policy));
  }
}
