package dev.santokit.operator.plan;

import static dev.santokit.operator.plan.Looks.ADD;
import static dev.santokit.operator.plan.Looks.BY_HAND;
import static dev.santokit.operator.plan.Looks.DROP;
import static dev.santokit.operator.plan.Looks.HASH;
import static dev.santokit.operator.plan.Looks.NOT_NULL;
import static dev.santokit.operator.plan.Looks.NOW;
import static dev.santokit.operator.plan.Looks.OTHER;
import static dev.santokit.operator.plan.Looks.RELEASE;
import static dev.santokit.operator.plan.Looks.REQUIRED;
import static dev.santokit.operator.plan.Looks.at;
import static dev.santokit.operator.plan.Looks.made;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.plan.AppliedPlan;
import dev.santokit.crds.plan.BrokenUse;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.operator.release.Newest;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.hazard.Level;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.Planning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StepTest {

  private static final Plan ADDS = made(List.of(), List.of(ADD), List.of());
  private static final Plan DROPS = made(List.of(), List.of(ADD), List.of(DROP));
  private static final Plan TIGHTENS = made(List.of(), List.of(ADD), List.of(NOT_NULL));
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final Looks looks = new Looks();

  @Test
  void a_new_plan_is_made() {
    assertThat(looks.next()).isEqualTo(new Step.MakePlan());
  }

  @Test
  void nothing_is_begun_while_work_is_under_way() {
    assertThat(looks.working(Task.PLAN).next()).isEqualTo(new Step.Working(Task.PLAN));
    assertThat(looks.planned(DROPS).working(Task.EXPAND).next())
        .isEqualTo(new Step.Working(Task.EXPAND));
  }

  @Test
  void what_the_active_release_survives_is_carried_out_at_once() {
    assertThat(looks.planned(DROPS).next()).isEqualTo(new Step.Expand(HASH));
  }

  @Test
  void an_empty_plan_is_carried_out_too_as_it_records_the_schema_and_gives_rights() {
    assertThat(looks.planned(made(List.of(), List.of(), List.of())).next())
        .isEqualTo(new Step.Expand(HASH));
  }

  @Test
  void without_a_second_part_all_is_done_after_the_first() {
    assertThat(looks.planned(ADDS).expanded().next()).isEqualTo(new Step.Rest(INTERVAL));
  }

  @Test
  void what_destroys_waits_for_approval_after_the_first_part() {
    assertThat(looks.planned(DROPS).expanded().next())
        .isEqualTo(new Step.AwaitApproval(DROPS, Agreement.NONE, INTERVAL));
  }

  @Test
  void a_migration_written_by_hand_waits_for_approval_before_anything() {
    Plan plan = made(List.of(BY_HAND), List.of(ADD), List.of());

    assertThat(looks.planned(plan).next())
        .isEqualTo(new Step.AwaitApproval(plan, Agreement.NONE, INTERVAL));
    assertThat(looks.of(approving(HASH)).next()).isEqualTo(new Step.Expand(HASH));
  }

  @Test
  void an_approval_of_another_plan_is_none() {
    assertThat(looks.of(approving(OTHER)).planned(DROPS).expanded().next())
        .isEqualTo(new Step.AwaitApproval(DROPS, Agreement.TO_ANOTHER, INTERVAL));
  }

  @Test
  void an_approval_of_a_plan_that_was_applied_since_is_spent() {
    SchemaPlan plan = approving(OTHER);
    plan.setStatus(
        new SchemaPlanStatus(
            3L, null, null, null, new AppliedPlan(OTHER, NOW, "1", "1s"), null, null));

    assertThat(looks.of(plan).planned(DROPS).expanded().next())
        .isEqualTo(new Step.AwaitApproval(DROPS, Agreement.NONE, INTERVAL));
  }

  @Test
  void an_approval_counts_only_while_its_policy_is_installed() {
    looks.of(approving(HASH)).planned(DROPS).expanded();

    assertThat(looks.with(Guard.MISSING).next())
        .isEqualTo(new Step.AwaitApproval(DROPS, Agreement.NOT_GUARDED, INTERVAL));
    assertThat(looks.with(Guard.NOT_ASKED_FOR).next()).isInstanceOf(Step.ReadLogic.class);
    assertThat(looks.with(Guard.INSTALLED).next()).isInstanceOf(Step.ReadLogic.class);
  }

  @Test
  void what_waits_for_approval_is_planned_again_from_time_to_time() {
    looks.planned(DROPS).expanded();

    assertThat(looks.at(NOW.plus(INTERVAL)).next()).isEqualTo(new Step.MakePlan());
  }

  @Test
  void the_same_plan_made_again_is_not_expanded_again() {
    looks.planned(DROPS).expanded().planned(made(List.of(), List.of(), List.of(DROP)));

    assertThat(looks.next()).isInstanceOf(Step.AwaitApproval.class);
  }

  @Test
  void the_second_part_waits_until_the_newest_content_is_served() {
    looks.planned(TIGHTENS).expanded().with(new Newest.Coming("pods are slow"));

    assertThat(looks.next()).isEqualTo(new Step.AwaitRelease("pods are slow"));
    assertThat(looks.with(new Newest.Served(RELEASE)).next()).isEqualTo(new Step.Contract(HASH));
  }

  @Test
  void before_something_leaves_it_is_read_what_the_release_uses() {
    looks.of(approving(HASH)).planned(DROPS).expanded();

    assertThat(looks.next()).isEqualTo(new Step.ReadLogic(RELEASE));
    assertThat(looks.found(Task.LOGIC, used(RELEASE.digest())).next())
        .isEqualTo(new Step.Contract(HASH));
  }

  @Test
  void what_another_release_uses_says_nothing() {
    looks.of(approving(HASH)).planned(DROPS).expanded().found(Task.LOGIC, used("1:other"));

    assertThat(looks.next()).isEqualTo(new Step.ReadLogic(RELEASE));
  }

  @Test
  void what_the_active_release_uses_does_not_leave() {
    looks
        .of(approving(HASH))
        .planned(DROPS)
        .expanded()
        .found(Task.LOGIC, used(RELEASE.digest(), "users/get"));

    assertThat(looks.next())
        .isEqualTo(
            new Step.Blocked(
                Reason.BREAKS_LOGIC,
                "The active release uses what leaves: users/get public.a.c. Deploy functions that"
                    + " do not",
                INTERVAL));
  }

  @Test
  void with_a_policy_that_says_so_approval_is_enough_for_what_is_used() {
    String policy = "policy: {hazards: {BREAKS_LOGIC: approve}}";
    Finding used = used(RELEASE.digest(), "users/get");

    assertThat(
            looks
                .of(Looks.plan("{%s, approvedPlan: '%s'}".formatted(policy, HASH)))
                .planned(DROPS)
                .expanded()
                .found(Task.LOGIC, used)
                .next())
        .isEqualTo(new Step.Contract(HASH));
  }

  @Test
  void without_approvals_what_is_used_still_needs_one_when_the_policy_says_so() {
    Plan plan = made(List.of(), List.of(), List.of(at(Level.INFO, DROP), DROP));
    Plan free =
        new Plan(
            plan.hash(),
            dev.santokit.project.schema.Approval.NEVER,
            1,
            List.of(),
            List.of(),
            plan.contract(),
            plan.leaving(),
            plan.trial(),
            plan.live(),
            plan.wanted());

    assertThat(
            looks
                .of(Looks.plan("{policy: {hazards: {BREAKS_LOGIC: approve}}}"))
                .planned(free)
                .expanded()
                .found(Task.LOGIC, used(RELEASE.digest(), "users/get"))
                .next())
        .isEqualTo(new Step.AwaitApproval(free, Agreement.NONE, INTERVAL));
  }

  @Test
  void after_both_parts_all_is_done() {
    assertThat(looks.planned(TIGHTENS).expanded().contracted().next())
        .isEqualTo(new Step.Rest(INTERVAL));
  }

  @Test
  void a_denied_hazard_of_the_first_part_stops_all() {
    Plan plan = made(List.of(), List.of(ADD, REQUIRED), List.of());

    assertThat(looks.planned(plan).next())
        .isEqualTo(
            new Step.Blocked(
                Reason.BLOCKED, "ADD_REQUIRED_COLUMN public.a.d: 3 rows have no value", INTERVAL));
  }

  @Test
  void a_denied_hazard_of_the_second_part_does_not_stop_the_first() {
    Plan plan = made(List.of(), List.of(ADD), List.of(at(Level.DENY, DROP)));

    assertThat(looks.planned(plan).next()).isEqualTo(new Step.Expand(HASH));
    assertThat(looks.expanded().next())
        .isEqualTo(
            new Step.Blocked(Reason.BLOCKED, "DROP_COLUMN public.a.c: 3 rows lose it", INTERVAL));
  }

  @Test
  void a_schema_that_says_nothing_is_blocked_with_its_problems() {
    Problem problem =
        Problem.error(
            ErrorCode.SCHEMA_UNCLOSED_BLOCK,
            Range.ofFile("main.hcl"),
            "this { is never closed",
            "add } to end it");
    looks.found(Task.PLAN, new Finding.Made(new Planning.Refused(List.of(problem))));

    assertThat(looks.next())
        .isInstanceOfSatisfying(
            Step.Blocked.class,
            blocked -> {
              assertThat(blocked.reason()).isEqualTo(Reason.INVALID);
              assertThat(blocked.message())
                  .contains("this { is never closed", "SCHEMA_UNCLOSED_BLOCK", "add }");
            });
  }

  @Test
  void a_database_that_is_away_is_tried_again_for_ever() {
    looks.stopped(Task.PLAN, Reason.UNREACHABLE);
    assertThat(left(looks.next())).isEqualTo(Duration.ofSeconds(1));

    for (int i = 0; i < 100; i++) {
      looks.stopped(Task.PLAN, Reason.UNREACHABLE);
    }

    assertThat(left(looks.next())).isEqualTo(Duration.ofSeconds(30));
    assertThat(looks.at(NOW.plusSeconds(30)).next()).isEqualTo(new Step.MakePlan());
  }

  @Test
  void a_secret_that_is_not_set_and_a_runner_that_is_busy_are_looked_for_soon() {
    for (int i = 0; i < 100; i++) {
      looks.stopped(Task.PLAN, Reason.MISSING);
    }
    assertThat(left(looks.next())).isEqualTo(Duration.ofSeconds(5));

    assertThat(left(looks.stopped(Task.PLAN, Reason.BUSY).next())).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"EXPAND", "CONTRACT"})
  void a_part_during_which_the_database_went_away_is_gone_on_with(Task task) {
    looks.planned(TIGHTENS);
    if (task == Task.CONTRACT) {
      looks.expanded();
    }
    looks.stopped(task, Reason.UNREACHABLE);

    assertThat(looks.next()).isInstanceOf(Step.Retry.class);
    assertThat(looks.at(NOW.plusSeconds(1)).next())
        .isEqualTo(task == Task.EXPAND ? new Step.Expand(HASH) : new Step.Contract(HASH));
  }

  @Test
  void what_failed_is_planned_again_after_a_growing_while() {
    looks.planned(ADDS).stopped(Task.EXPAND, Reason.FAILED);
    assertThat(left(looks.next())).isEqualTo(Duration.ofSeconds(10));
    looks.at(NOW.plusSeconds(10));
    assertThat(looks.next()).isEqualTo(new Step.MakePlan());

    looks.planned(ADDS);
    assertThat(looks.at(NOW.plusSeconds(11)).next()).isEqualTo(new Step.Expand(HASH));
    looks.stopped(Task.EXPAND, Reason.FAILED);

    assertThat(left(looks.next())).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void a_database_that_has_changed_gets_the_plan_for_what_it_is() {
    looks
        .of(approving(HASH))
        .planned(DROPS)
        .expanded()
        .found(Task.LOGIC, used(RELEASE.digest()))
        .found(Task.CONTRACT, new Finding.Changed(ADDS));

    assertThat(looks.next()).isInstanceOf(Step.Retry.class);
    assertThat(looks.at(NOW.plusSeconds(1)).next()).isEqualTo(new Step.Expand(HASH));
  }

  @Test
  void at_rest_the_database_is_compared_from_time_to_time() {
    looks.planned(ADDS).expanded();

    assertThat(looks.at(NOW.plus(INTERVAL)).next()).isEqualTo(new Step.CheckDrift());
    assertThat(looks.found(Task.DRIFT, new Finding.Compared(List.of())).next())
        .isEqualTo(new Step.Rest(INTERVAL));
  }

  @Test
  void what_someone_else_changed_is_not_put_right() {
    looks
        .planned(ADDS)
        .expanded()
        .found(Task.DRIFT, new Finding.Compared(List.of("ALTER TABLE a DROP COLUMN x")));

    assertThat(looks.next()).isEqualTo(new Step.Rest(INTERVAL));
  }

  @Test
  void a_database_that_is_away_while_all_is_done_is_compared_later() {
    looks.planned(ADDS).expanded().at(NOW.plus(INTERVAL)).stopped(Task.DRIFT, Reason.UNREACHABLE);

    assertThat(looks.next()).isEqualTo(new Step.Rest(Duration.ofSeconds(1)));
    assertThat(looks.at(NOW.plus(INTERVAL).plusSeconds(1)).next()).isEqualTo(new Step.CheckDrift());
  }

  @Test
  void an_operator_that_starts_does_not_plan_what_is_applied() {
    looks.planned(ADDS).expanded().said();

    assertThat(new Looks().of(looks.plan()).next()).isEqualTo(new Step.CheckDrift());
  }

  @Test
  void an_operator_that_starts_plans_what_was_changed_meanwhile() {
    looks.planned(ADDS).expanded().said().plan().getMetadata().setGeneration(4L);

    assertThat(new Looks().of(looks.plan()).next()).isEqualTo(new Step.MakePlan());
  }

  @Test
  void an_applied_plan_that_asks_for_something_else_is_made_again() {
    looks.planned(ADDS).expanded().said();

    assertThat(looks.anew().next()).isEqualTo(new Step.MakePlan());
  }

  @Test
  void nothing_is_done_for_what_must_stand() {
    for (Setting why :
        List.of(
            new Setting.NoProject(),
            new Setting.Suspended(),
            new Setting.Conflict("shop-main"),
            new Setting.Unusable(Reason.DATABASE_NOT_FOUND, "no database"))) {
      assertThat(looks.with(why).next()).isEqualTo(new Step.Stand(why));
    }
  }

  @Test
  void a_plan_to_be_shown_is_made_and_not_carried_out() {
    looks.of(Looks.plan("{mode: Plan}"));
    assertThat(looks.next()).isEqualTo(new Step.MakePlan());

    assertThat(looks.planned(ADDS).next()).isEqualTo(new Step.Show(ADDS, Duration.ofMinutes(59)));
  }

  @Test
  void a_plan_to_be_shown_goes_after_an_hour_whatever_else() {
    looks.of(Looks.plan("{mode: Plan}")).planned(ADDS).at(NOW.plus(Duration.ofMinutes(59)));

    assertThat(looks.next()).isEqualTo(new Step.Remove());
    assertThat(looks.with(new Setting.NoProject()).next()).isEqualTo(new Step.Remove());
  }

  private static Duration left(Step step) {
    return step instanceof Step.Retry(Trouble _, Duration left) ? left : Duration.ZERO;
  }

  private static Finding used(String digest, String... functions) {
    return new Finding.Used(
        new LogicSeen(
            digest,
            List.of(functions).stream()
                .map(function -> new BrokenUse(function, "public.a.c", "reads it"))
                .toList(),
            List.of()));
  }

  private static SchemaPlan approving(String hash) {
    return Looks.plan("{approvedPlan: '%s'}".formatted(hash));
  }
}
