package dev.santokit.operator.plan;

import static dev.santokit.operator.plan.Looks.ADD;
import static dev.santokit.operator.plan.Looks.DROP;
import static dev.santokit.operator.plan.Looks.HASH;
import static dev.santokit.operator.plan.Looks.NOT_NULL;
import static dev.santokit.operator.plan.Looks.NOW;
import static dev.santokit.operator.plan.Looks.OTHER;
import static dev.santokit.operator.plan.Looks.RELEASE;
import static dev.santokit.operator.plan.Looks.made;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.Condition;
import dev.santokit.crds.plan.BrokenUse;
import dev.santokit.crds.plan.Phase;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.operator.release.Newest;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlannedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanStatusTest {

  private static final Plan ADDS = made(List.of(), List.of(ADD), List.of());
  private static final Plan DROPS = made(List.of(), List.of(ADD), List.of(DROP));
  private static final Plan TIGHTENS = made(List.of(), List.of(ADD), List.of(NOT_NULL));

  private final Looks looks = new Looks();

  @Test
  void a_new_plan_is_being_made() {
    assertThat(looks.said().plan().getStatus().phase()).isEqualTo(Phase.PENDING);
    assertThat(conditions())
        .isEqualTo(
            """
            Ready False Planning
            Planned Unknown Planning
            Expanded False Planning
            Approved Unknown Planning
            Applied False Planning
            Reconciling True Planning\
            """);
    assertThat(looks.plan().getStatus().observedGeneration()).isEqualTo(3);
  }

  @Test
  void while_expand_runs_it_says_so() {
    looks.planned(DROPS).said();

    assertThat(status().phase()).isEqualTo(Phase.EXPANDING);
    assertThat(conditions())
        .isEqualTo(
            """
            Ready False Expanding
            Planned True PlanMade
            Expanded False Expanding
            Approved False AwaitingApproval
            Applied False Expanding
            Reconciling True Expanding\
            """);
  }

  @Test
  void a_plan_that_waits_for_approval_is_expanded_and_neither_reconciling_nor_stalled() {
    looks.planned(DROPS).expanded().said();

    assertThat(status().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
    assertThat(conditions())
        .isEqualTo(
            """
            Ready False AwaitingApproval
            Planned True PlanMade
            Expanded True Expanded
            Approved False AwaitingApproval
            Applied False AwaitingApproval
            Drifted False AsApplied\
            """);
    assertThat(message(ConditionType.APPROVED))
        .isEqualTo(
            "The plan "
                + HASH
                + " needs approval: stk schema approve shop-main. DROP_COLUMN public.a.c: 3 rows"
                + " lose it");
  }

  @Test
  void an_approval_of_another_plan_is_refused_with_both_hashes() {
    looks.of(Looks.plan("{approvedPlan: '%s'}".formatted(OTHER))).planned(DROPS).expanded().said();

    assertThat(reason(ConditionType.APPROVED)).isEqualTo("False AnotherPlan");
    assertThat(message(ConditionType.APPROVED)).contains(OTHER, HASH);
  }

  @Test
  void an_approval_without_its_policy_is_not_known_to_be_one() {
    looks
        .of(Looks.plan("{approvedPlan: '%s'}".formatted(HASH)))
        .with(Guard.MISSING)
        .planned(DROPS)
        .expanded()
        .said();

    assertThat(reason(ConditionType.APPROVED)).isEqualTo("Unknown PolicyMissing");
  }

  @Test
  void a_plan_that_waits_for_a_release_says_for_what() {
    looks.planned(TIGHTENS).expanded().with(new Newest.Coming("pods are slow")).said();

    assertThat(status().phase()).isEqualTo(Phase.EXPANDED);
    assertThat(reason(ConditionType.READY)).isEqualTo("False AwaitingRelease");
    assertThat(reason(ConditionType.RECONCILING)).isEqualTo("True AwaitingRelease");
    assertThat(reason(ConditionType.APPROVED)).isEqualTo("True NotRequired");
    assertThat(message(ConditionType.READY)).isEqualTo("The rest of the plan waits: pods are slow");
  }

  @Test
  void an_applied_plan_is_ready_and_says_what_was_applied_when() {
    looks.planned(TIGHTENS).expanded().contracted().said();

    assertThat(status().phase()).isEqualTo(Phase.APPLIED);
    assertThat(conditions())
        .isEqualTo(
            """
            Ready True Applied
            Planned True PlanMade
            Expanded True Expanded
            Approved True NotRequired
            Applied True Applied
            Drifted False AsApplied\
            """);
    var applied = Objects.requireNonNull(status().applied());
    assertThat(applied.hash()).isEqualTo(HASH);
    assertThat(applied.version()).isEqualTo("8");
    assertThat(applied.duration()).isEqualTo("42ms");
    assertThat(applied.at()).isEqualTo(NOW);
    assertThat(status().history()).isNull();
  }

  @Test
  void a_second_look_says_the_same() {
    looks.planned(TIGHTENS).expanded().contracted().said();
    SchemaPlanStatus before = status();

    assertThat(looks.at(NOW.plusSeconds(59)).said().plan().getStatus()).isEqualTo(before);
  }

  @Test
  void an_operator_that_starts_changes_nothing_in_what_is_said() {
    looks.planned(DROPS).expanded().said();
    SchemaPlanStatus before = status();
    Looks other = new Looks().of(looks.plan()).at(NOW.plusSeconds(60));
    Plan rest = made(List.of(), List.of(), List.of(DROP));

    assertThat(other.said().plan().getStatus()).as("planning").isEqualTo(before);
    assertThat(other.working(Task.PLAN).said().plan().getStatus()).isEqualTo(before);
    assertThat(other.planned(rest).said().plan().getStatus()).as("expanding").isEqualTo(before);
    assertThat(conditions(other.expanded().said())).isEqualTo(conditions());
  }

  @Test
  void a_database_that_is_away_after_a_start_does_not_take_back_that_it_is_expanded() {
    looks.planned(DROPS).expanded().said();

    Looks other = new Looks().of(looks.plan()).stopped(Task.PLAN, Reason.UNREACHABLE).said();

    assertThat(conditions(other)).contains("Expanded True Expanded", "Ready False Unreachable");
  }

  @Test
  void another_generation_is_not_expanded_before_it_is() {
    looks.planned(DROPS).expanded().said().plan().getMetadata().setGeneration(4L);

    looks.anew().said();

    assertThat(reason(ConditionType.EXPANDED)).isEqualTo("False Planning");
    assertThat(status().applied()).isNull();
  }

  @Test
  void an_approval_alone_does_not_take_back_that_it_is_expanded() {
    looks.planned(DROPS).expanded().said();
    var approved = Looks.plan("{approvedPlan: '%s'}".formatted(HASH));
    approved.getMetadata().setGeneration(4L);
    approved.setStatus(status());

    looks
        .of(approved)
        .found(Task.LOGIC, new Finding.Used(new LogicSeen(RELEASE.digest(), List.of(), List.of())))
        .said();

    assertThat(status().phase()).isEqualTo(Phase.CONTRACTING);
    assertThat(reason(ConditionType.EXPANDED)).isEqualTo("True Expanded");
    assertThat(reason(ConditionType.APPROVED)).isEqualTo("True Approved");
    assertThat(
            Conditions.find(status().conditions(), ConditionType.EXPANDED)
                .orElseThrow()
                .observedGeneration())
        .isEqualTo(4);
  }

  @Test
  void a_database_that_is_away_is_told_in_our_words() {
    looks.stopped(Task.PLAN, Reason.AUTHENTICATION_FAILED).said();

    assertThat(status().phase()).isEqualTo(Phase.PENDING);
    assertThat(reason(ConditionType.READY)).isEqualTo("False AuthenticationFailed");
    assertThat(reason(ConditionType.PLANNED)).isEqualTo("False AuthenticationFailed");
    assertThat(reason(ConditionType.RECONCILING)).isEqualTo("True Retrying");
  }

  @Test
  void an_attempt_more_is_nothing_new() {
    looks.stopped(Task.PLAN, Reason.UNREACHABLE).said();
    SchemaPlanStatus before = status();

    looks.at(NOW.plusSeconds(10)).stopped(Task.PLAN, Reason.UNREACHABLE).said();

    assertThat(status()).isEqualTo(before);
  }

  @Test
  void what_failed_says_why_and_is_stalled() {
    looks
        .planned(ADDS)
        .found(Task.EXPAND, new Finding.Stopped(Reason.FAILED, "23505 at: X"))
        .said();

    assertThat(status().phase()).isEqualTo(Phase.FAILED);
    assertThat(reason(ConditionType.STALLED)).isEqualTo("True Failed");
    assertThat(reason(ConditionType.EXPANDED)).isEqualTo("False Failed");
    assertThat(message(ConditionType.READY)).isEqualTo("23505 at: X");
  }

  @Test
  void what_leaves_and_is_used_is_listed() {
    looks
        .of(Looks.plan("{approvedPlan: '%s'}".formatted(HASH)))
        .planned(DROPS)
        .expanded()
        .found(
            Task.LOGIC,
            new Finding.Used(
                new LogicSeen(
                    RELEASE.digest(),
                    List.of(new BrokenUse("users/get", "public.a.c", "reads it")),
                    List.of("users/import"))))
        .said();

    assertThat(status().phase()).isEqualTo(Phase.BLOCKED);
    assertThat(reason(ConditionType.STALLED)).isEqualTo("True BreaksLogic");
    assertThat(reason(ConditionType.EXPANDED)).isEqualTo("True Expanded");
    var plan = Objects.requireNonNull(status().plan());
    assertThat(plan.breaks()).extracting(BrokenUse::function).containsExactly("users/get");
    assertThat(plan.notAnalysed()).containsExactly("users/import");
  }

  @Test
  void drift_is_told_and_ends() {
    looks.planned(ADDS).expanded().said();
    Instant later = NOW.plusSeconds(600);
    looks
        .at(later)
        .found(Task.DRIFT, new Finding.Compared(List.of("DROP INDEX x", "DROP INDEX y")))
        .said();

    assertThat(reason(ConditionType.DRIFTED)).isEqualTo("True Drifted");
    assertThat(reason(ConditionType.READY)).isEqualTo("True Applied");
    assertThat(Objects.requireNonNull(status().drift()).sql())
        .isEqualTo("DROP INDEX x;\nDROP INDEX y");
    assertThat(status().drift().detectedAt()).isEqualTo(later);

    looks.found(Task.DRIFT, new Finding.Compared(List.of())).said();
    assertThat(reason(ConditionType.DRIFTED)).isEqualTo("False AsApplied");
    assertThat(status().drift()).isNull();
  }

  @Test
  void what_was_applied_before_becomes_history_of_at_most_twenty() {
    for (int i = 0; i < 25; i++) {
      looks.at(NOW.plusSeconds(10L * i)).anew().planned(ADDS).expanded().said();
    }

    assertThat(status().history()).hasSize(20);
    assertThat(Objects.requireNonNull(status().applied()).at()).isEqualTo(NOW.plusSeconds(240));
    assertThat(status().history().getFirst().at()).isEqualTo(NOW.plusSeconds(230));
  }

  @Test
  void a_plan_with_nothing_to_change_is_no_new_entry_of_history() {
    looks.planned(ADDS).expanded().said();
    var applied = status().applied();

    looks
        .at(NOW.plusSeconds(10))
        .anew()
        .planned(made(List.of(), List.of(), List.of()))
        .expanded()
        .said();

    assertThat(status().applied()).isEqualTo(applied);
    assertThat(status().history()).isNull();
  }

  @Test
  void a_plan_to_be_shown_has_no_condition_of_carrying_out() {
    looks.of(Looks.plan("{mode: Plan}")).planned(DROPS).said();

    assertThat(conditions())
        .isEqualTo(
            """
            Ready True Preview
            Planned True PlanMade\
            """);
    assertThat(Objects.requireNonNull(status().plan()).hash()).isEqualTo(HASH);
  }

  @Test
  void a_plan_without_project_keeps_what_is_known() {
    looks.planned(ADDS).expanded().said();
    var applied = status().applied();

    looks.with(new Setting.NoProject()).said();

    assertThat(reason(ConditionType.READY)).isEqualTo("Unknown ProjectNotFound");
    assertThat(reason(ConditionType.APPLIED)).isEqualTo("True Applied");
    assertThat(status().applied()).isEqualTo(applied);
  }

  @Test
  void the_younger_of_two_plans_is_stalled() {
    looks.with(new Setting.Conflict("shop-first")).said();

    assertThat(conditions())
        .isEqualTo(
            """
            Ready False DatabaseConflict
            Stalled True DatabaseConflict\
            """);
    assertThat(message(ConditionType.READY)).contains("shop-first");
  }

  @Test
  void a_large_plan_is_cut_and_names_its_config_map() {
    List<PlannedStatement> many =
        IntStream.range(0, 600)
            .mapToObj(i -> new PlannedStatement("CREATE TABLE t" + i + "()", true, List.of()))
            .toList();
    looks.planned(made(List.of(), many, List.of(DROP))).said();

    var plan = Objects.requireNonNull(status().plan());
    assertThat(plan.expand()).hasSize(500);
    assertThat(plan.contract()).isNull();
    assertThat(plan.changes()).isEqualTo(601);
    assertThat(plan.truncated()).isTrue();
    assertThat(plan.configMap()).isEqualTo("shop-main-plan");
    assertThat(PlanMap.desired(looks.plan(), looks.seen().known().plan().orElseThrow()).getData())
        .hasEntrySatisfying(
            PlanMap.TEXT,
            text ->
                assertThat(text)
                    .contains("CREATE TABLE t599();\n")
                    .contains("-- contract\n-- DROP_COLUMN public.a.c: 3 rows lose it\n"));
  }

  @Test
  void the_time_of_a_plan_stays_while_the_plan_does() {
    looks.planned(DROPS).expanded().said();

    looks
        .at(NOW.plus(Duration.ofMinutes(10)))
        .planned(made(List.of(), List.of(), List.of(DROP)))
        .said();

    assertThat(Objects.requireNonNull(status().plan()).createdAt()).isEqualTo(NOW);
  }

  private SchemaPlanStatus status() {
    return looks.plan().getStatus();
  }

  private String conditions() {
    return conditions(looks);
  }

  private static String conditions(Looks of) {
    return of.plan().getStatus().conditions().stream()
        .map(c -> c.type() + " " + word(c))
        .collect(Collectors.joining("\n"));
  }

  private String reason(ConditionType type) {
    return Conditions.find(status().conditions(), type).map(PlanStatusTest::word).orElse("");
  }

  private static String word(Condition condition) {
    String status = condition.status().name();
    return status.charAt(0)
        + status.substring(1).toLowerCase(java.util.Locale.ROOT)
        + " "
        + condition.reason();
  }

  private String message(ConditionType type) {
    return Conditions.find(status().conditions(), type).map(Condition::message).orElse("");
  }
}
