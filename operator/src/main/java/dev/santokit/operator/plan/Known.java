package dev.santokit.operator.plan;

import dev.santokit.operator.status.Reason;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.Planning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a plan's database from work that was done there. It lives in memory: after a
 * start of the operator nothing is known, and is found out again.
 *
 * @param content what the work was done for
 * @param anew whether the plan asked for something else before, as long as the operator runs
 * @param working what is being done now; null when nothing is
 * @param planning what came of making a plan; null before
 * @param plannedAt when that was
 * @param expanded that the first part is in the database; null before
 * @param contracted that the second part is; null before
 * @param logic what the active release uses; null before that was read
 * @param drift what the last comparison gave; null before
 * @param trouble of the last work; null when it came to its end
 */
record Known(
    Asked content,
    boolean anew,
    @Nullable Task working,
    @Nullable Planning planning,
    Instant plannedAt,
    @Nullable Done expanded,
    @Nullable Done contracted,
    @Nullable LogicSeen logic,
    @Nullable DriftSeen drift,
    @Nullable Trouble trouble) {

  /**
   * A part of a plan that is in the database.
   *
   * @param at when its last statement was done
   */
  record Done(String version, Duration took, Instant at) {}

  /**
   * The live schema against the one applied last.
   *
   * @param statements that lead back; none when they are the same
   */
  record DriftSeen(List<String> statements, Instant at) {

    /** Takes a copy. */
    DriftSeen {
      statements = List.copyOf(statements);
    }
  }

  /** Nothing. */
  static Known nothing(Asked content, boolean anew) {
    return new Known(content, anew, null, null, Instant.EPOCH, null, null, null, null, null);
  }

  /** The plan that was made; empty when none was, or none can be. */
  Optional<Plan> plan() {
    return planning instanceof Planning.Planned(Plan plan) ? Optional.of(plan) : Optional.empty();
  }

  /** The same while {@code task} is under way. */
  Known at(Task task) {
    return new Known(
        content, anew, task, planning, plannedAt, expanded, contracted, logic, drift, trouble);
  }

  /** The same with what {@code task} found. */
  Known after(Task task, Finding finding, Instant now) {
    return switch (finding) {
      case Finding.Made(Planning made) -> made(made, now);
      case Finding.Ran(String version, Duration took) ->
          task == Task.EXPAND
              ? ran(new Done(version, took, now), null)
              : ran(expanded, new Done(version, took, now));
      case Finding.Changed(Plan plan) ->
          new Known(
              content,
              anew,
              null,
              new Planning.Planned(plan),
              now,
              null,
              null,
              null,
              drift,
              trouble(
                  task,
                  Reason.DATABASE_CHANGED,
                  "The database was changed since the plan was made: it is made again",
                  now));
      case Finding.Used(LogicSeen seen) ->
          new Known(
              content, anew, null, planning, plannedAt, expanded, contracted, seen, drift, null);
      case Finding.Compared(List<String> statements) ->
          new Known(
              content,
              anew,
              null,
              planning,
              plannedAt,
              expanded,
              contracted,
              logic,
              new DriftSeen(statements, now),
              null);
      case Finding.Stopped(Reason reason, String message) ->
          new Known(
              content,
              anew,
              null,
              planning,
              plannedAt,
              expanded,
              contracted,
              logic,
              drift,
              trouble(task, reason, message, now));
    };
  }

  /** What was expanded stays so while the plan is the same and has nothing more to expand. */
  private Known made(Planning made, Instant now) {
    boolean isSame =
        made instanceof Planning.Planned(Plan next)
            && next.migrations().isEmpty()
            && next.expand().isEmpty()
            && plan().map(Plan::hash).filter(next.hash()::equals).isPresent();
    // Why a statement failed stays said, and counted, until it does not fail.
    Trouble stays = trouble != null && trouble.isFailure() ? trouble : null;
    return new Known(
        content, anew, null, made, now, isSame ? expanded : null, null, null, drift, stays);
  }

  private Known ran(@Nullable Done expanded, @Nullable Done contracted) {
    Done last = contracted == null ? expanded : contracted;
    DriftSeen none = last == null ? drift : new DriftSeen(List.of(), last.at);
    return new Known(
        content, anew, null, planning, plannedAt, expanded, contracted, logic, none, null);
  }

  private Trouble trouble(Task task, Reason reason, String message, Instant now) {
    int before = trouble == null ? 0 : trouble.attempts();
    return new Trouble(task, reason, message, before + 1, now);
  }
}
