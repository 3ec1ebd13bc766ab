package dev.santokit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file that is wrong, and beside it {@code <file>.expect}: what must be said, a line for each
 * problem, {@code 2:15 SCHEMA_UNCLOSED_BLOCK this { is never closed}, and its hint indented.
 */
public record Verdict(Path file) {

  /** Those of a folder in {@code src/test/resources}. */
  public static List<Verdict> of(String folder) {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources", folder))) {
      return files.filter(f -> f.toString().endsWith(".hcl")).sorted().map(Verdict::new).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TextFile input() {
    return new TextFile(file.getFileName().toString(), Case.read(file));
  }

  /** {@code -Dgolden.update} writes the verdict anew; whoever reviews reads it. */
  public void is(List<Problem> problems) {
    String said =
        problems.stream()
            .map(p -> p.range().from() + " " + p.code() + " " + p.what() + "\n" + hint(p))
            .collect(Collectors.joining());
    try {
      if (System.getProperty("golden.update") != null) {
        Files.writeString(expected(), said);
      }
      assertThat(said).isEqualTo(Files.readString(expected()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(problems).isNotEmpty();
  }

  private static String hint(Problem problem) {
    return problem.hint() == null ? "" : "  " + problem.hint() + "\n";
  }

  /** The codes of its problems. */
  public Set<ErrorCode> codes() {
    return Case.read(expected())
        .lines()
        .filter(line -> !line.startsWith(" "))
        .map(line -> ErrorCode.valueOf(line.split(" ")[1]))
        .collect(Collectors.toSet());
  }

  private Path expected() {
    return file.resolveSibling(file.getFileName() + ".expect");
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
