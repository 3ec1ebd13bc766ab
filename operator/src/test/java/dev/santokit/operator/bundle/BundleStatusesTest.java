package dev.santokit.operator.bundle;

import static dev.santokit.operator.release.Functions.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.Condition;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleStatus;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundleStatusesTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final LogicBundle bundle =
      new KubernetesSerialization()
          .unmarshal(
              "--- {apiVersion: santokit.dev/v1alpha1, kind: LogicBundle, metadata: {name:"
                  + " shop.users.get, namespace: test, generation: 3}, spec: {project: shop, path:"
                  + " users/get, type: sql, source: {inline: SELECT 1}}}",
              LogicBundle.class);

  @Test
  void a_bundle_that_is_served_is_ready_valid_and_active() {
    LogicBundleStatus status = status(new Verdict.Usable(sql("1")), new Standing.Active(41));

    assertThat(conditions(status))
        .containsExactly("Ready=TRUE Served", "Valid=TRUE Valid", "Active=TRUE Served");
    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.revision()).isEqualTo(41);
    assertThat(status.access()).isEqualTo("public");
    assertThat(status.hash()).isEqualTo(sql("1").identity());
    assertThat(status.message()).isNull();
  }

  @Test
  void the_revision_is_the_one_in_which_this_content_became_active_first() {
    bundle.setStatus(status(new Verdict.Usable(sql("1")), new Standing.Active(41)));

    assertThat(status(new Verdict.Usable(sql("1")), new Standing.Active(44)).revision())
        .isEqualTo(41);
    assertThat(status(new Verdict.Usable(sql("2")), new Standing.Active(44)).revision())
        .isEqualTo(44);
  }

  @Test
  void another_release_with_the_same_content_changes_nothing() {
    LogicBundleStatus before = status(new Verdict.Usable(sql("1")), new Standing.Active(41));
    bundle.setStatus(before);

    assertThat(
            BundleStatuses.of(
                bundle,
                new Standing(3, new Verdict.Usable(sql("1")), new Standing.Active(42)),
                NOW.plusSeconds(60)))
        .isEqualTo(before);
  }

  @Test
  void a_bundle_that_is_not_valid_names_place_and_hint() {
    var problem =
        Problem.error(
            ErrorCode.SQL_UNTERMINATED,
            Range.at("logic/users/get.sql", new Position(7, 12)),
            "this string is never closed",
            "close it with '");

    LogicBundleStatus status =
        status(
            new Verdict.Unusable(List.of(problem), true),
            new Standing.Held(Reason.NOT_RELEASED, "the release keeps what it was"));

    assertThat(conditions(status))
        .containsExactly(
            "Ready=FALSE Invalid",
            "Valid=FALSE Invalid",
            "Active=FALSE NotReleased",
            "Stalled=TRUE Invalid");
    assertThat(status.message())
        .isEqualTo(
            "logic/users/get.sql:7:12: this string is never closed [SQL_UNTERMINATED]\n"
                + "  close it with '");
    assertThat(status.observedGeneration()).isEqualTo(3);
  }

  @Test
  void of_many_problems_twenty_are_named() {
    List<Problem> many =
        IntStream.range(1, 26)
            .mapToObj(line ->
                Problem.error(
                    ErrorCode.SQL_SYNTAX,
                    Range.at("logic/users/get.sql", new Position(line, 1)),
                    "wrong",
                    null))
            .toList();

    LogicBundleStatus status =
        status(new Verdict.Unusable(many, false), new Standing.Held(Reason.NOT_RELEASED, "never"));

    assertThat(Objects.requireNonNull(status.message()).lines()).hasSize(21).endsWith("and 5 more");
  }

  @Test
  void a_bundle_whose_path_another_one_has_says_which() {
    LogicBundleStatus status =
        status(
            new Verdict.Conflict("shop.older", "users/get"),
            new Standing.Held(Reason.PATH_CONFLICT, "shop.older has the path"));

    assertThat(conditions(status)).contains("Valid=FALSE PathConflict");
    assertThat(status.message()).contains("shop.older").contains("users/get");
  }

  @Test
  void a_bundle_that_pods_refused_is_valid_and_not_active() {
    LogicBundleStatus status =
        status(new Verdict.Usable(sql("1")), new Standing.Held(Reason.REJECTED, "refused by a"));

    assertThat(conditions(status))
        .containsExactly(
            "Ready=FALSE Rejected",
            "Valid=TRUE Valid",
            "Active=FALSE Rejected",
            "Stalled=TRUE Rejected");
    assertThat(status.message()).isEqualTo("refused by a");
  }

  @Test
  void a_bundle_on_its_way_is_reconciling() {
    assertThat(conditions(status(new Verdict.Usable(sql("1")), new Standing.Coming())))
        .containsExactly(
            "Ready=FALSE Activating",
            "Valid=TRUE Valid",
            "Active=FALSE Activating",
            "Reconciling=TRUE Activating");
  }

  @Test
  void without_its_project_a_bundle_is_neither_valid_nor_invalid() {
    bundle.setStatus(status(new Verdict.Usable(sql("1")), new Standing.Active(41)));

    LogicBundleStatus status = BundleStatuses.withoutProject(bundle, NOW);

    assertThat(conditions(status))
        .containsExactly(
            "Ready=FALSE ProjectNotFound",
            "Valid=UNKNOWN ProjectNotFound",
            "Active=FALSE ProjectNotFound");
    assertThat(status.message()).contains("shop");
  }

  private LogicBundleStatus status(Verdict verdict, Standing.Place place) {
    return BundleStatuses.of(bundle, new Standing(3, verdict, place), NOW);
  }

  private static List<String> conditions(LogicBundleStatus status) {
    return Objects.requireNonNull(status.conditions()).stream()
        .map((Condition c) -> c.type() + "=" + c.status() + " " + c.reason())
        .toList();
  }
}
