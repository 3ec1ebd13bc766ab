package dev.santokit.cli.plan;

import dev.santokit.cli.cluster.Cluster;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.plan.Phase;
import dev.santokit.crds.plan.PlanMode;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanSpec;
import dev.santokit.project.quantity.Durations;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a cluster what it would do for a schema, by a plan that is computed and never applied. It is
 * gone afterwards, however that ends; one whose stk was killed is removed by the operator.
 */
public final class Preview {

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 200;
  private static final int RANDOM_CHARACTERS = 6;
  private static final int RADIX = 36;

  private final Terminal terminal;
  private final Cluster cluster;

  /** Previews in the namespace of {@code cluster}. */
  public Preview(Terminal terminal, Cluster cluster) {
    this.terminal = terminal;
    this.cluster = cluster;
  }

  /** What a preview's status says. */
  sealed interface Look {
    record Planned(ShownPlan plan) implements Look {}

    record Refused(String message) implements Look {}

    record Waiting(String why) implements Look {}
  }

  /**
   * Computes a plan.
   *
   * @param wanted as it would be applied
   * @throws CommandFailure when the schema is refused, or no plan comes in time
   */
  public ShownPlan of(SchemaPlan wanted, Duration timeout) throws InterruptedException {
    SchemaPlan preview = preview(wanted);
    String name = preview.getMetadata().getName();
    Thread interrupted = Thread.ofPlatform().name("preview").unstarted(() -> delete(name));
    Runtime.getRuntime().addShutdownHook(interrupted);
    try {
      cluster.plans().resource(preview).create();
      return await(name, timeout);
    } finally {
      delete(name);
      unhook(interrupted);
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // then the hook does it
    }
  }

  private void delete(String name) {
    try {
      cluster.plans().withName(name).delete();
    } catch (KubernetesClientException failed) {
      terminal.progress(
          "notice: the preview " + name + " could not be deleted; it is removed after an hour");
    }
  }

  private static SchemaPlan preview(SchemaPlan wanted) {
    SchemaPlanSpec spec = wanted.getSpec();
    var preview = new SchemaPlan();
    preview.getMetadata().setName(wanted.getMetadata().getName() + "-preview-" + random());
    preview.getMetadata().setLabels(wanted.getMetadata().getLabels());
    preview.setSpec(
        new SchemaPlanSpec(
            spec.project(),
            spec.database(),
            PlanMode.PLAN,
            spec.schema(),
            spec.migrations(),
            spec.policy(),
            null,
            null));
    return preview;
  }

  private static String random() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      text.append(Character.forDigit(random.nextInt(RADIX), RADIX));
    }
    return text.toString();
  }

  private ShownPlan await(String name, Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    String said = "";
    while (true) {
      SchemaPlan plan = cluster.plans().withName(name).get();
      if (plan == null) {
        throw CommandFailure.failed("somebody deleted the preview " + name, "run it again");
      }
      switch (look(plan)) {
        case Look.Planned(ShownPlan shown) -> {
          return shown;
        }
        case Look.Refused(String message) -> throw CommandFailure.failed(message, null);
        case Look.Waiting(String why) -> {
          Duration passed = Duration.ofNanos(System.nanoTime() - start);
          if (passed.compareTo(timeout) > 0) {
            throw timedOut(why, timeout);
          }
          if (passed.compareTo(QUIET) > 0 && !why.equals(said)) {
            terminal.progress("waiting" + (why.startsWith("for ") ? " " : ": ") + why);
            said = why;
          }
        }
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  static Look look(SchemaPlan plan) {
    Optional<ShownPlan> shown = ShownPlan.of(plan);
    Condition planned = PlanVerdict.condition(plan, "Planned").orElse(null);
    if (planned != null && planned.status() == ConditionStatus.TRUE && shown.isPresent()) {
      return new Look.Planned(shown.get());
    }
    Optional<Condition> stalled =
        PlanVerdict.condition(plan, "Stalled")
            .filter(condition -> condition.status() == ConditionStatus.TRUE);
    if (stalled.isPresent() || isFailed(plan)) {
      return new Look.Refused(
          stalled
              .or(() -> Optional.ofNullable(planned))
              .or(() -> PlanVerdict.condition(plan, "Ready"))
              .map(Condition::message)
              .orElse("the cluster makes no plan of it and does not say why"));
    }
    return new Look.Waiting(
        Optional.ofNullable(planned)
            .or(() -> PlanVerdict.condition(plan, "Ready"))
            .map(Condition::message)
            .orElse(PlanVerdict.UNSEEN));
  }

  private static boolean isFailed(SchemaPlan plan) {
    return plan.getStatus() != null && plan.getStatus().phase() == Phase.FAILED;
  }

  private static CommandFailure timedOut(String why, Duration timeout) {
    return new CommandFailure(
        ExitCode.TIMED_OUT,
        "no plan within %s: %s"
            .formatted(
                Durations.text(timeout),
                why.equals(PlanVerdict.UNSEEN) ? "the operator has not looked at it" : why),
        why.equals(PlanVerdict.UNSEEN)
            ? "does it run, and watch this namespace? kubectl get pods -n santokit"
            : null,
        null);
  }
}
