package dev.santokit.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the book says about the code is looked up. */
class BookTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern TEST =
      Pattern.compile("`([A-Z][A-Za-z0-9]+)\\.([a-z][A-Za-z0-9_]+)`");
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)`");

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              docs, Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")))
          .filter(page -> page.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void every_link_leads_to_a_file(Path page) throws IOException {
    Set<String> dead =
        LINK.matcher(Files.readString(page))
            .results()
            .map(link -> link.group(1))
            .filter(target -> !Files.exists(page.resolveSibling(target)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(dead).isEmpty();
  }

  @Test
  void every_class_on_the_ways_of_a_call_and_a_change_is_there() throws IOException {
    Set<String> classes;
    try (Stream<Path> files = Files.walk(ROOT)) {
      classes =
          files
              .filter(file -> file.toString().contains("src/main/java"))
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }
    for (String page : List.of("a-call.md", "a-change.md")) {
      String text = Files.readString(ROOT.resolve("docs/explanation").resolve(page));
      assertThat(CLASS.matcher(text).results().map(name -> name.group(1)))
          .as(page)
          .isNotEmpty()
          .allMatch(classes::contains);
    }
  }

  @Test
  void every_test_that_the_page_of_pitfalls_names_is_there() throws IOException {
    Map<String, Path> tests;
    try (Stream<Path> files = Files.walk(ROOT)) {
      tests =
          files
              .filter(file -> file.toString().matches(".*/src/test/java/.*(Test|IT)\\.java"))
              .collect(
                  Collectors.toMap(
                      file -> file.getFileName().toString().replace(".java", ""),
                      file -> file,
                      (one, other) -> one));
    }
    String page = Files.readString(ROOT.resolve("docs/explanation/pitfalls.md"));
    assertThat(TEST.matcher(page).results())
        .isNotEmpty()
        .allSatisfy(test ->
            assertThat(tests.get(test.group(1)))
                .as(test.group())
                .isNotNull()
                .content()
                .contains("void " + test.group(2) + "("));
  }
}
