package dev.santokit.cli.database;

import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.schema.apply.Applied;
import dev.santokit.schema.apply.NextPlan;
import dev.santokit.schema.apply.Part;
import dev.santokit.schema.apply.PlanRun;
import dev.santokit.schema.apply.Progress;
import dev.santokit.schema.database.DatabaseTrouble;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.Planning;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A database that somebody named, with the schema of a project's files. */
public final class DirectDatabase {

  private final DatabaseUrl url;
  private final Path folder;
  private final OwnerDatabase database;

  /**
   * Connects to nothing yet.
   *
   * @param folder the project's, for problems in its files
   * @param application what the database shows for a connection
   */
  public DirectDatabase(DatabaseUrl url, Path folder, String application) {
    this.url = url;
    this.folder = folder;
    this.database = OwnerDatabase.of(url, application);
  }

  /** A connection as the owner, for what is neither planned nor applied. */
  public Connection open() throws SQLException {
    return database.open();
  }

  /** A question to the database. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks; nothing is changed. */
    T on(Connection connection) throws SQLException;
  }

  /**
   * Asks something on a connection as the owner.
   *
   * @throws CommandFailure when the database is away or refuses
   */
  public <T> T ask(Question<T> question) {
    try (Connection connection = database.open()) {
      return question.on(connection);
    } catch (SQLException failed) {
      throw failure(url, failed);
    }
  }

  /**
   * What would have to be done. Changes nothing.
   *
   * @throws ProjectInvalid when the schema cannot be had
   * @throws CommandFailure when the database is away or refuses
   */
  public Plan plan(PlanRequest request) {
    return switch (ask(connection -> NextPlan.of(connection, request))) {
      case Planning.Planned(Plan plan) -> plan;
      case Planning.Refused(var problems) -> throw new ProjectInvalid(folder, problems);
    };
  }

  /**
   * Carries out a plan that somebody has agreed to: expand, then contract.
   *
   * @param told each statement before it runs
   * @throws CommandFailure when it stops before its end; groups that are through stay
   */
  public void apply(PlanRequest request, Plan plan, Consumer<String> told) {
    apply(request, plan, Part.EXPAND, told);
    if (!plan.contract().isEmpty()) {
      apply(request, plan, Part.CONTRACT, told);
    }
  }

  /** Carries out one part of a plan; else as {@link #apply(PlanRequest, Plan, Consumer)}. */
  public void apply(PlanRequest request, Plan plan, Part part, Consumer<String> told) {
    Progress progress =
        (now, ordinal, count, sql) ->
            told.accept("%d of %d: %s".formatted(ordinal, count, firstLine(sql)));
    try {
      switch (PlanRun.run(database, request, plan.hash(), part, Optional.empty(), progress)) {
        case Applied.Done _ -> {}
        case Applied.Changed(Plan now) ->
            throw CommandFailure.failed(
                "%s is not as it was when the plan was made: nothing more was changed"
                    .formatted(url),
                "run the command again for the new plan, of "
                    + Counted.of(now.changes(), "change"));
        case Applied.Refused(var problems) -> throw new ProjectInvalid(folder, problems);
        case Applied.Failed failed -> throw failure(failed);
        case Applied.Busy _ ->
            throw new CommandFailure(
                ExitCode.TIMED_OUT,
                "somebody else applies a plan to " + url,
                "run it again in a moment",
                null);
      }
    } catch (SQLException failed) {
      throw failure(url, failed);
    }
  }

  private RuntimeException failure(Applied.Failed failed) {
    if (failed.problem() != null) {
      return new ProjectInvalid(folder, List.of(failed.problem()));
    }
    return CommandFailure.failed(
        "Postgres refuses \"%s\": %s (%s)"
            .formatted(firstLine(failed.sql()), failed.message(), failed.sqlState()),
        "the statements of its transaction are undone; what ran before stays");
  }

  private static String firstLine(String sql) {
    List<String> lines = sql.strip().lines().toList();
    return lines.isEmpty() ? "" : lines.getFirst() + (lines.size() > 1 ? " …" : "");
  }

  /** What a failure of a database means for whoever typed the command. */
  public static CommandFailure failure(DatabaseUrl url, SQLException failed) {
    DatabaseTrouble trouble = DatabaseTrouble.of(failed);
    String what = url + ": " + trouble.text();
    return switch (trouble) {
      case AUTHENTICATION_FAILED ->
          new CommandFailure(
              ExitCode.NOT_PERMITTED, what, "the URL needs a role that may log in", failed);
      case NOT_PERMITTED ->
          new CommandFailure(
              ExitCode.NOT_PERMITTED,
              what + ": " + message(failed),
              "the URL's role needs CREATE on the database: it makes the schemas and owns them",
              failed);
      case NO_SUCH_DATABASE ->
          new CommandFailure(
              ExitCode.NOT_FOUND, what, "create it first: stk creates no database", failed);
      case BUSY ->
          new CommandFailure(
              ExitCode.TIMED_OUT, what, "someone else works on this schema; try again", failed);
      case UNREACHABLE, ADDRESS_REFUSED, TLS_FAILED, TRANSACTION_POOLED ->
          new CommandFailure(ExitCode.FAILED, what, null, failed);
      case OTHER ->
          new CommandFailure(ExitCode.FAILED, what + ": " + message(failed), null, failed);
    };
  }

  private static String message(SQLException failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }
}
