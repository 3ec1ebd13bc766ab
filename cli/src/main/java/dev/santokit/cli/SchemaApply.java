package dev.santokit.cli;

import dev.santokit.cli.postgres.DirectConnection;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.project.ProjectReading;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.ProblemPrinter;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import dev.santokit.project.problem.Problem;
import dev.santokit.schema.create.Creation;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.live.LiveSchema;
import dev.santokit.schema.live.Outcome;
import dev.santokit.schema.model.DesiredSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk schema apply}. */
@Command(
    name = "apply",
    aliases = "push",
    description = "Create in an empty database what schema/ says.",
    footer = {
      "",
      "Prints the statements and asks before it runs them, all in one transaction. A schema that"
          + " stands already as the files say is left alone; one that stands otherwise is told apart, and"
          + " nothing is changed.",
      "",
      "The URL's role owns what is made. --db-url - reads the URL from standard input, so that its"
          + " password stands in no history and no list of processes.",
      "",
      "Example: stk schema apply my-app --db-url - -y < owner-url.txt",
      "         STK_DB_URL=postgres://owner:secret@127.0.0.1/shop stk schema apply --dry-run"
    })
final class SchemaApply implements Callable<Integer> {

  private static final String VARIABLE = "STK_DB_URL";

  private final Terminal terminal;

  @Mixin Common common = new Common();

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

  @Option(
      names = "--db-url",
      paramLabel = "URL",
      description =
          "The database: postgres://user:password@host/database; - reads it from standard input."
              + " Default: $STK_DB_URL.")
  @Nullable String dbUrl;

  @Option(
      names = {"-y", "--yes"},
      description = "Agree to the statements without being asked.")
  boolean yes;

  @Option(
      names = "--dry-run",
      description =
          "Print the statements and change nothing. They are tried in a transaction that is undone.")
  boolean dryRun;

  SchemaApply(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = ProjectLocation.find(terminal.workingDirectory(), dir);
    DesiredSchema schema = schema(folder);
    DatabaseUrl url = url();
    try (Connection connection = DirectConnection.open(url, "stk schema apply")) {
      Outcome trial = LiveSchema.attempt(connection, schema);
      if (!(trial instanceof Outcome.Created)) {
        return told(folder, url, trial, schema).number();
      }
      show(Creation.statements(schema));
      if (dryRun) {
        terminal.progress("nothing was changed");
        return ExitCode.DONE.number();
      }
      terminal.consent("run this on " + url, yes, "-y");
      return told(folder, url, LiveSchema.apply(connection, schema), schema).number();
    } catch (SQLException refused) {
      throw away(url, refused);
    }
  }

  private DesiredSchema schema(Path folder) {
    ProjectReading.Schemas reading = ProjectReading.schemas(folder);
    ProblemPrinter printer = new ProblemPrinter(terminal, folder);
    reading.problems().stream().filter(problem -> !problem.isError()).forEach(printer::print);
    DesiredSchema schema = reading.orThrow().get(database);
    if (schema == null) {
      throw CommandFailure.notFound(
          "there is no schema/" + database + ".hcl in " + folder.getFileName(),
          reading.orThrow().isEmpty()
              ? "write one: docs/reference/schema.md"
              : "--database " + String.join(" or ", reading.orThrow().keySet()));
    }
    return schema;
  }

  private DatabaseUrl url() throws IOException {
    String text = dbUrl == null ? terminal.environment().getOrDefault(VARIABLE, "") : dbUrl;
    if (text.isBlank()) {
      throw CommandFailure.usage(
          "which database? schemas are not applied by the cluster yet",
          "name one with --db-url postgres://user:password@host/database, or in " + VARIABLE);
    }
    if (text.equals("-")) {
      text = new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    try {
      DatabaseUrl url = DatabaseUrl.parse(text.strip());
      if (text.equals(dbUrl) && url.password() != null) {
        terminal.progress(
            "a password on the command line is seen by everyone on this machine: --db-url - or "
                + VARIABLE
                + " keeps it");
      }
      return url;
    } catch (DatabaseUrlRefused refused) {
      throw CommandFailure.usage(refused.what(), refused.hint());
    }
  }

  private void show(List<Statement> statements) {
    if (dryRun) {
      statements.forEach(statement -> terminal.result(statement.sql() + ";"));
    } else {
      statements.forEach(statement -> terminal.progress(statement.sql() + ";"));
    }
  }

  private ExitCode told(Path folder, DatabaseUrl url, Outcome outcome, DesiredSchema schema) {
    return switch (outcome) {
      case Outcome.Created(_, int statements) -> {
        terminal.result(
            "%s created in %s: %s, %s"
                .formatted(
                    terminal.styled(Style.BOLD, database),
                    url,
                    Counted.of(schema.tables().size(), "table"),
                    Counted.of(statements, "statement")));
        yield ExitCode.DONE;
      }
      case Outcome.Unchanged _ -> {
        terminal.result(terminal.styled(Style.BOLD, database) + " unchanged in " + url);
        yield ExitCode.DONE;
      }
      case Outcome.Differs(var differences) -> {
        differences.forEach(difference -> terminal.result(difference.toString()));
        throw CommandFailure.failed(
            "another schema stands in " + url + ": " + Counted.of(differences.size(), "difference"),
            "changes of a schema that stands are not made yet: make them by hand, or apply to an"
                + " empty database");
      }
      case Outcome.NotEmpty(var objects) -> {
        objects.forEach(terminal::result);
        throw CommandFailure.failed(
            "%s holds what no stk has made: %s"
                .formatted(url, Counted.of(objects.size(), "object")),
            "apply to an empty database");
      }
      case Outcome.Refused(Problem problem) -> throw new ProjectInvalid(folder, List.of(problem));
    };
  }

  /** By class of SQLSTATE. The driver's message names hosts, roles and databases, no password. */
  private static CommandFailure away(DatabaseUrl url, SQLException thrown) {
    String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
    String what = url + ": " + thrown.getMessage();
    return switch (state) {
      case "28000", "28P01" ->
          new CommandFailure(
              ExitCode.NOT_PERMITTED, what, "the URL needs a role that may log in", thrown);
      case "42501" ->
          new CommandFailure(
              ExitCode.NOT_PERMITTED,
              what,
              "the URL's role needs CREATE on the database: it makes the schemas and owns them",
              thrown);
      case "3D000" ->
          new CommandFailure(
              ExitCode.NOT_FOUND, what, "create it first: stk creates no database", thrown);
      case "57014", "55P03" ->
          new CommandFailure(
              ExitCode.TIMED_OUT, what, "someone else works on this schema; try again", thrown);
      default -> new CommandFailure(ExitCode.FAILED, what, null, thrown);
    };
  }
}
