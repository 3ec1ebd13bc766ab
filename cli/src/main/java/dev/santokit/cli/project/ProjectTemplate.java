package dev.santokit.cli.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a new project, which works as it is. */
public final class ProjectTemplate {

  /** By the path in the project; the resource of a hidden file has no dot. */
  private static final List<String> FILES =
      List.of(
          ".gitignore",
          "config/auth.yaml",
          "config/databases.yaml",
          "config/permissions.yaml",
          "logic/hello/greet.js",
          "logic/notes/add.sql",
          "logic/notes/list.sql",
          "schema/main.hcl",
          "schema/seed/main/01-notes.sql",
          "stk.config.json",
          "tsconfig.json");

  /** Lines of a {@code .gitignore} that leave out {@code .stk}. */
  private static final Set<String> IGNORED = Set.of(".stk", ".stk/", "/.stk", "/.stk/");

  private ProjectTemplate() {}

  /** What was done with one file of the template. */
  public sealed interface Step {
    /** The path in the project. */
    String file();

    /** It was not there and is now. */
    record Written(String file) implements Step {}

    /** It was there and was left as it is. */
    record Kept(String file) implements Step {}
  }

  /**
   * Writes every file that is not there yet; none that is there changes.
   *
   * @param folder created when missing
   */
  public static List<Step> write(Path folder, String projectId) {
    List<Step> steps = new ArrayList<>();
    try {
      for (String file : FILES) {
        Path target = folder.resolve(file);
        if (Files.exists(target)) {
          steps.add(new Step.Kept(file));
        } else {
          Files.createDirectories(target.getParent());
          Files.writeString(
              target,
              content(file).replace("PROJECT_ID", projectId),
              StandardOpenOption.CREATE_NEW);
          steps.add(new Step.Written(file));
        }
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    return steps;
  }

  /** Whether the project's own {@code .gitignore} leaves out what {@code stk dev} writes. */
  public static boolean keepsSecretsOutOfGit(Path folder) {
    try (Stream<String> lines = Files.lines(folder.resolve(".gitignore"))) {
      return lines.map(String::strip).anyMatch(IGNORED::contains);
    } catch (IOException | UncheckedIOException unreadable) {
      return false;
    }
  }

  /**
   * A project id from a folder's name: 2 to 40 letters, digits and hyphens.
   *
   * @return {@code my-app} where nothing of the name can be used
   */
  public static String projectId(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    String label =
        (name == null ? "" : name.toString())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+", "");
    label = label.substring(0, Math.min(label.length(), 40)).replaceAll("-+$", "");
    return label.length() < 2 ? "my-app" : label;
  }

  private static String content(String file) throws IOException {
    String resource = "template/" + file.replace(".gitignore", "gitignore");
    try (InputStream stream = ProjectTemplate.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is not beside its class");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
