package dev.santokit.cli.dev;

import dev.santokit.cli.dev.DevDatabases.Work;
import dev.santokit.cli.log.LogLine;
import dev.santokit.cli.plan.PlanPrinter;
import dev.santokit.cli.plan.ShownPlan;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ProblemPrinter;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.project.logic.Access;
import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code stk dev} says. The line with the URL goes to out, everything else to err. */
final class DevConsole {

  /** What the server begins lines with that dev has words of its own for. */
  private static final List<String> OWN_WORDS =
      List.of("listening on ", "serving release ", "stopping: ", "stopped");

  /** A project with more functions knows them. */
  private static final int MOST_FUNCTIONS = 30;

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Terminal terminal;
  private final ProblemPrinter problems;

  DevConsole(Terminal terminal, Path folder) {
    this.terminal = terminal;
    this.problems = new ProblemPrinter(terminal, folder);
  }

  /** A step of the start. */
  void step(String line) {
    terminal.progress(line);
  }

  /** It is up. */
  void serving(String project, String url, Duration took) {
    terminal.result("Serving %s at %s".formatted(project, terminal.styled(Style.BOLD, url)));
    terminal.progress("  ready after " + seconds(took) + "; Ctrl-C ends it");
  }

  /** What can be called. */
  void functions(List<LogicFunction> functions) {
    List<LogicFunction> callable =
        functions.stream().filter(function -> !function.path().isPrivate()).toList();
    int widest =
        callable.stream().mapToInt(function -> function.path().value().length()).max().orElse(0);
    callable.stream()
        .limit(MOST_FUNCTIONS)
        .forEach(function ->
            terminal.progress(
                "  %s  %s"
                    .formatted(
                        padded(function.path().value(), widest),
                        terminal.styled(Style.DIM, access(function) + parameters(function)))));
    if (callable.size() > MOST_FUNCTIONS) {
      terminal.progress("  and " + (callable.size() - MOST_FUNCTIONS) + " more");
    }
  }

  /** A change is served. */
  void served(String what, Duration took) {
    timed(terminal.styled(Style.GREEN, what + ", served after " + took.toMillis() + " ms"));
  }

  /** A change is carried out that no call sees. */
  void done(String what, Duration took) {
    timed(terminal.styled(Style.GREEN, what + " after " + took.toMillis() + " ms"));
  }

  /** Something that someone should know. */
  void notice(String line) {
    timed(terminal.styled(Style.YELLOW, line));
  }

  /** Something went wrong, and what is done about it. */
  void trouble(String line, String consequence) {
    timed(terminal.styled(Style.RED, line));
    terminal.progress("  " + consequence);
  }

  /** Files have problems. */
  void problems(List<Problem> found) {
    found.forEach(problems::print);
  }

  /** Why the server does not take a release. */
  void refused(Complaint complaint) {
    problems(complaint.problems());
    complaint.rest().forEach(line -> terminal.progress(terminal.styled(Style.BOLD, line)));
  }

  /** A database that was empty has its schema and seed. */
  void created(Work work) {
    int tables = work.request() == null ? 0 : work.request().wanted().tables().size();
    step(
        "database %s: created, %s, %s"
            .formatted(
                work.alias(),
                Counted.of(tables, "table"),
                Counted.of(work.seeds().size(), "seed file")));
  }

  /** A statement is carried out. */
  void statement(String alias, String line) {
    timed(terminal.styled(Style.DIM, "database " + alias + ": " + line));
  }

  /** What is to be done to a database, for whoever decides about it. */
  void plan(String alias, ShownPlan plan) {
    PlanPrinter.toErr(terminal).print(PlanPrinter.Format.text, alias, "the database", plan);
  }

  /** Asks; the answer is typed. */
  void ask(String question) {
    terminal.err().print(terminal.styled(Style.BOLD, question + "? (y/N) "));
    terminal.err().flush();
  }

  /** A question needs no answer any more. */
  void withdrawn() {
    terminal.progress("");
  }

  /**
   * A line of the server.
   *
   * @param functions of the release that it may be about
   * @param starting whether the server does not serve yet: a database may be missing then
   */
  void log(String line, List<LogicFunction> functions, boolean starting) {
    Optional<LogLine> entry = LogLine.parse(line);
    if (entry.isEmpty()) {
      timed("server " + line);
    } else if (!isSaidHere(entry.get().message(), starting)) {
      log(entry.get(), functions);
    }
  }

  /**
   * Whether dev itself says what the line says, and says it for whoever edits the files.
   *
   * @param starting whether the server does not serve yet: dev waits for its databases then
   */
  private static boolean isSaidHere(String message, boolean starting) {
    return OWN_WORDS.stream().anyMatch(message::startsWith)
        || (message.startsWith("release ") && message.contains(" is not served: "))
        || (starting && message.startsWith("database "));
  }

  private void log(LogLine entry, List<LogicFunction> functions) {
    String level =
        switch (entry.level()) {
          case "ERROR", "FATAL" -> terminal.styled(Style.RED, entry.level());
          case "WARN" -> terminal.styled(Style.YELLOW, entry.level());
          default -> terminal.styled(Style.DIM, entry.level());
        };
    timed("server " + level + " " + entry.message());
    problems(Complaint.of(entry.message(), functions).problems());
    if (!entry.stack().isEmpty()) {
      terminal.progress(terminal.styled(Style.DIM, entry.stack().indent(2).stripTrailing()));
    }
  }

  private void timed(String line) {
    terminal.progress(
        terminal.styled(Style.DIM, LocalTime.now(ZoneId.systemDefault()).format(CLOCK))
            + " "
            + line);
  }

  private static String access(LogicFunction function) {
    return switch (function.config().access()) {
      case Access.Public() -> "public";
      case Access.Authenticated() -> "authenticated";
      case Access.Roles(var names) -> String.join(" or ", names);
    };
  }

  private static String parameters(LogicFunction function) {
    String names =
        function.config().parameters().byName().values().stream()
            .map(parameter -> parameter.name() + (parameter.required() ? "" : "?"))
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : " (" + names + ")";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
