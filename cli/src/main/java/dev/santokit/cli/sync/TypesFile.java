package dev.santokit.cli.sync;

import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the types of a project stand.
 *
 * @param path absolute
 * @param shown as people know it
 */
public record TypesFile(Path path, String shown) {

  private static final String IN_THE_CLIENT = "node_modules/@santokit/client/dist";

  /**
   * The file of a project.
   *
   * @param written what {@link Project#types} says
   * @throws CommandFailure when it should lie in the client, which is not installed
   */
  public static TypesFile of(Path folder, String written) {
    if (!written.equals(Project.BESIDE_THE_CLIENT)) {
      return new TypesFile(folder.resolve(written).normalize(), written);
    }
    for (Path above = folder; above != null; above = above.getParent()) {
      Path client = above.resolve(IN_THE_CLIENT);
      if (Files.isDirectory(client)) {
        Path path = client.resolve("santokit-env.d.ts");
        return new TypesFile(path, folder.relativize(path).toString());
      }
    }
    throw CommandFailure.notFound(
        "codegen.output is node_modules, and @santokit/client is in none here or above",
        "install it: npm install @santokit/client");
  }

  /** Whether the file says exactly this. */
  public boolean says(Declarations declarations) throws IOException {
    return text().filter(declarations.text()::equals).isPresent();
  }

  private Optional<String> text() throws IOException {
    return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
  }

  /**
   * Writes it, at once: nobody sees half of it.
   *
   * @throws CommandFailure when something else stands there
   */
  public void write(Declarations declarations) throws IOException {
    if (text().filter(text -> !text.startsWith(Declarations.MARK)).isPresent()) {
      throw CommandFailure.failed(
          shown + " is there and was not written by stk sync, so it stays as it is",
          "move it away, or write the types elsewhere: codegen.output in stk.config.json");
    }
    Files.createDirectories(path.resolveSibling("."));
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    Files.writeString(unfinished, declarations.text());
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
