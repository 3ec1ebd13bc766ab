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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of {@code src/test/resources/cases}. {@code to.hcl} (or several files in {@code to/}) is
 * the schema that is wanted. Where the database comes from: {@code from.hcl} (or {@code from/}) by
 * the engine, {@code from.sql} by hand, or nothing; {@code seed.sql} puts rows into it. {@code
 * expected.sql} are the statements of the plan, {@code expected-hazards.txt} its hazards (none
 * without the file), {@code check.sql} what is true of the database then.
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

  /** Those that begin with an empty database. */
  public static List<Case> fromNothing() {
    return all().stream()
        .filter(c -> c.files("from").isEmpty() && c.text("from.sql").isEmpty())
        .toList();
  }

  /** The files of the schema that is wanted. */
  public List<TextFile> files() {
    return files("to");
  }

  private List<TextFile> files(String name) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".hcl"))
          .map(f -> new TextFile(folder.relativize(f).toString(), read(f)))
          .filter(f -> f.path().equals(name + ".hcl") || f.path().startsWith(name + "/"))
          .sorted((a, b) -> a.path().compareTo(b.path()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema that is wanted, which must have no problem. */
  public DesiredSchema schema() {
    return parsed(files());
  }

  /** The schema that the database has before; empty: it has none of the engine's. */
  public Optional<DesiredSchema> before() {
    List<TextFile> files = files("from");
    return files.isEmpty() ? Optional.empty() : Optional.of(parsed(files));
  }

  /** The schema of these files, which must have no problem. */
  public static DesiredSchema parsed(List<TextFile> files) {
    Problems problems = new Problems();
    DesiredSchema schema = Schema.parse(files, problems);
    assertThat(problems.sorted()).isEmpty();
    return schema;
  }

  /** Statements with blank lines between; {@code -- fails 23505} before one says how it must. */
  public List<String> checks() {
    return List.of(read(folder.resolve("check.sql")).strip().split("\n\n"));
  }

  /** A file of the folder; empty: it has none of this name. */
  public Optional<String> text(String name) {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * Holds a text against a file of the folder, which is not there when the text is empty. With
   * {@code -Dgolden.update} writes the file anew; whoever reviews reads it.
   */
  public void isExactly(String name, String text) {
    if (System.getProperty("golden.update") != null) {
      update(folder.resolve(name), text);
    }
    assertThat(text).as(name).isEqualTo(text(name).orElse(""));
  }

  private static void update(Path file, String text) {
    try {
      if (text.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
