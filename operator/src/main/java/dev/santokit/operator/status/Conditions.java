package dev.santokit.operator.status;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the conditions that one look at a resource gives, and merges them with those of the look
 * before.
 *
 * @param generation {@code metadata.generation} that is looked at; null for an object without one
 * @param now when; whole seconds, as the API has no finer times
 */
public record Conditions(@Nullable Long generation, Instant now) {

  /** What Kubernetes allows in a message. */
  private static final int LONGEST_MESSAGE = 32_768;

  /** Cuts the time to whole seconds. */
  public Conditions {
    now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Of what a resource is now. */
  public static Conditions of(HasMetadata resource, Clock clock) {
    return new Conditions(resource.getMetadata().getGeneration(), clock.instant());
  }

  /** It holds. */
  public Condition holds(ConditionType type, Reason reason, String message) {
    return condition(type, ConditionStatus.TRUE, reason, message);
  }

  /** It does not. */
  public Condition fails(ConditionType type, Reason reason, String message) {
    return condition(type, ConditionStatus.FALSE, reason, message);
  }

  /** That is not known. */
  public Condition unknown(ConditionType type, Reason reason, String message) {
    return condition(type, ConditionStatus.UNKNOWN, reason, message);
  }

  private Condition condition(
      ConditionType type, ConditionStatus status, Reason reason, String message) {
    String cut =
        message.length() <= LONGEST_MESSAGE
            ? message
            : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    return new Condition(type.text(), status, reason.text(), cut, now, generation);
  }

  /**
   * These conditions as they go into a status: the time of the last flip stays while the status
   * does. A condition of before that is not among them is gone.
   *
   * @param before the conditions that the status has; null when it has none
   */
  public static List<Condition> after(@Nullable List<Condition> before, List<Condition> now) {
    return now.stream().map(condition -> after(find(before, condition.type()), condition)).toList();
  }

  private static Condition after(Optional<Condition> before, Condition now) {
    return before
        .filter(b -> b.status() == now.status())
        .map(b ->
            new Condition(
                now.type(),
                now.status(),
                now.reason(),
                now.message(),
                b.lastTransitionTime(),
                now.observedGeneration()))
        .orElse(now);
  }

  /** The condition of a type among others. */
  public static Optional<Condition> find(@Nullable List<Condition> conditions, ConditionType type) {
    return find(conditions, type.text());
  }

  private static Optional<Condition> find(@Nullable List<Condition> conditions, String type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }
}
