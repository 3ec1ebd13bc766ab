package dev.santokit.operator.release;

import dev.santokit.crds.Condition;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.project.ActiveRelease;
import dev.santokit.crds.project.GitSource;
import dev.santokit.crds.project.ReleasePolicy;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.crds.project.ServedBy;
import dev.santokit.operator.bundle.Verdict;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.release.Release;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the status of a project says about its release. */
final class Outcomes {

  private Outcomes() {}

  /**
   * Of a look.
   *
   * @param schemaPlans names of the plans of the project's databases, by alias
   */
  static ReleaseOutcome of(Look look, Map<String, String> schemaPlans) {
    SantokitProjectStatus before = look.project().getStatus();
    boolean settling = look.isSettling();
    Condition said = settling ? said(before) : null;
    return new ReleaseOutcome(
        settling && before != null && before.release() != null
            ? before.release()
            : release(look, before == null ? null : before.release()),
        said == null ? condition(look) : said,
        look.asked() == null ? List.of() : look.asked().ready(),
        settling,
        schemaPlans,
        Optional.ofNullable(look.again()));
  }

  private static @Nullable Condition said(@Nullable SantokitProjectStatus status) {
    if (status == null || status.conditions() == null) {
      return null;
    }
    String type = ConditionType.RELEASE_ACTIVE.text();
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable ActiveRelease release(Look look, @Nullable ActiveRelease before) {
    Release served = look.served();
    if (served == null) {
      return before;
    }
    ActiveRelease same = before != null && isSame(served, before) ? before : null;
    Instant since = same == null ? null : same.activatedAt();
    String appliedBy = same == null ? null : same.appliedBy();
    var commit = served.commit();
    return new ActiveRelease(
        served.digest(),
        served.shortDigest(),
        served.revision(),
        served.functions().size(),
        since == null ? look.now().truncatedTo(ChronoUnit.SECONDS) : since,
        commit == null ? null : new GitSource(commit.id(), commit.dirty()),
        isTarget(look, served) ? look.appliedBy() : appliedBy,
        look.pinned() ? Boolean.TRUE : null,
        pending(look, served),
        servedBy(look));
  }

  private static boolean isSame(Release served, ActiveRelease before) {
    return served.digest().equals(before.digest())
        && Long.valueOf(served.revision()).equals(before.revision());
  }

  private static boolean isTarget(Look look, Release served) {
    Release target = look.target();
    return target != null && target.revision() == served.revision();
  }

  /** The newest release, while another one is served. */
  private static @Nullable Long pending(Look look, Release served) {
    Release newest = look.newest();
    return newest == null || newest.revision() <= served.revision() ? null : newest.revision();
  }

  private static List<ServedBy> servedBy(Look look) {
    Round.Result asked = look.asked();
    if (asked == null) {
      return List.of();
    }
    return asked.ready().stream()
        .map(report -> new ServedBy(report.pod(), report.digest()))
        .sorted(Comparator.comparing(ServedBy::pod))
        .toList();
  }

  private static Condition condition(Look look) {
    var conditions = new Conditions(look.project().getMetadata().getGeneration(), look.now());
    ConditionType type = ConditionType.RELEASE_ACTIVE;
    if (look.tooLarge() != null) {
      return conditions.fails(type, Reason.TOO_LARGE, look.tooLarge() + serves(look));
    }
    return switch (look.next()) {
      case Next.Refused(long revision, String message) ->
          conditions.fails(
              type,
              Reason.REJECTED,
              "release " + revision + " was refused by " + message + serves(look));
      case Next.Mismatch(String asked) ->
          conditions.fails(type, Reason.MANIFEST_MISMATCH, mismatch(look, asked));
      case Next.AwaitSchema(String what) ->
          conditions.fails(type, Reason.AWAITING_SCHEMA, what + serves(look));
      case Next.Same _, Next.Cut _, Next.Wait _, Next.Frozen _ -> activation(look, conditions);
    };
  }

  private static Condition activation(Look look, Conditions conditions) {
    ConditionType type = ConditionType.RELEASE_ACTIVE;
    Release target = look.target();
    if (target == null) {
      return look.next() instanceof Next.Frozen
          ? conditions.fails(
              type, Reason.NOT_RELEASED, "there is no release: the configuration is not valid")
          : conditions.fails(type, Reason.ACTIVATING, "the first release is being made");
    }
    Long pin = pin(look);
    if (pin != null && !look.pinned()) {
      return conditions.fails(
          type,
          Reason.PIN_NOT_FOUND,
          "spec.release.pin is "
              + pin
              + ", which is not kept or was refused by pods; take it away or name another"
              + serves(look));
    }
    return switch (look.activation()) {
      case Activation.Served() -> conditions.holds(type, Reason.SERVED, served(look, target));
      case Activation.NoPods() ->
          conditions.unknown(type, Reason.ACTIVATING, "no pod is ready to serve " + name(target));
      case Activation.Taking(List<String> behind) ->
          conditions.fails(
              type,
              Reason.ACTIVATING,
              name(target) + " is not served yet by " + String.join(", ", behind));
      case Activation.Refused(String pod, String error) ->
          conditions.fails(
              type,
              Reason.REJECTED,
              "release " + target.revision() + " was refused by " + pod + ": " + error);
    };
  }

  private static @Nullable Long pin(Look look) {
    ReleasePolicy policy = look.project().getSpec().release();
    return policy == null ? null : policy.pin();
  }

  private static String name(Release release) {
    return "release " + release.revision() + " (" + release.shortDigest() + ")";
  }

  private static String served(Look look, Release target) {
    Long waits = pending(look, target);
    return name(target)
        + " is served by all ready pods"
        + (look.pinned() ? ", as spec.release.pin says" : "")
        + (waits == null ? "" : "; release " + waits + " waits");
  }

  private static String serves(Look look) {
    Release target = look.target();
    return target == null ? "" : "; " + name(target) + " stays";
  }

  private static String mismatch(Look look, String asked) {
    Release accepted = look.accepted();
    var differences =
        Differences.between(
            accepted == null ? new TreeMap<>() : accepted.functions(), look.set().functions());
    String before = accepted == null ? "no release" : name(accepted);
    return "bundles and permissions do not give spec.release.manifest "
        + asked
        + "; compared with "
        + before
        + ": "
        + (differences.size() == 0 ? "the same functions" : differences.inWords(writers(look)))
        + invalid(look)
        + serves(look);
  }

  private static Function<FunctionPath, String> writers(Look look) {
    Map<String, LogicBundle> byPath = new HashMap<>();
    look.bundles().forEach(bundle -> byPath.putIfAbsent(bundle.getSpec().path(), bundle));
    return path ->
        Optional.ofNullable(byPath.get(path.value()))
            .flatMap(Writers::last)
            .map(Writers.Writer::inWords)
            .orElse("");
  }

  private static String invalid(Look look) {
    long count =
        look.set().verdicts().values().stream()
            .filter(verdict -> !(verdict instanceof Verdict.Usable))
            .count();
    return count == 0 ? "" : "; not valid: " + count;
  }
}
