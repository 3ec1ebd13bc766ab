package dev.santokit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.model.DesiredSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of {@code src/test/resources/cases}: {@code to.hcl} (or several files in {@code to/}) is
 * the schema, {@code expected.sql} the statements that create it, {@code check.sql} what is true of
 * the database then.
 */
public record Case(Path folder) {

  private static final Path FOLDER = Path.of("src/test/resources/cases");

  /** All of them, in the order of their numbers. */
  public static List<Case> all() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.sorted().map(Case::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<TextFile> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".hcl"))
          .sorted()
          .map(f -> new TextFile(folder.relativize(f).toString(), read(f)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema, which must have no problem. */
  public DesiredSchema schema() {
    return parsed(files());
  }

  /** The schema of these files, which must have no problem. */
  public static DesiredSchema parsed(List<TextFile> files) {
    Problems problems = new Problems();
    DesiredSchema schema = Schema.parse(files, problems);
    assertThat(problems.sorted()).isEmpty();
    return schema;
  }

  public Path expected() {
    return folder.resolve("expected.sql");
  }

  /** Statements with blank lines between; {@code -- fails 23505} before one says how it must. */
  public List<String> checks() {
    return List.of(read(folder.resolve("check.sql")).strip().split("\n\n"));
  }

  /** The text of a file. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
