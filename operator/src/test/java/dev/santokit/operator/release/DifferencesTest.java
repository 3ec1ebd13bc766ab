package dev.santokit.operator.release;

import static dev.santokit.operator.release.Functions.path;
import static dev.santokit.operator.release.Functions.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.release.ReleasedFunction;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  @Test
  void paths_are_missing_extra_or_differing() {
    var differences =
        Differences.between(
            functions("a/same", "1", "a/changed", "1", "a/gone", "1"),
            functions("a/same", "1", "a/changed", "2", "a/new", "1"));

    assertThat(differences)
        .isEqualTo(
            new Differences(
                List.of(path("a/gone")), List.of(path("a/new")), List.of(path("a/changed"))));
  }

  @Test
  void words_name_who_wrote_a_bundle_and_when() {
    var differences =
        new Differences(
            List.of(path("a/gone")), List.of(path("a/new")), List.of(path("a/changed")));

    assertThat(
            differences.inWords(
                path -> path.equals(path("a/new")) ? "kubectl, 2026-01-31T12:00:00Z" : ""))
        .isEqualTo(
            "missing a/gone; extra a/new (kubectl, 2026-01-31T12:00:00Z); differing a/changed");
  }

  @Test
  void words_name_ten_paths_at_most() {
    var many = new TreeMap<FunctionPath, ReleasedFunction>();
    for (int i = 10; i < 25; i++) {
      many.put(path("a/f" + i), sql("1"));
    }

    String words = Differences.between(functions("a/gone", "1"), many).inWords(path -> "");

    assertThat(words)
        .isEqualTo(
            "missing a/gone; extra a/f10, a/f11, a/f12, a/f13, a/f14, a/f15, a/f16, a/f17, a/f18;"
                + " and 6 more");
  }

  private static SortedMap<FunctionPath, ReleasedFunction> functions(String... pathsAndBodies) {
    var functions = new TreeMap<FunctionPath, ReleasedFunction>();
    for (int i = 0; i < pathsAndBodies.length; i += 2) {
      functions.put(path(pathsAndBodies[i]), sql(pathsAndBodies[i + 1]));
    }
    return functions;
  }
}
