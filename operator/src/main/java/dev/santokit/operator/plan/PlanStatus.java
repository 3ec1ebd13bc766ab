package dev.santokit.operator.plan;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.plan.AppliedPlan;
import dev.santokit.crds.plan.Drift;
import dev.santokit.crds.plan.Phase;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.quantity.Durations;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.Level;
import dev.santokit.schema.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a plan: what follows from a step, from what is known, and from the one before. */
final class PlanStatus {

  private static final SchemaPlanStatus EMPTY =
      new SchemaPlanStatus(null, null, null, null, null, null, null);
  private static final int MOST_HISTORY = 20;
  private static final int LONGEST_DRIFT = 16_384;

  private final Observation seen;
  private final SchemaPlan plan;
  private final SchemaPlanStatus before;
  private final Conditions conditions;

  private PlanStatus(Observation seen) {
    this.seen = seen;
    this.plan = seen.plan();
    this.before = Optional.ofNullable(plan.getStatus()).orElse(EMPTY);
    this.conditions = new Conditions(plan.getMetadata().getGeneration(), seen.now());
  }

  /**
   * Of a step that is taken now.
   *
   * @return the status that the plan has where nothing is to be said about it
   */
  static SchemaPlanStatus of(Observation seen, Step step) {
    return new PlanStatus(seen).of(step);
  }

  /** What a step means for those who look at it. */
  private record Story(
      Phase phase, Reason reason, String message, @Nullable Beside beside, boolean isDone) {

    static Story going(Phase phase, Reason reason, String message) {
      return new Story(
          phase, reason, message, new Beside(ConditionType.RECONCILING, reason), false);
    }

    static Story stalled(Phase phase, Reason reason, String message) {
      return new Story(phase, reason, message, new Beside(ConditionType.STALLED, reason), false);
    }

    static Story waiting(Phase phase, Reason reason, String message) {
      return new Story(phase, reason, message, null, false);
    }

    static Story done(Phase phase, Reason reason, String message) {
      return new Story(phase, reason, message, null, true);
    }
  }

  private record Beside(ConditionType type, Reason reason) {}

  private SchemaPlanStatus of(Step step) {
    return switch (step) {
      case Step.Stand(Setting why) -> standing(why);
      case Step.Remove() -> before;
      case Step.MakePlan() -> working(Task.PLAN);
      case Step.Expand _ -> working(Task.EXPAND);
      case Step.ReadLogic _ -> working(Task.LOGIC);
      case Step.Contract _ -> working(Task.CONTRACT);
      case Step.CheckDrift() -> working(Task.DRIFT);
      case Step.Working(Task task) -> working(task);
      case Step.AwaitApproval(Plan of, Agreement agreement, Duration _) ->
          told(Story.waiting(Phase.AWAITING_APPROVAL, reason(agreement), approval(of, agreement)));
      case Step.AwaitRelease(String why) ->
          told(
              Story.going(
                  Phase.EXPANDED, Reason.AWAITING_RELEASE, "The rest of the plan waits: " + why));
      case Step.Blocked(Reason reason, String message, Duration _) ->
          told(Story.stalled(Phase.BLOCKED, reason, message));
      case Step.Retry(Trouble trouble, Duration _) -> told(story(trouble));
      case Step.Show(Plan of, Duration _) ->
          told(
              Story.done(
                  Phase.PENDING, Reason.PREVIEW, "It is shown and not applied: " + inWords(of)));
      case Step.Rest _ -> rested();
    };
  }

  private Story story(Trouble trouble) {
    if (trouble.isFailure()) {
      return Story.stalled(Phase.FAILED, Reason.FAILED, trouble.message());
    }
    return new Story(
        phase(trouble.during()),
        trouble.reason(),
        trouble.message(),
        new Beside(ConditionType.RECONCILING, Reason.RETRYING),
        false);
  }

  private static Phase phase(Task during) {
    return switch (during) {
      case PLAN -> Phase.PENDING;
      case EXPAND -> Phase.EXPANDING;
      case LOGIC -> Phase.EXPANDED;
      case CONTRACT -> Phase.CONTRACTING;
      case DRIFT -> Phase.APPLIED;
    };
  }

  /** What only looks is not worth a status, unless there is none of this generation yet. */
  private SchemaPlanStatus working(Task task) {
    boolean isSaid =
        before.observedGeneration() != null
            && before.observedGeneration().equals(plan.getMetadata().getGeneration());
    return switch (task) {
      case PLAN ->
          isSaid
              ? before
              : told(Story.going(Phase.PENDING, Reason.PLANNING, "The plan is being made"));
      case EXPAND ->
          isSaid && isNothingToExpand()
              ? before
              : told(Story.going(Phase.EXPANDING, Reason.EXPANDING, "Expand is being carried out"));
      case LOGIC, DRIFT ->
          isSaid
              ? before
              : seen.isSaidToBeApplied() || task == Task.DRIFT
                  ? rested()
                  : told(
                      Story.going(
                          Phase.EXPANDED,
                          Reason.AWAITING_RELEASE,
                          "It is read what the active release uses"));
      case CONTRACT ->
          told(Story.going(Phase.CONTRACTING, Reason.CONTRACTING, "Contract is being carried out"));
    };
  }

  private boolean isNothingToExpand() {
    return seen.known()
        .plan()
        .filter(made -> made.migrations().isEmpty() && made.expand().isEmpty())
        .isPresent();
  }

  /** A plan of which nothing else can be told than why nothing happens. */
  private SchemaPlanStatus standing(Setting why) {
    return switch (why) {
      case Setting.NoProject() -> {
        Condition ready =
            conditions.unknown(
                ConditionType.READY,
                Reason.PROJECT_NOT_FOUND,
                "There is no SantokitProject " + plan.getSpec().project() + " in this namespace");
        yield with(before.phase(), replaced(List.of(ready)), before);
      }
      case Setting.Suspended() -> {
        String message = "spec.suspend of the project is true: nothing is done";
        yield with(
            before.phase(),
            replaced(
                List.of(
                    conditions.fails(ConditionType.READY, Reason.SUSPENDED, message),
                    conditions.holds(ConditionType.STALLED, Reason.SUSPENDED, message))),
            before);
      }
      case Setting.Conflict(String older) ->
          stalled(
              Reason.DATABASE_CONFLICT,
              "SchemaPlan "
                  + older
                  + " is older and has the database "
                  + plan.getSpec().database()
                  + " of the project: delete one of the two");
      case Setting.Unusable(Reason reason, String message) -> stalled(reason, message);
      case Setting.Usable() -> before;
    };
  }

  private SchemaPlanStatus stalled(Reason reason, String message) {
    return with(
        seen.isSaidToBeApplied() ? Phase.APPLIED : Phase.PENDING,
        replaced(
            List.of(
                conditions.fails(ConditionType.READY, reason, message),
                conditions.holds(ConditionType.STALLED, reason, message))),
        before);
  }

  /** The conditions of before with some of now, without what was beside Ready. */
  private List<Condition> replaced(List<Condition> now) {
    var all = new ArrayList<>(now);
    Optional.ofNullable(before.conditions()).orElse(List.of()).stream()
        .filter(c ->
            Stream.of(ConditionType.READY, ConditionType.RECONCILING, ConditionType.STALLED)
                .noneMatch(type -> type.text().equals(c.type())))
        .forEach(all::add);
    return all;
  }

  private SchemaPlanStatus with(@Nullable Phase phase, List<Condition> now, SchemaPlanStatus rest) {
    return new SchemaPlanStatus(
        conditions.generation(),
        Conditions.after(before.conditions(), now),
        phase,
        rest.plan(),
        rest.applied(),
        rest.history(),
        rest.drift());
  }

  /** All is done; without a plan in memory that is what the status says already. */
  private SchemaPlanStatus rested() {
    Story story =
        Story.done(Phase.APPLIED, Reason.SCHEMA_APPLIED, "The database is as the schema says");
    if (seen.known().plan().isPresent()) {
      return told(story);
    }
    var now = new ArrayList<Condition>();
    now.add(conditions.holds(ConditionType.READY, story.reason, story.message));
    Optional.ofNullable(before.conditions()).orElse(List.of()).stream()
        .filter(c ->
            Stream.of(ConditionType.PLANNED, ConditionType.EXPANDED, ConditionType.APPROVED)
                .anyMatch(type -> type.text().equals(c.type())))
        .forEach(now::add);
    now.add(conditions.holds(ConditionType.APPLIED, story.reason, story.message));
    drifted().ifPresent(now::add);
    return new SchemaPlanStatus(
        conditions.generation(),
        Conditions.after(before.conditions(), now),
        Phase.APPLIED,
        before.plan(),
        before.applied(),
        before.history(),
        drift());
  }

  private SchemaPlanStatus told(Story story) {
    var now = new ArrayList<Condition>();
    now.add(
        story.isDone
            ? conditions.holds(ConditionType.READY, story.reason, story.message)
            : conditions.fails(ConditionType.READY, story.reason, story.message));
    now.add(planned(story));
    if (Plans.isApplied(plan)) {
      now.add(expanded(story));
      now.add(approved());
      now.add(
          story.isDone
              ? conditions.holds(ConditionType.APPLIED, story.reason, story.message)
              : conditions.fails(ConditionType.APPLIED, story.reason, story.message));
      drifted().ifPresent(now::add);
    }
    if (story.beside != null) {
      now.add(conditions.holds(story.beside.type, story.beside.reason, story.message));
    }
    Applied applied = story.isDone && Plans.isApplied(plan) ? applied() : unchanged();
    return new SchemaPlanStatus(
        conditions.generation(),
        Conditions.after(before.conditions(), now),
        story.phase,
        seen.known().plan().map(made -> PlanInStatus.of(plan, made, seen.known())).orElse(null),
        applied.last,
        applied.history,
        story.isDone ? drift() : before.drift());
  }

  private Condition planned(Story story) {
    ConditionType type = ConditionType.PLANNED;
    return seen.known()
        .plan()
        .map(made -> conditions.holds(type, Reason.PLAN_MADE, inWords(made)))
        .orElseGet(() ->
            story.reason == Reason.PLANNING
                ? conditions.unknown(type, story.reason, story.message)
                : conditions.fails(type, story.reason, story.message));
  }

  private Condition expanded(Story story) {
    ConditionType type = ConditionType.EXPANDED;
    return seen.known().expanded() != null || isStillExpanded()
        ? conditions.holds(
            type, Reason.SCHEMA_EXPANDED, "What the active release survives is in the database")
        : conditions.fails(type, story.reason, story.message);
  }

  /** Whether the status says so, and nothing that is known speaks against it. */
  private boolean isStillExpanded() {
    Known known = seen.known();
    boolean isNothingElseKnown = known.planning() == null && !known.anew();
    return (isNothingElseKnown || isNothingToExpand())
        && Conditions.find(before.conditions(), ConditionType.EXPANDED)
            .filter(c -> c.status() == ConditionStatus.TRUE)
            .filter(c -> plan.getMetadata().getGeneration().equals(c.observedGeneration()))
            .isPresent();
  }

  private Condition approved() {
    ConditionType type = ConditionType.APPROVED;
    Plan made = seen.known().plan().orElse(null);
    if (made == null) {
      return conditions.unknown(type, Reason.PLANNING, "There is no plan to agree to yet");
    }
    Agreement agreement = Agreement.to(made, false, seen);
    return switch (agreement) {
      case NOT_NEEDED -> conditions.holds(type, Reason.NOT_REQUIRED, "The plan needs no approval");
      case GIVEN ->
          conditions.holds(type, Reason.PLAN_APPROVED, "spec.approvedPlan is the hash of the plan");
      case NONE, TO_ANOTHER -> conditions.fails(type, reason(agreement), approval(made, agreement));
      case NOT_GUARDED -> conditions.unknown(type, reason(agreement), approval(made, agreement));
    };
  }

  private static Reason reason(Agreement agreement) {
    return switch (agreement) {
      case TO_ANOTHER -> Reason.ANOTHER_PLAN;
      case NOT_GUARDED -> Reason.POLICY_MISSING;
      case NONE, NOT_NEEDED, GIVEN -> Reason.AWAITING_APPROVAL;
    };
  }

  private String approval(Plan made, Agreement agreement) {
    String hazards = hazards(made);
    return switch (agreement) {
      case TO_ANOTHER ->
          "spec.approvedPlan is "
              + plan.getSpec().approvedPlan()
              + ", and the plan is "
              + made.hash()
              + " now: read it, and approve it. "
              + hazards;
      case NOT_GUARDED ->
          "The admission policy that guards approvals is not in the cluster, so none counts. "
              + hazards;
      case NONE, NOT_NEEDED, GIVEN ->
          "The plan "
              + made.hash()
              + " needs approval: stk schema approve "
              + plan.getMetadata().getName()
              + ". "
              + hazards;
    };
  }

  private static String hazards(Plan made) {
    List<String> all =
        Stream.of(made.migrations(), made.expand(), made.contract())
            .flatMap(List::stream)
            .flatMap(statement -> statement.hazards().stream())
            .filter(hazard -> hazard.level() == Level.APPROVE)
            .map(Hazard::toString)
            .toList();
    int more = all.size() - Step.MOST_LISTED;
    return all.stream().limit(Step.MOST_LISTED).collect(Collectors.joining("; "))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static String inWords(Plan made) {
    if (made.isEmpty()) {
      return "There is nothing to change";
    }
    return "%s: %d to expand, %d to contract"
        .formatted(
            made.changes() == 1 ? "1 change" : made.changes() + " changes",
            made.migrations().size() + made.expand().size(),
            made.contract().size());
  }

  private Optional<Condition> drifted() {
    ConditionType type = ConditionType.DRIFTED;
    Trouble trouble = seen.known().trouble();
    Known.DriftSeen drift = seen.known().drift();
    if (trouble != null && trouble.during() == Task.DRIFT) {
      return Optional.of(conditions.unknown(type, trouble.reason(), trouble.message()));
    }
    if (drift == null) {
      return Conditions.find(before.conditions(), type);
    }
    return Optional.of(
        drift.statements().isEmpty()
            ? conditions.fails(type, Reason.AS_APPLIED, "The live schema is the one applied last")
            : conditions.holds(
                type,
                Reason.SCHEMA_DRIFTED,
                "Someone else changed the database; status.drift.sql leads back"));
  }

  private @Nullable Drift drift() {
    Known.DriftSeen drift = seen.known().drift();
    if (drift == null) {
      return before.drift();
    }
    if (drift.statements().isEmpty()) {
      return null;
    }
    String sql = String.join(";\n", drift.statements());
    Drift said = before.drift();
    Instant first = said == null ? null : said.detectedAt();
    return new Drift(
        first == null ? drift.at().truncatedTo(ChronoUnit.SECONDS) : first,
        sql.length() <= LONGEST_DRIFT ? sql : sql.substring(0, LONGEST_DRIFT - 1) + "…");
  }

  /** What is applied, and what was. */
  private record Applied(@Nullable AppliedPlan last, @Nullable List<AppliedPlan> history) {}

  private Applied unchanged() {
    return new Applied(before.applied(), before.history());
  }

  private Applied applied() {
    AppliedPlan last = before.applied();
    Known known = seen.known();
    Known.Done expanded = known.expanded();
    Known.Done done = known.contracted() == null ? expanded : known.contracted();
    Plan made = known.plan().orElse(null);
    if (done == null || expanded == null || made == null) {
      return unchanged();
    }
    boolean isSaid = last != null && (made.isEmpty() || isOf(last, made, done));
    if (isSaid) {
      return unchanged();
    }
    Duration took =
        known.contracted() == null ? expanded.took() : expanded.took().plus(done.took());
    var history = new ArrayList<AppliedPlan>();
    Optional.ofNullable(last).ifPresent(history::add);
    Optional.ofNullable(before.history()).ifPresent(history::addAll);
    return new Applied(
        new AppliedPlan(
            made.hash(),
            done.at().truncatedTo(ChronoUnit.SECONDS),
            done.version(),
            Durations.text(took.truncatedTo(ChronoUnit.MILLIS))),
        history.isEmpty() ? null : history.stream().limit(MOST_HISTORY).toList());
  }

  private static boolean isOf(AppliedPlan last, Plan made, Known.Done done) {
    return made.hash().equals(last.hash())
        && done.at().truncatedTo(ChronoUnit.SECONDS).equals(last.at());
  }
}
