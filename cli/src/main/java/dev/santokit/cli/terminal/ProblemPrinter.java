package dev.santokit.cli.terminal;

import dev.santokit.cli.terminal.Terminal.Style;
import dev.santokit.project.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Problems as a person reads them: the line, its code frame, the hint. */
public final class ProblemPrinter {

  private final Terminal terminal;
  private final Path folder;

  /**
   * @param folder the project's folder, in which the files that problems name stand
   */
  public ProblemPrinter(Terminal terminal, Path folder) {
    this.terminal = terminal;
    this.folder = folder;
  }

  /** Prints one, to err. */
  public void print(Problem problem) {
    String mark = problem.isError() ? "" : terminal.styled(Style.YELLOW, "notice: ");
    terminal.progress(mark + terminal.styled(Style.BOLD, problem.line()));
    frame(problem).forEach(line -> terminal.progress("  " + line));
    String hint = problem.hint();
    if (hint != null) {
      terminal.progress("  " + hint);
    }
  }

  private List<String> frame(Problem problem) {
    Path file = folder.resolve(problem.range().file());
    try {
      // A link, in any part of the path, may lead out of the project: nothing of that is shown.
      return Files.isRegularFile(file)
              && file.toRealPath().equals(folder.toRealPath().resolve(problem.range().file()))
          ? CodeFrame.of(Files.readString(file), problem.range())
          : List.of();
    } catch (IOException unreadable) {
      // Not UTF-8, or gone since: the line above says where, and a frame adds nothing to that.
      return List.of();
    }
  }
}
