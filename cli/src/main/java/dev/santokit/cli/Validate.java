package dev.santokit.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.cli.project.OpenTables;
import dev.santokit.cli.project.Overrides;
import dev.santokit.cli.project.ProjectLocation;
import dev.santokit.cli.project.ProjectReading;
import dev.santokit.cli.project.ProjectReading.Content;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.ProblemPrinter;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stk validate}. */
@Command(
    name = "validate",
    description = "Check all files of a project and say what its permissions open.",
    footer = {"", "Example: stk validate my-app --strict"})
final class Validate implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The project. Default: the nearest folder upwards with stk.config.json.")
  @Nullable Path dir;

  @Option(names = "--strict", description = "Take notices for errors.")
  boolean strict;

  @Option(
      names = {"-o", "--output"},
      description = "${COMPLETION-CANDIDATES}.",
      defaultValue = "table")
  Output output = Output.table;

  Validate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ProjectReading reading =
        ProjectReading.of(ProjectLocation.find(terminal.workingDirectory(), dir));
    Content content = reading.content();
    boolean valid = content != null && (!strict || reading.problems().isEmpty());
    switch (output) {
      case json -> terminal.result(json(reading, valid).toPrettyString());
      case table -> table(reading, valid);
    }
    return (valid ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  private void table(ProjectReading reading, boolean valid) {
    ProblemPrinter printer = new ProblemPrinter(terminal, reading.folder());
    reading.problems().forEach(printer::print);
    Content content = reading.content();
    if (!valid || content == null) {
      terminal.progress(counted(reading.problems()));
      return;
    }
    terminal.result(
        "%s is valid: %s, %s"
            .formatted(
                terminal.styled(Style.BOLD, content.project().id()),
                Counted.of(content.project().functions().size(), "function"),
                Counted.of(content.tables(), "table")));
    List<String> open = OpenTables.lines(content.project().permissions());
    if (open.isEmpty()) {
      terminal.result("permissions open no table to clients: they have the functions");
    } else {
      terminal.result("permissions open to clients, besides the functions:");
      open.forEach(line -> terminal.result("  " + line));
    }
    overrides(content)
        .forEach(one ->
            terminal.result(
                "%s answers at %s too, under its own access: rules of tables and columns do not"
                        .formatted(one.path(), one.crud())
                    + " apply to it"));
  }

  private static List<Overrides.Replacement> overrides(Content content) {
    return Overrides.of(content.project().functions(), content.schemas());
  }

  private String counted(List<Problem> problems) {
    long errors = problems.stream().filter(Problem::isError).count();
    long notices = problems.size() - errors;
    String both =
        Counted.of(errors, "error") + (notices == 0 ? "" : ", " + Counted.of(notices, "notice"));
    return strict && errors == 0
        ? Counted.of(notices, "notice") + ", which --strict refuses"
        : both;
  }

  private static ObjectNode json(ProjectReading reading, boolean valid) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("valid", valid);
    ArrayNode problems = json.putArray("problems");
    for (Problem problem : reading.problems()) {
      ObjectNode one =
          problems
              .addObject()
              .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
              .put("code", problem.code().name())
              .put("file", problem.range().file());
      place(one.putObject("from"), problem.range().from());
      place(one.putObject("to"), problem.range().to());
      one.put("what", problem.what());
      if (problem.hint() != null) {
        one.put("hint", problem.hint());
      }
    }
    Content content = reading.content();
    if (content != null) {
      json.put("project", content.project().id());
      ArrayNode functions = json.putArray("functions");
      content.project().functions().forEach(function -> functions.add(function.path().value()));
      ObjectNode instead = json.putObject("overrides");
      overrides(content).forEach(one -> instead.put(one.crud(), one.path().value()));
      json.set("permissions", content.project().permissions().toJson());
    }
    return json;
  }

  private static void place(ObjectNode json, Position position) {
    json.put("line", position.line()).put("column", position.column());
  }
}
