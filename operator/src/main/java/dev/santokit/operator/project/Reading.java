package dev.santokit.operator.project;

import static dev.santokit.operator.status.ConditionType.CONFIG_VALID;

import dev.santokit.crds.Condition;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.logic.Surroundings;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a project's resource means.
 *
 * @param config null while it is not valid
 * @param permissions null while they are not valid
 * @param problems what is wrong with either, in the order of fields; empty when nothing is
 */
record Reading(
    @Nullable ProjectConfig config, @Nullable Permissions permissions, List<Problem> problems) {

  private static final int MOST_PROBLEMS = 10;

  static Reading of(SantokitProject project) {
    var problems = new Problems();
    ProjectConfig config = Projects.config(project, problems);
    Permissions permissions =
        Projects.permissions(
            project, config == null ? null : config.databases().keySet(), problems);
    return new Reading(
        config, permissions, problems.sorted().stream().filter(Problem::isError).toList());
  }

  Condition configValid(Conditions conditions) {
    if (problems.isEmpty()) {
      return conditions.holds(
          CONFIG_VALID, Reason.VALID_CONTENT, "Configuration and permissions are valid");
    }
    String shown =
        problems.stream().limit(MOST_PROBLEMS).map(Reading::line).collect(Collectors.joining("; "));
    int more = problems.size() - MOST_PROBLEMS;
    return conditions.fails(
        CONFIG_VALID, Reason.INVALID, more > 0 ? shown + "; and " + more + " more" : shown);
  }

  private static String line(Problem problem) {
    return problem.hint() == null ? problem.line() : problem.line() + ": " + problem.hint();
  }

  /** Aliases of the databases; those that the resource names while it is not valid. */
  static SortedSet<String> aliases(SantokitProject project) {
    var databases = project.getSpec().databases();
    return databases == null ? new TreeSet<>() : new TreeSet<>(databases.keySet());
  }

  /** What functions have to fit to; null while the configuration is not valid. */
  @Nullable Surroundings surroundings() {
    return config == null ? null : config.surroundings();
  }
}
