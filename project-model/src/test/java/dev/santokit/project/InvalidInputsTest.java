package dev.santokit.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case of {@code src/test/resources/invalid} is put into a project that is right but for it,
 * and must give exactly the problems of its {@code .expect} file. README.md there says how to add
 * one; {@code -Dgolden.update} writes what came out, for a reader to judge.
 */
class InvalidInputsTest {

  private static final Path CASES = Path.of("src/test/resources/invalid");

  /**
   * Files that would be too large for a repository: {@link #a_file_that_is_too_large_is_refused}.
   */
  private static final Set<ErrorCode> WITHOUT_A_CASE = EnumSet.of(ErrorCode.FILE_TOO_LARGE);

  @TempDir Path project;

  /**
   * A case.
   *
   * @param input a file, or the folder of a project
   * @param place where the file goes in the project; empty for a folder
   */
  record Case(Path input, String place) {
    Path expect() {
      return input.resolveSibling(input.getFileName() + ".expect");
    }

    @Override
    public String toString() {
      return CASES.relativize(input).toString();
    }
  }

  static Stream<Case> cases() throws IOException {
    return Stream.of(logic(), config(), stk(), projects()).flatMap(List::stream);
  }

  private static List<Case> logic() throws IOException {
    return inputs("logic").stream()
        .filter(file -> !file.toString().endsWith(".yaml"))
        .map(file -> new Case(file, "logic/cases/" + file.getFileName()))
        .toList();
  }

  private static List<Case> config() throws IOException {
    return Stream.of("databases", "auth", "permissions", "project", "storage")
        .flatMap(kind ->
            inputs("config/" + kind).stream()
                .map(file -> new Case(file, "config/" + kind + ".yaml")))
        .toList();
  }

  private static List<Case> stk() throws IOException {
    return inputs("stk").stream().map(file -> new Case(file, "stk.config.json")).toList();
  }

  private static List<Case> projects() throws IOException {
    return inputs("projects").stream().map(folder -> new Case(folder, "")).toList();
  }

  private static List<Path> inputs(String folder) {
    Path path = CASES.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(path)) {
      return listed.filter(file -> !file.toString().endsWith(".expect")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void an_invalid_input_gets_its_verdict(Case invalid) throws IOException {
    copy(CASES.resolve("base"), project);
    if (invalid.place().isEmpty()) {
      copy(invalid.input(), project);
    } else {
      put(invalid.input(), project.resolve(invalid.place()));
      putTwin(invalid);
    }
    String verdict = verdict(invalid);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(invalid.expect(), verdict);
    }
    assertThat(verdict).isEqualTo(Files.readString(invalid.expect()));
  }

  private void putTwin(Case invalid) throws IOException {
    Path twin =
        invalid
            .input()
            .resolveSibling(
                invalid.input().getFileName().toString().replaceAll("\\.[a-z]+$", ".yaml"));
    if (invalid.place().startsWith("logic/") && Files.exists(twin)) {
      put(twin, project.resolve("logic/cases/" + twin.getFileName()));
    }
  }

  private String verdict(Case invalid) {
    var problems = new Problems();
    Project read = Project.read(project, problems);
    assertThat(read == null).isEqualTo(problems.hasErrors());
    return problems.sorted().stream()
        .map(problem -> line(problem, invalid) + "\n")
        .collect(Collectors.joining());
  }

  /** {@code 2:15 CODE what}, with the file in front where it is another one. */
  private static String line(Problem problem, Case invalid) {
    boolean itself = problem.range().file().equals(invalid.place());
    return (itself ? "" : problem.range().file() + ":")
        + problem.range().from()
        + (problem.isError() ? " " : " notice ")
        + problem.code()
        + " "
        + problem.what();
  }

  @Test
  void every_code_occurs() throws IOException {
    Set<String> told =
        cases()
            .flatMap(invalid -> lines(invalid.expect()))
            .flatMap(line -> Arrays.stream(line.split(" ", 4)).skip(1).limit(2))
            .collect(Collectors.toSet());
    Set<String> codes = codesOfThisModule();
    WITHOUT_A_CASE.forEach(code -> assertThat(codes.remove(code.name())).isTrue());
    assertThat(told).containsAll(codes);
  }

  /** The schema engine, the server and the CLI find out more, and have tests of their own. */
  private static Set<String> codesOfThisModule() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.santokit.project")
            .stream()
            .filter(type -> !type.isEquivalentTo(ErrorCode.class))
            .flatMap(type -> type.getFieldAccessesFromSelf().stream())
            .filter(access -> access.getTargetOwner().isEquivalentTo(ErrorCode.class))
            .map(access -> access.getTarget().getName())
            .collect(Collectors.toSet());
  }

  @Test
  void every_verdict_has_its_input() throws IOException {
    Set<Path> expected = cases().map(Case::expect).collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(CASES)) {
      assertThat(files.filter(file -> file.toString().endsWith(".expect")))
          .hasSameElementsAs(expected);
    }
  }

  @Test
  void the_project_around_the_cases_is_right() throws IOException {
    copy(CASES.resolve("base"), project);
    var problems = new Problems();
    assertThat(Project.read(project, problems)).isNotNull();
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void a_file_that_is_too_large_is_refused() throws IOException {
    copy(CASES.resolve("base"), project);
    Files.writeString(project.resolve("config/project.yaml"), "#".repeat(300 * 1024));
    var problems = new Problems();
    assertThat(Project.read(project, problems)).isNull();
    assertThat(problems.sorted())
        .extracting(Problem::line)
        .containsExactly(
            "config/project.yaml:1:1: the file has more than 256 KiB [FILE_TOO_LARGE]");
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        put(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static void put(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
