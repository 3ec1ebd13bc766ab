package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.plan.PlanVerdict;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.plan.PlanMode;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.project.quantity.Durations;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Follows the plans of a project and tells each phase that they come to. */
final class SchemaProgress {

  private static final KubernetesSerialization SERIALIZATION =
      new KubernetesSerialization(new ObjectMapper(), false);

  /** How long a plan may wait for the operator before somebody is told so. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** How long a failure may stand that stood there before the apply, before it is believed. */
  private static final Duration OLD_FAILURE = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 300;

  private final Terminal terminal;
  private final Objects objects;
  private final String project;
  private final Map<String, PlanVerdict> before;
  private final Map<String, String> said = new TreeMap<>();
  private final long start = System.nanoTime();

  /** Since when the operator has had what a failure of before may have waited for. */
  private long mended = start;

  /**
   * From now on.
   *
   * @param before what the plans said before anything was written; empty when nothing was
   */
  SchemaProgress(
      Terminal terminal, Objects objects, String project, Map<String, PlanVerdict> before) {
    this.terminal = terminal;
    this.objects = objects;
    this.project = project;
    this.before = Map.copyOf(before);
  }

  private Duration passed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Whether looking on would show nothing else by itself. */
  private boolean isSettled(String alias, PlanVerdict verdict) {
    return verdict.isSettled()
        && !(verdict instanceof PlanVerdict.Failed
            && verdict.equals(before.get(alias))
            && System.nanoTime() - mended < OLD_FAILURE.toNanos());
  }

  /** Where the plans stand that are carried out, by alias. */
  SortedMap<String, PlanVerdict> look() {
    return of(objects.ofProject(Kind.PLAN, project));
  }

  /** The same of plans that were read already. */
  static SortedMap<String, PlanVerdict> of(Collection<JsonNode> plans) {
    SortedMap<String, PlanVerdict> verdicts = new TreeMap<>();
    for (JsonNode json : plans) {
      SchemaPlan plan = SERIALIZATION.convertValue(json, SchemaPlan.class);
      if (plan.getSpec().mode() != PlanMode.PLAN) {
        verdicts.put(plan.getSpec().database(), PlanVerdict.of(plan));
      }
    }
    return verdicts;
  }

  /**
   * Waits until each of some plans is done or does not get on by itself.
   *
   * @param aliases of the plans
   * @param timeout from when this began
   * @return the plans of these aliases that are there
   * @throws CommandFailure when that takes too long
   */
  SortedMap<String, PlanVerdict> await(Predicate<String> aliases, Duration timeout) {
    mended = System.nanoTime(); // a release that is served may be all that a contract lacked
    while (true) {
      SortedMap<String, PlanVerdict> verdicts = look();
      verdicts.keySet().removeIf(aliases.negate());
      tell(verdicts);
      if (verdicts.entrySet().stream()
          .allMatch(entry -> isSettled(entry.getKey(), entry.getValue()))) {
        return verdicts;
      }
      if (passed().compareTo(timeout) > 0) {
        throw timedOut(verdicts, timeout);
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw CommandFailure.failed("interrupted", "what was written stays; apply again");
      }
    }
  }

  /** Tells what is new since it told last. */
  void tell(SortedMap<String, PlanVerdict> verdicts) {
    verdicts.forEach((alias, verdict) -> {
      if (verdict instanceof PlanVerdict.Waiting(String why, _)
          && !why.equals(said.get(alias))
          && (passed().compareTo(QUIET) > 0 || !why.equals(PlanVerdict.UNSEEN))) {
        said.put(alias, why);
        terminal.progress(
            "schema %s: %s%s".formatted(alias, why.startsWith("for ") ? "waiting " : "", why));
      }
    });
  }

  private static CommandFailure timedOut(
      SortedMap<String, PlanVerdict> verdicts, Duration timeout) {
    for (Map.Entry<String, PlanVerdict> entry : verdicts.entrySet()) {
      if (entry.getValue() instanceof PlanVerdict.Waiting(String why, _)) {
        boolean unseen = why.equals(PlanVerdict.UNSEEN);
        return new CommandFailure(
            ExitCode.TIMED_OUT,
            "the schema of %s is not done within %s: %s"
                .formatted(
                    entry.getKey(),
                    Durations.text(timeout),
                    unseen ? "the operator has not looked at it" : why),
            unseen
                ? "does it run, and watch this namespace? kubectl get pods -n santokit"
                : "it goes on by itself; stk schema status shows how far it is",
            null);
      }
    }
    throw new IllegalStateException("all plans are settled");
  }

  /**
   * The failure of the first plan that has one, after a line for each further one.
   *
   * @throws CommandFailure if there is one
   */
  void orFail(SortedMap<String, PlanVerdict> verdicts) {
    CommandFailure first = null;
    for (Map.Entry<String, PlanVerdict> entry : verdicts.entrySet()) {
      if (entry.getValue() instanceof PlanVerdict.Failed(String reason, String message)
          && isSettled(entry.getKey(), entry.getValue())) {
        String what = "the schema of %s: %s (%s)".formatted(entry.getKey(), message, reason);
        if (first == null) {
          first = CommandFailure.failed(what, "stk schema status shows the plan");
        } else {
          terminal.progress(what);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
