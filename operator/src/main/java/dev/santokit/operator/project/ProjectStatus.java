package dev.santokit.operator.project;

import static dev.santokit.operator.status.ConditionType.READY;
import static dev.santokit.operator.status.ConditionType.RECONCILING;
import static dev.santokit.operator.status.ConditionType.STALLED;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status of a project: what follows from one look at it, and from the status before. */
final class ProjectStatus {

  private static final SantokitProjectStatus EMPTY =
      new SantokitProjectStatus(null, null, null, null, null, null, null, null);

  private final SantokitProject project;
  private final Observation seen;
  private final Conditions conditions;

  private ProjectStatus(SantokitProject project, Observation seen, Conditions conditions) {
    this.project = project;
    this.seen = seen;
    this.conditions = conditions;
  }

  static SantokitProjectStatus of(
      SantokitProject project, Observation seen, Conditions conditions) {
    return new ProjectStatus(project, seen, conditions).status();
  }

  /** All as before, but that a request failed: the operator looks again soon. */
  static SantokitProjectStatus retrying(SantokitProject project, Conditions conditions) {
    String message = "A request to the API server failed; the operator's log says which";
    List<Condition> before = Optional.ofNullable(conditionsBefore(project)).orElse(List.of());
    var now = new ArrayList<Condition>();
    now.add(conditions.fails(READY, Reason.RETRYING, message));
    before.stream()
        .filter(c -> Stream.of(READY, STALLED, RECONCILING).noneMatch(t -> is(c, t)))
        .forEach(now::add);
    now.add(conditions.holds(RECONCILING, Reason.RETRYING, message));
    SantokitProjectStatus status = Optional.ofNullable(project.getStatus()).orElse(EMPTY);
    return new SantokitProjectStatus(
        project.getMetadata().getGeneration(),
        Conditions.after(before, now),
        status.url(),
        status.release(),
        status.vault(),
        status.replicas(),
        status.selector(),
        status.databases());
  }

  private static boolean is(Condition condition, ConditionType type) {
    return condition.type().equals(type.text());
  }

  private SantokitProjectStatus status() {
    var databases = new DatabaseConditions(seen.aliases(), seen.release().pods(), conditions);
    Condition reachable = databases.reachable();
    var now = new ArrayList<Condition>();
    Condition ready = ready(reachable);
    now.add(isSuspended(project) ? suspended(ready) : ready);
    now.add(seen.configValid());
    now.add(seen.vault().secretsReady());
    now.add(reachable);
    now.add(databases.leastPrivilege());
    now.add(seen.release().active());
    beside(ready).ifPresent(now::add);
    String name = project.getMetadata().getName();
    return new SantokitProjectStatus(
        project.getMetadata().getGeneration(),
        Conditions.after(conditionsBefore(project), now),
        ServerNetwork.url(name, project.getMetadata().getNamespace()),
        seen.release().release(),
        seen.vault().status(),
        replicas(seen.deployment()),
        selector(name),
        databases.statuses(seen.release().schemaPlans()));
  }

  static boolean isSuspended(SantokitProject project) {
    return Boolean.TRUE.equals(project.getSpec().suspend());
  }

  /** The conditions that the project has; null when it has none. */
  static @Nullable List<Condition> conditionsBefore(SantokitProject project) {
    SantokitProjectStatus before = project.getStatus();
    return before == null ? null : before.conditions();
  }

  /** The first thing that keeps it from being ready, from cause to effect. */
  private Condition ready(Condition databasesReachable) {
    Condition release = seen.release().active();
    Rollout rollout = Rollout.of(seen.deployment());
    if (!holds(seen.configValid())) {
      return because(seen.configValid());
    }
    if (!holds(seen.vault().secretsReady())) {
      return because(seen.vault().secretsReady());
    }
    if (!seen.refusals().isEmpty()) {
      return fails(Reason.APPLY_REFUSED, String.join("; ", seen.refusals()));
    }
    // Pods that have nothing to serve are not ready either: the release is the cause then.
    if (release.status() == ConditionStatus.FALSE && !is(release, Reason.ACTIVATING)) {
      return because(release);
    }
    return switch (rollout) {
      case Rollout.Refused(String message) -> fails(Reason.APPLY_REFUSED, message);
      case Rollout.Stuck(int ready, int wanted) ->
          fails(
              Reason.PODS_NOT_READY,
              "%d of %d pods are ready, and no more become so: kubectl logs deployment/%s"
                  .formatted(ready, wanted, project.getMetadata().getName()));
      case Rollout.Progressing(int ready, int wanted) ->
          fails(Reason.ROLLING_OUT, "%d of %d pods are ready".formatted(ready, wanted));
      case Rollout.Done(int wanted) when wanted == 0 ->
          conditions.holds(READY, Reason.SCALED_TO_ZERO, "No pods are asked for");
      case Rollout.Done(int wanted) -> served(wanted, release, databasesReachable);
    };
  }

  private Condition served(int pods, Condition release, Condition databasesReachable) {
    if (!holds(release)) {
      return because(release);
    }
    if (databasesReachable.status() == ConditionStatus.FALSE) {
      return because(databasesReachable);
    }
    return conditions.holds(
        READY, Reason.RECONCILED, pods == 1 ? "1 pod serves" : "%d pods serve".formatted(pods));
  }

  private Condition fails(Reason reason, String message) {
    return conditions.fails(READY, reason, message);
  }

  /** Not ready for the reason of another condition. */
  private Condition because(Condition cause) {
    return new Condition(
        READY.text(),
        ConditionStatus.FALSE,
        cause.reason(),
        cause.message(),
        conditions.now(),
        conditions.generation());
  }

  private Condition suspended(Condition ready) {
    return new Condition(
        READY.text(),
        ready.status(),
        Reason.SUSPENDED.text(),
        "spec.suspend is true: nothing but status is written. " + ready.message(),
        conditions.now(),
        conditions.generation());
  }

  /** Reconciling or Stalled, beside a Ready that is not. */
  private Optional<Condition> beside(Condition ready) {
    if (holds(ready)) {
      return Optional.empty();
    }
    if (isSuspended(project)) {
      return Optional.of(conditions.holds(STALLED, Reason.SUSPENDED, "spec.suspend is true"));
    }
    return Reason.of(ready.reason())
        .flatMap(reason ->
            typeBeside(reason).map(type -> conditions.holds(type, reason, ready.message())));
  }

  private static Optional<ConditionType> typeBeside(Reason reason) {
    return Optional.of(reason)
        .flatMap(r ->
            r.conditions().stream()
                .filter(type -> type == RECONCILING || type == STALLED)
                .findFirst());
  }

  private static boolean holds(Condition condition) {
    return condition.status() == ConditionStatus.TRUE;
  }

  private static boolean is(Condition condition, Reason reason) {
    return condition.reason().equals(reason.text());
  }

  private static int replicas(@Nullable Deployment deployment) {
    return Optional.ofNullable(deployment)
        .map(Deployment::getStatus)
        .map(status -> status.getReplicas())
        .orElse(0);
  }

  private static String selector(String project) {
    return Desired.selected(project).entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  /** Whether two statuses say the same, but for the generation that they were computed from. */
  static boolean saysTheSame(SantokitProjectStatus one, @Nullable SantokitProjectStatus other) {
    return other != null && withoutGeneration(one).equals(withoutGeneration(other));
  }

  private static SantokitProjectStatus withoutGeneration(SantokitProjectStatus status) {
    List<Condition> timeless =
        Optional.ofNullable(status.conditions()).orElse(List.of()).stream()
            .map(c ->
                new Condition(
                    c.type(), c.status(), c.reason(), c.message(), c.lastTransitionTime(), null))
            .toList();
    return new SantokitProjectStatus(
        null,
        timeless,
        status.url(),
        status.release(),
        status.vault(),
        status.replicas(),
        status.selector(),
        status.databases());
  }
}
