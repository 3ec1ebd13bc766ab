package dev.santokit.cli;

import dev.santokit.cli.cluster.ClusterFailure;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.Counted;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.ProblemPrinter;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.project.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where what a command throws becomes lines on err and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(
      Exception thrown, CommandLine commandLine, ParseResult parsed) {
    boolean verbose = commandLine.getParseResult().hasMatchedOption("--verbose");
    return handle(thrown, verbose).number();
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    line(firstLine(wrong), command.getCommandSpec().qualifiedName() + " --help shows how it goes");
    return ExitCode.USAGE.number();
  }

  /** Prints what happened. */
  ExitCode handle(Throwable thrown, boolean verbose) {
    ExitCode code =
        switch (thrown) {
          case CommandFailure failure -> {
            line(failure.what(), failure.hint());
            yield failure.code();
          }
          case ProjectInvalid invalid -> {
            problems(invalid);
            yield ExitCode.FAILED;
          }
          case UncheckedIOException io -> inputOutput(io);
          case IOException io -> inputOutput(io);
          default -> unforeseen(thrown, verbose);
        };
    if (verbose) {
      causes(thrown);
    }
    return code;
  }

  /** The cluster's failures are looked for last: only commands that met one load their classes. */
  private ExitCode unforeseen(Throwable thrown, boolean verbose) {
    return ClusterFailure.of(thrown)
        .map(failure -> {
          line(failure.what(), failure.hint());
          return failure.code();
        })
        .orElseGet(() -> {
          line(
              "unexpected " + thrown.getClass().getSimpleName() + ": " + firstLine(thrown),
              verbose ? null : "this is a defect of stk; --verbose shows where it comes from");
          return ExitCode.FAILED;
        });
  }

  private ExitCode inputOutput(Exception thrown) {
    Throwable io =
        thrown instanceof UncheckedIOException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return switch (io) {
      case NoSuchFileException missing -> {
        line("no such file: " + firstLine(missing), null);
        yield ExitCode.NOT_FOUND;
      }
      case AccessDeniedException denied -> {
        line("not permitted: " + firstLine(denied), null);
        yield ExitCode.NOT_PERMITTED;
      }
      default -> {
        line(firstLine(io), null);
        yield ExitCode.FAILED;
      }
    };
  }

  private void problems(ProjectInvalid invalid) {
    ProblemPrinter printer = new ProblemPrinter(terminal, invalid.folder());
    List<Problem> problems = invalid.problems();
    problems.forEach(printer::print);
    long errors = problems.stream().filter(Problem::isError).count();
    terminal.progress(Counted.of(errors, "error"));
  }

  private void line(String what, @Nullable String hint) {
    terminal.progress(terminal.styled(Style.RED, "stk: ") + what);
    if (hint != null) {
      terminal.progress("  " + hint);
    }
  }

  private void causes(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    terminal.progress(terminal.styled(Style.DIM, trace.toString().stripTrailing()));
  }

  private static String firstLine(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.isBlank()
        ? thrown.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
