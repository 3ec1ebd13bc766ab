package dev.santokit.cli.project;

import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.project.Project;
import dev.santokit.project.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the folder of a project: the one with {@code stk.config.json}. */
public final class ProjectLocation {

  /** What makes a folder a project. */
  private static final String MARK = "stk.config.json";

  private ProjectLocation() {}

  /**
   * The project that a command is about.
   *
   * @param workingDirectory absolute
   * @param named the command line's folder, or null for the nearest one upwards from here
   * @return absolute
   * @throws CommandFailure when there is none
   */
  public static Path find(Path workingDirectory, @Nullable Path named) {
    if (named == null) {
      return nearest(workingDirectory)
          .orElseThrow(() ->
              CommandFailure.notFound(
                  "no " + MARK + " here or in a folder above",
                  "name the project's folder, or make one: stk init my-app"));
    }
    Path folder = workingDirectory.resolve(named).normalize();
    if (!Files.isDirectory(folder)) {
      throw CommandFailure.notFound("no such folder: " + named, null);
    }
    if (!Files.exists(folder.resolve(MARK))) {
      throw CommandFailure.notFound(
          "no " + MARK + " in " + named, "make it a project: stk init " + named);
    }
    return folder;
  }

  /** The nearest project upwards, or empty. */
  public static Optional<Path> nearest(Path workingDirectory) {
    for (Path folder = workingDirectory; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(MARK))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /**
   * The project's name, of its mark alone: other files may have errors.
   *
   * @throws ProjectInvalid when the mark has some
   */
  public static String projectId(Path folder) {
    Problems problems = new Problems();
    String id = Project.id(folder, problems);
    if (id == null) {
      throw new ProjectInvalid(folder, problems.sorted());
    }
    return id;
  }
}
