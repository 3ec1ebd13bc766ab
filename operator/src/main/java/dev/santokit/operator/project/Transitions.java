package dev.santokit.operator.project;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.operator.events.Events;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/** Tells of what changed for a project, as Events. */
@Singleton
public class Transitions {

  /** What someone has to do something about. Those of a release are told where it is made. */
  private static final Set<ConditionType> WARNED_OF =
      Set.of(
          ConditionType.CONFIG_VALID,
          ConditionType.SECRETS_READY,
          ConditionType.DATABASES_REACHABLE,
          ConditionType.LEAST_PRIVILEGE,
          ConditionType.STALLED);

  private final Events events;

  /** Tells by Events. */
  public Transitions(Events events) {
    this.events = events;
  }

  /** Tells of what differs from the status that the project has. */
  void tell(SantokitProject project, SantokitProjectStatus now) {
    for (ConditionType type : ConditionType.values()) {
      Optional<Condition> before = Conditions.find(ProjectStatus.conditionsBefore(project), type);
      Conditions.find(now.conditions(), type)
          .filter(condition -> before.filter(b -> isSame(b, condition)).isEmpty())
          .ifPresent(condition -> tell(project, type, condition));
    }
  }

  private void tell(SantokitProject project, ConditionType type, Condition condition) {
    Reason reason = Reason.of(condition.reason()).orElse(Reason.RETRYING);
    boolean holds = condition.status() == ConditionStatus.TRUE;
    if (type == ConditionType.READY && holds) {
      events.emit(project, Events.Type.NORMAL, reason, condition.message());
    } else if (WARNED_OF.contains(type) && isBad(type, condition)) {
      events.emit(project, Events.Type.WARNING, reason, condition.message());
    }
  }

  private static boolean isBad(ConditionType type, Condition condition) {
    ConditionStatus bad =
        type == ConditionType.STALLED ? ConditionStatus.TRUE : ConditionStatus.FALSE;
    return condition.status() == bad;
  }

  private static boolean isSame(Condition one, Condition other) {
    return one.status() == other.status() && one.reason().equals(other.reason());
  }
}
