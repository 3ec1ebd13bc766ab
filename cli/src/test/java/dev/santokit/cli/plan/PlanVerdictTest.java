package dev.santokit.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.cli.plan.PlanVerdict.Applied;
import dev.santokit.cli.plan.PlanVerdict.AwaitsApproval;
import dev.santokit.cli.plan.PlanVerdict.Failed;
import dev.santokit.cli.plan.PlanVerdict.Held;
import dev.santokit.cli.plan.PlanVerdict.Waiting;
import dev.santokit.crds.plan.SchemaPlan;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class PlanVerdictTest {

  private static final String HASH = "sha256:" + "ab".repeat(32);

  /** A plan of generation 3, for tests: a status in YAML's flow style. */
  static SchemaPlan plan(String status) {
    return new KubernetesSerialization()
        .unmarshal(
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SchemaPlan
            metadata: {name: shop-main, generation: 3}
            spec: {project: shop, database: main, schema: {files: [{name: main.hcl, hcl: ""}]}}
            status: {%s}
            """
                .formatted(status),
            SchemaPlan.class);
  }

  private static PlanVerdict verdict(String status) {
    return PlanVerdict.of(plan(status));
  }

  private static String condition(String type, String status, String reason, String message) {
    return "{type: %s, status: '%s', reason: %s, message: '%s', lastTransitionTime: '2026-01-01T00:00:00Z', observedGeneration: 3}"
        .formatted(type, status, reason, message);
  }

  @Test
  void what_is_said_of_an_earlier_generation_says_nothing() {
    assertThat(verdict("observedGeneration: 2, phase: Applied"))
        .isEqualTo(new Waiting(PlanVerdict.UNSEEN, false));
    assertThat(verdict("observedGeneration: 2, phase: Failed")).isInstanceOf(Waiting.class);
    assertThat(verdict("")).isInstanceOf(Waiting.class);
  }

  @Test
  void an_applied_plan_is_done_and_says_its_version() {
    assertThat(verdict("observedGeneration: 3, phase: Applied, applied: {version: '7'}"))
        .isEqualTo(new Applied("7"));
  }

  @Test
  void a_contract_that_waits_for_approval_holds_no_release_and_an_expand_does() {
    String plan =
        "plan: {hash: '%s', contract: [{sql: DROP, hazards: [{code: DROP_COLUMN, level: approve}]}]}"
            .formatted(HASH);
    assertThat(
            verdict(
                "observedGeneration: 3, phase: AwaitingApproval, %s, conditions: [%s]"
                    .formatted(plan, condition("Expanded", "True", "Expanded", "done"))))
        .isEqualTo(new AwaitsApproval(HASH, true, "DROP_COLUMN 1"));
    PlanVerdict held = verdict("observedGeneration: 3, phase: AwaitingApproval, " + plan);
    assertThat(held).isEqualTo(new AwaitsApproval(HASH, false, "DROP_COLUMN 1"));
    assertThat(held.isExpanded()).isFalse();
  }

  @Test
  void a_plan_under_way_is_waited_for_by_what_it_does() {
    assertThat(verdict("observedGeneration: 3, phase: Expanding"))
        .isEqualTo(new Waiting("expanding", false));
    assertThat(verdict("observedGeneration: 3, phase: Expanded").isExpanded()).isTrue();
    assertThat(verdict("observedGeneration: 3, phase: Contracting"))
        .isEqualTo(new Waiting("contracting", true));
  }

  @Test
  void a_database_that_is_away_is_waited_for_and_said() {
    assertThat(
            verdict(
                "observedGeneration: 3, phase: Pending, conditions: [%s]"
                    .formatted(condition("Ready", "False", "Unreachable", "nothing answers"))))
        .isEqualTo(new Waiting("nothing answers", false));
  }

  @Test
  void a_database_that_goes_away_while_a_plan_is_carried_out_is_said() {
    assertThat(
            verdict(
                "observedGeneration: 3, phase: Contracting, conditions: [%s]"
                    .formatted(condition("Ready", "False", "Unreachable", "nothing answers"))))
        .isEqualTo(new Waiting("nothing answers", true));
  }

  @Test
  void a_plan_that_was_applied_and_is_stuck_now_is_no_success() {
    assertThat(
            verdict(
                "observedGeneration: 3, phase: Applied, conditions: [%s]"
                    .formatted(condition("Stalled", "True", "DatabaseConflict", "another plan"))))
        .isEqualTo(new Failed("DatabaseConflict", "another plan"));
  }

  @Test
  void a_plan_that_failed_or_is_blocked_says_why() {
    assertThat(
            verdict(
                "observedGeneration: 3, phase: Blocked, conditions: [%s]"
                    .formatted(
                        condition("Ready", "False", "BreaksLogic", "products/list uses stock"))))
        .isEqualTo(new Failed("BreaksLogic", "products/list uses stock"));
    assertThat(
            verdict(
                "observedGeneration: 3, phase: Pending, conditions: [%s]"
                    .formatted(condition("Stalled", "True", "Invalid", "main.hcl:1:1: no"))))
        .isEqualTo(new Failed("Invalid", "main.hcl:1:1: no"));
  }

  @Test
  void a_suspended_plan_is_held() {
    assertThat(
            verdict(
                "observedGeneration: 3, phase: Pending, conditions: [%s]"
                    .formatted(condition("Ready", "False", "Suspended", "nothing is done"))))
        .isEqualTo(new Held("nothing is done"));
  }
}
