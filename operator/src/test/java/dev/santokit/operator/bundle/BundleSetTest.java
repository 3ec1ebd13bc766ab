package dev.santokit.operator.bundle;

import static dev.santokit.operator.release.Functions.path;
import static dev.santokit.operator.release.Functions.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleSetTest {

  private static final Instant MORNING = Instant.parse("2026-01-31T08:00:00Z");

  private static final List<Problem> WRONG =
      List.of(Problem.error(ErrorCode.SQL_SYNTAX, Range.ofFile("logic/a/b.sql"), "wrong", null));

  @Test
  void valid_bundles_give_their_functions() {
    var set = BundleSet.of(List.of(valid("a/b", "one", 0), valid("c/d", "two", 0)), Map.of());

    assertThat(set.functions())
        .containsExactly(Map.entry(path("a/b"), sql("one")), Map.entry(path("c/d"), sql("two")));
    assertThat(set.verdicts().values()).allMatch(Verdict.Usable.class::isInstance);
  }

  @Test
  void an_invalid_bundle_keeps_its_last_valid_content() {
    var set = BundleSet.of(List.of(broken("a/b", 0)), Map.of(path("a/b"), sql("before")));

    assertThat(set.functions()).containsExactly(Map.entry(path("a/b"), sql("before")));
    assertThat(set.verdicts()).containsEntry("uid a/b 0", new Verdict.Unusable(WRONG, true));
  }

  @Test
  void an_invalid_bundle_that_never_was_valid_is_in_no_release() {
    var set = BundleSet.of(List.of(broken("a/b", 0)), Map.of(path("c/d"), sql("other")));

    assertThat(set.functions()).isEmpty();
    assertThat(set.verdicts()).containsEntry("uid a/b 0", new Verdict.Unusable(WRONG, false));
  }

  @Test
  void a_deleted_bundle_is_gone() {
    var set =
        BundleSet.of(
            List.of(valid("a/b", "one", 0)),
            Map.of(path("a/b"), sql("one"), path("c/d"), sql("deleted")));

    assertThat(set.functions()).containsOnlyKeys(path("a/b"));
  }

  @Test
  void of_two_bundles_with_one_path_the_older_stays() {
    var set = BundleSet.of(List.of(valid("a/b", "newer", 60), valid("a/b", "older", 0)), Map.of());

    assertThat(set.functions()).containsExactly(Map.entry(path("a/b"), sql("older")));
    assertThat(set.verdicts())
        .containsEntry("uid a/b 60", new Verdict.Conflict("bundle a/b 0", "a/b"))
        .containsEntry("uid a/b 0", new Verdict.Usable(sql("older")));
  }

  @Test
  void an_older_bundle_that_is_invalid_keeps_its_path_too() {
    var set = BundleSet.of(List.of(valid("a/b", "newer", 60), broken("a/b", 0)), Map.of());

    assertThat(set.functions()).isEmpty();
    assertThat(set.verdicts().get("uid a/b 60")).isInstanceOf(Verdict.Conflict.class);
  }

  @Test
  void paths_that_differ_only_in_case_conflict() {
    var set = BundleSet.of(List.of(valid("a/b", "one", 0), valid("a/B", "two", 60)), Map.of());

    assertThat(set.functions()).containsOnlyKeys(path("a/b"));
    assertThat(set.verdicts())
        .containsEntry("uid a/B 60", new Verdict.Conflict("bundle a/b 0", "a/b"));
  }

  private static ParsedBundle valid(String path, String body, int second) {
    return bundle(path, second, new ParsedBundle.Function(sql(body)));
  }

  private static ParsedBundle broken(String path, int second) {
    return bundle(path, second, new ParsedBundle.Broken(WRONG));
  }

  private static ParsedBundle bundle(String path, int second, ParsedBundle.Content content) {
    return new ParsedBundle(
        "uid " + path + " " + second,
        "bundle " + path + " " + second,
        1,
        MORNING.plusSeconds(second),
        path,
        content);
  }
}
