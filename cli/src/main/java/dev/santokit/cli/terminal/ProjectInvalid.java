package dev.santokit.cli.terminal;

import dev.santokit.project.problem.Problem;
import java.nio.file.Path;
import java.util.List;

/** The files of a project have errors, so a command that needs it cannot go on. */
public final class ProjectInvalid extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Path folder;
  private final transient List<Problem> problems;

  /**
   * @param folder the project's, whose sources the code frames show
   * @param problems all of them, notices too
   */
  public ProjectInvalid(Path folder, List<Problem> problems) {
    super(problems.size() + " problems");
    this.folder = folder;
    this.problems = List.copyOf(problems);
  }

  /** Where the files are. */
  public Path folder() {
    return folder;
  }

  /** By file and place. */
  public List<Problem> problems() {
    return problems;
  }
}
