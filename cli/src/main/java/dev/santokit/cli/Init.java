package dev.santokit.cli;

import dev.santokit.cli.project.ProjectTemplate;
import dev.santokit.cli.project.ProjectTemplate.Step;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.cli.terminal.Terminal.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stk init}. */
@Command(
    name = "init",
    description = "Write a new project that works as it is. Files that are there stay untouched.",
    footer = {"", "Example: stk init my-app && stk dev my-app"})
final class Init implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin Common common = new Common();

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Its folder, created when missing; its name becomes the project's id.")
  Path dir = Path.of(".");

  Init(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path folder = terminal.workingDirectory().resolve(dir).normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw CommandFailure.failed(dir + " is a file", "name a folder, or one that does not exist");
    }
    for (Step step : ProjectTemplate.write(folder, ProjectTemplate.projectId(folder))) {
      terminal.result(
          switch (step) {
            case Step.Written(String file) -> terminal.styled(Style.GREEN, "wrote  ") + file;
            case Step.Kept(String file) -> terminal.styled(Style.YELLOW, "kept   ") + file;
          });
    }
    if (!ProjectTemplate.keepsSecretsOutOfGit(folder)) {
      terminal.progress("add .stk/ to .gitignore: stk dev keeps secrets there");
    }
    String argument = folder.equals(terminal.workingDirectory()) ? "" : " " + quoted(dir);
    terminal.progress("next: stk dev" + argument);
    terminal.progress(
        "then, beside it: stk sync"
            + argument
            + ", the types of its functions for @santokit/client");
    return ExitCode.DONE.number();
  }

  /** As a shell takes it for one word. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\p{L}\\p{N}._/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
