package dev.santokit.operator.plan;

import dev.santokit.crds.plan.Plans;
import dev.santokit.operator.release.Newest;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.release.Release;
import dev.santokit.project.schema.Decision;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.HazardCode;
import dev.santokit.schema.hazard.Level;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlannedStatement;
import dev.santokit.schema.plan.Planning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be done next about a plan: the decision, without a cluster and without a database. */
sealed interface Step {

  /** How long a plan that is only shown stays. */
  Duration SHOWN = Duration.ofHours(1);

  /** How many problems, hazards or functions a message lists. */
  int MOST_LISTED = 10;

  /** Nothing, and not because of what it says itself. */
  record Stand(Setting why) implements Step {}

  /** Work is under way; what comes of it decides. */
  record Working(Task task) implements Step {}

  /** A plan is to be made. */
  record MakePlan() implements Step {}

  /** The first part is to be carried out. */
  record Expand(String hash) implements Step {}

  /** It is to be read what a release uses of that which leaves. */
  record ReadLogic(Release release) implements Step {}

  /** The second part is to be carried out. */
  record Contract(String hash) implements Step {}

  /**
   * Somebody has to agree first.
   *
   * @param left after how long the plan is made again
   */
  record AwaitApproval(Plan plan, Agreement agreement, Duration left) implements Step {}

  /** The project has to serve its newest content first. */
  record AwaitRelease(String why) implements Step {}

  /**
   * It cannot go on as it is.
   *
   * @param left after how long the plan is made again
   */
  record Blocked(Reason reason, String message, Duration left) implements Step {}

  /**
   * The last work did not come to its end.
   *
   * @param left after how long it is tried again
   */
  record Retry(Trouble trouble, Duration left) implements Step {}

  /** It is shown, and that is all. */
  record Show(Plan plan, Duration left) implements Step {}

  /** It was shown for long enough. */
  record Remove() implements Step {}

  /** The live schema is to be compared with the one applied last. */
  record CheckDrift() implements Step {}

  /** All is done. */
  record Rest(Duration left) implements Step {}

  /** Decides. */
  static Step next(Observation seen) {
    if (!Plans.isApplied(seen.plan())) {
      Instant created = Instant.parse(seen.plan().getMetadata().getCreationTimestamp());
      if (!seen.until(created.plus(SHOWN)).isPositive()) {
        return new Remove();
      }
    }
    if (!(seen.setting() instanceof Setting.Usable)) {
      return new Stand(seen.setting());
    }
    Known known = seen.known();
    if (known.working() != null) {
      return new Working(known.working());
    }
    Trouble trouble = known.trouble();
    if (trouble != null
        && trouble.during() != Task.DRIFT
        && trouble.left(seen.now()).isPositive()) {
      return new Retry(trouble, trouble.left(seen.now()));
    }
    if (known.planning() == null) {
      return !known.anew() && seen.isSaidToBeApplied() ? rest(seen) : new MakePlan();
    }
    if (trouble != null && trouble.isFailure() && !known.plannedAt().isAfter(trouble.at())) {
      return new MakePlan(); // whatever failed, the database may be another by now
    }
    Duration left = seen.until(known.plannedAt().plus(seen.interval()));
    return switch (known.planning()) {
      case Planning.Refused(List<Problem> problems) ->
          waiting(new Blocked(Reason.INVALID, lines(problems), left), left);
      case Planning.Planned(Plan plan) when !Plans.isApplied(seen.plan()) ->
          new Show(plan, created(seen));
      case Planning.Planned(Plan plan) -> {
        Step step = next(plan, seen, left);
        yield waiting(step, left);
      }
    };
  }

  private static Duration created(Observation seen) {
    return seen.until(Instant.parse(seen.plan().getMetadata().getCreationTimestamp()).plus(SHOWN));
  }

  /** What waits for people is made again from time to time, so that they agree to what is. */
  private static Step waiting(Step step, Duration left) {
    boolean forPeople = step instanceof Blocked || step instanceof AwaitApproval;
    return forPeople && !left.isPositive() ? new MakePlan() : step;
  }

  private static Step next(Plan plan, Observation seen, Duration left) {
    Known known = seen.known();
    Agreement agreement = agreement(plan, false, seen);
    if (known.expanded() == null) {
      List<Hazard> denied = denied(Stream.of(plan.migrations(), plan.expand()));
      if (!denied.isEmpty()) {
        return new Blocked(Reason.BLOCKED, lines(denied), left);
      }
      return plan.approvalBeforeExpand() && !agreement.suffices()
          ? new AwaitApproval(plan, agreement, left)
          : new Expand(plan.hash());
    }
    if (plan.contract().isEmpty() || known.contracted() != null) {
      return rest(seen);
    }
    List<Hazard> denied = denied(Stream.of(plan.contract()));
    if (!denied.isEmpty()) {
      return new Blocked(Reason.BLOCKED, lines(denied), left);
    }
    if (!agreement.suffices()) {
      return new AwaitApproval(plan, agreement, left);
    }
    return switch (seen.newest()) {
      case Newest.Coming(String why) -> new AwaitRelease(why);
      case Newest.Served(Release release) -> contract(plan, release, seen, left);
    };
  }

  private static Step contract(Plan plan, Release release, Observation seen, Duration left) {
    LogicSeen logic = seen.known().logic();
    if (plan.leaving().isEmpty()) {
      return new Contract(plan.hash());
    }
    if (logic == null || !logic.digest().equals(release.digest())) {
      return new ReadLogic(release);
    }
    if (logic.broken().isEmpty()) {
      return new Contract(plan.hash());
    }
    Decision decision =
        Plans.policy(seen.plan().getSpec().policy())
            .hazards()
            .getOrDefault(HazardCode.BREAKS_LOGIC.name(), Decision.DENY);
    return switch (decision) {
      case ALLOW -> new Contract(plan.hash());
      case DENY -> new Blocked(Reason.BREAKS_LOGIC, uses(logic), left);
      case APPROVE -> {
        Agreement agreement = agreement(plan, true, seen);
        yield agreement.suffices()
            ? new Contract(plan.hash())
            : new AwaitApproval(plan, agreement, left);
      }
    };
  }

  private static Agreement agreement(Plan plan, boolean asked, Observation seen) {
    return Agreement.to(plan, asked, seen);
  }

  private static Step rest(Observation seen) {
    Trouble trouble = seen.known().trouble();
    if (trouble != null && trouble.left(seen.now()).isPositive()) {
      return new Rest(trouble.left(seen.now()));
    }
    Known.DriftSeen drift = seen.known().drift();
    Instant last = drift == null ? Instant.EPOCH : drift.at();
    Duration left = seen.until(last.plus(seen.interval()));
    return trouble == null && left.isPositive() ? new Rest(left) : new CheckDrift();
  }

  private static List<Hazard> denied(Stream<List<PlannedStatement>> parts) {
    return parts
        .flatMap(List::stream)
        .flatMap(statement -> statement.hazards().stream())
        .filter(hazard -> hazard.level() == Level.DENY)
        .toList();
  }

  private static String lines(List<?> all) {
    return listed(all.stream().map(Step::line).toList());
  }

  private static String line(Object one) {
    return one instanceof Problem problem
        ? problem.hint() == null ? problem.line() : problem.line() + ": " + problem.hint()
        : one.toString();
  }

  private static String uses(LogicSeen logic) {
    return "The active release uses what leaves: "
        + listed(logic.broken().stream().map(use -> use.function() + " " + use.object()).toList())
        + ". Deploy functions that do not";
  }

  private static String listed(List<String> all) {
    int more = all.size() - MOST_LISTED;
    return all.stream().limit(MOST_LISTED).collect(Collectors.joining("; "))
        + (more > 0 ? "; and " + more + " more" : "");
  }
}
