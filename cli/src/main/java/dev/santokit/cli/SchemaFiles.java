package dev.santokit.cli;

import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.project.ProjectReading;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ProblemPrinter;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.project.Project;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.plan.PlanRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which schema of which files a command is about. */
final class SchemaFiles {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(
      names = "--database",
      paramLabel = "ALIAS",
      defaultValue = "main",
      description = "Which of the project's databases. Default: ${DEFAULT-VALUE}.")
  String database = "main";

  /**
   * What the files say.
   *
   * @param project without functions and permissions
   * @param request what a database is asked for
   * @param plan the same as it is applied to a cluster
   */
  record Read(Path folder, Project project, PlanRequest request, SchemaPlan plan) {}

  /**
   * Reads the files; an error in one that no database is made of is no obstacle.
   *
   * @param name of the project in the cluster; null for that of the files
   * @throws ProjectInvalid when there are errors
   */
  Read read(Terminal terminal, @Nullable String name) {
    Path folder = ProjectLocation.find(terminal.workingDirectory(), dir);
    ProjectReading.Schemas reading = ProjectReading.schemas(folder);
    Project read = reading.orThrow();
    ProblemPrinter printer = new ProblemPrinter(terminal, folder);
    reading.problems().forEach(printer::print); // notices
    PlanRequest request = reading.requests().get(database);
    if (request == null) {
      throw CommandFailure.notFound(
          "there is no schema/" + database + ".hcl in " + folder.getFileName(),
          reading.requests().isEmpty()
              ? "write one: docs/reference/schema.md"
              : "--database " + String.join(" or ", reading.requests().keySet()));
    }
    Project project = name == null ? read : read.named(name);
    Problems problems = new Problems();
    SchemaPlan plan = Plans.of(project, database, problems);
    if (plan == null) {
      throw new ProjectInvalid(folder, problems.sorted());
    }
    return new Read(folder, project, request, plan);
  }
}
