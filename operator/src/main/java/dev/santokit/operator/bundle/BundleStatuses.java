package dev.santokit.operator.bundle;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleStatus;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.logic.Access;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.release.ReleasedFunction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the status of a bundle says, from where it stands. */
final class BundleStatuses {

  /** How many problems a message names. */
  private static final int MOST_PROBLEMS = 20;

  private static final int LONGEST_MESSAGE = 32_768;

  private static final int LONGEST_ACCESS = 4_096;

  private BundleStatuses() {}

  /** Of a bundle whose project does not exist. */
  static LogicBundleStatus withoutProject(LogicBundle bundle, Instant now) {
    var conditions = new Conditions(bundle.getMetadata().getGeneration(), now);
    String message =
        "there is no SantokitProject " + bundle.getSpec().project() + " in this namespace";
    Reason reason = Reason.PROJECT_NOT_FOUND;
    LogicBundleStatus before = bundle.getStatus();
    return status(
        bundle,
        List.of(
            conditions.fails(ConditionType.READY, reason, message),
            conditions.unknown(ConditionType.VALID, reason, message),
            conditions.fails(ConditionType.ACTIVE, reason, message)),
        before == null ? null : before.hash(),
        before == null ? null : before.access(),
        null,
        message);
  }

  /** Of a bundle that its project knows. */
  static LogicBundleStatus of(LogicBundle bundle, Standing standing, Instant now) {
    var conditions = new Conditions(bundle.getMetadata().getGeneration(), now);
    return switch (standing.verdict()) {
      case Verdict.Usable(ReleasedFunction function) ->
          usable(bundle, function, standing.place(), conditions);
      case Verdict.Unusable(List<Problem> problems, boolean keepsLast) ->
          unusable(bundle, Reason.INVALID, message(problems), active(standing), conditions);
      case Verdict.Conflict(String older, String path) ->
          unusable(
              bundle,
              Reason.PATH_CONFLICT,
              "the bundle " + older + " is older and has the path " + path + "; delete one of them",
              active(standing),
              conditions);
    };
  }

  private static String active(Standing standing) {
    return standing.place() instanceof Standing.Held(_, String message) ? message : "";
  }

  private static LogicBundleStatus usable(
      LogicBundle bundle, ReleasedFunction function, Standing.Place place, Conditions conditions) {
    String hash = function.identity();
    Condition valid = conditions.holds(ConditionType.VALID, Reason.VALID_CONTENT, "");
    var all = new ArrayList<Condition>();
    String message = null;
    switch (place) {
      case Standing.Active(long revision) -> {
        all.add(conditions.holds(ConditionType.READY, Reason.SERVED, ""));
        all.add(valid);
        all.add(conditions.holds(ConditionType.ACTIVE, Reason.SERVED, ""));
      }
      case Standing.Coming(), Standing.Unknown() -> {
        String coming = "pods have not said yet that they serve it";
        all.add(conditions.fails(ConditionType.READY, Reason.ACTIVATING, coming));
        all.add(valid);
        all.add(
            place instanceof Standing.Coming
                ? conditions.fails(ConditionType.ACTIVE, Reason.ACTIVATING, coming)
                : conditions.unknown(ConditionType.ACTIVE, Reason.ACTIVATING, coming));
        all.add(conditions.holds(ConditionType.RECONCILING, Reason.ACTIVATING, coming));
      }
      case Standing.Held(Reason reason, String why) -> {
        message = bounded(why);
        all.add(conditions.fails(ConditionType.READY, reason, why));
        all.add(valid);
        all.add(conditions.fails(ConditionType.ACTIVE, reason, why));
        if (reason.conditions().contains(ConditionType.STALLED)) {
          all.add(conditions.holds(ConditionType.STALLED, reason, why));
        }
      }
    }
    return status(
        bundle,
        all,
        hash,
        access(function.config().access()),
        revision(bundle, hash, place),
        message);
  }

  private static LogicBundleStatus unusable(
      LogicBundle bundle, Reason reason, String message, String active, Conditions conditions) {
    LogicBundleStatus before = bundle.getStatus();
    return status(
        bundle,
        List.of(
            conditions.fails(ConditionType.READY, reason, message),
            conditions.fails(ConditionType.VALID, reason, message),
            conditions.fails(ConditionType.ACTIVE, Reason.NOT_RELEASED, active),
            conditions.holds(ConditionType.STALLED, reason, message)),
        null,
        before == null ? null : before.access(),
        null,
        message);
  }

  /** The release in which this content became active first: it stays while the content does. */
  private static @Nullable Long revision(LogicBundle bundle, String hash, Standing.Place place) {
    LogicBundleStatus before = bundle.getStatus();
    if (before != null && hash.equals(before.hash()) && before.revision() != null) {
      return before.revision();
    }
    return place instanceof Standing.Active(long revision) ? revision : null;
  }

  private static LogicBundleStatus status(
      LogicBundle bundle,
      List<Condition> conditions,
      @Nullable String hash,
      @Nullable String access,
      @Nullable Long revision,
      @Nullable String message) {
    LogicBundleStatus before = bundle.getStatus();
    return new LogicBundleStatus(
        bundle.getMetadata().getGeneration(),
        Conditions.after(before == null ? null : before.conditions(), conditions),
        hash,
        access,
        null,
        revision,
        message);
  }

  private static String access(Access access) {
    String text =
        switch (access) {
          case Access.Public() -> Access.PUBLIC;
          case Access.Authenticated() -> Access.AUTHENTICATED;
          case Access.Roles(List<String> names) -> String.join(",", names);
        };
    return text.length() <= LONGEST_ACCESS ? text : text.substring(0, LONGEST_ACCESS);
  }

  /** A problem a line, each with its hint. */
  private static String message(List<Problem> problems) {
    String named =
        problems.stream()
            .filter(Problem::isError)
            .limit(MOST_PROBLEMS)
            .map(Problem::toString)
            .collect(Collectors.joining("\n"));
    long more = problems.stream().filter(Problem::isError).count() - MOST_PROBLEMS;
    return bounded(more > 0 ? named + "\nand " + more + " more" : named);
  }

  private static String bounded(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE - 1) + "…";
  }

  /** How a condition stands in a status; empty when it is not there. */
  static Optional<Condition> find(@Nullable LogicBundleStatus status, ConditionType type) {
    return status == null || status.conditions() == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> c.type().equals(type.text())).findFirst();
  }

  /** Whether a status says that something holds, or not. */
  static boolean says(
      @Nullable LogicBundleStatus status, ConditionType type, ConditionStatus what) {
    return find(status, type).filter(c -> c.status() == what).isPresent();
  }

  /**
   * Whether pods' silence should be no reason to write: the status says of this very content what
   * it said before the operator started.
   */
  static boolean isSaid(@Nullable LogicBundleStatus before, LogicBundleStatus now) {
    return before != null
        && Objects.equals(before.observedGeneration(), now.observedGeneration())
        && Objects.equals(before.hash(), now.hash())
        && says(before, ConditionType.VALID, ConditionStatus.TRUE);
  }
}
