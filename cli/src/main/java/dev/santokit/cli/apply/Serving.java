package dev.santokit.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.cli.apply.Change.What;
import dev.santokit.cli.apply.Difference.Deletion;
import dev.santokit.cli.apply.Difference.Write;
import dev.santokit.cli.plan.PlanVerdict;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.project.quantity.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits until the cluster serves what was applied, or says why it will not. */
final class Serving {

  /** How long a state lasts before somebody is told that it is waited for. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** Two applies at once write over each other for as long as both write. */
  private static final int MOST_REPAIRS = 10;

  /** How long a failure may stand that stood there before the apply, before it is believed. */
  private static final Duration OLD_FAILURE = Duration.ofSeconds(5);

  private final Terminal terminal;
  private final Objects objects;
  private final ProjectEvents events;
  private final Writing writing;
  private final SchemaProgress schemas;
  private final Expected expected;
  private final List<Write> desired;
  private final List<Deletion> deletions;
  private final @Nullable Verdict before;
  private int repairs;
  private String said = "";

  /**
   * @param before what the project said before it was written; null when nothing was
   */
  Serving(
      Terminal terminal,
      Objects objects,
      ProjectEvents events,
      Writing writing,
      SchemaProgress schemas,
      Expected expected,
      List<Write> desired,
      List<Deletion> deletions,
      @Nullable Verdict before) {
    this.terminal = terminal;
    this.objects = objects;
    this.events = events;
    this.writing = writing;
    this.schemas = schemas;
    this.expected = expected;
    this.desired = desired;
    this.deletions = deletions;
    this.before = before;
  }

  /**
   * Waits.
   *
   * @param known the project where it was read already, else null
   * @return that it is served, or held
   * @throws CommandFailure with the reason why not
   */
  Verdict await(@Nullable JsonNode known, Duration timeout) {
    long start = System.nanoTime();
    Duration untilLook = Duration.ZERO;
    JsonNode project = known;
    Verdict verdict = new Verdict.Waiting("for the operator");
    while (true) {
      Duration passed = Duration.ofNanos(System.nanoTime() - start);
      if (project != null) {
        verdict = Verdict.of(project, expected);
        switch (verdict) {
          case Verdict.Served served -> {
            return served;
          }
          case Verdict.Held held -> {
            terminal.progress("notice: " + held.why());
            return held;
          }
          case Verdict.Lost lost -> throw lost(lost);
          case Verdict.Failed failed -> {
            if (!failed.equals(before) || passed.compareTo(OLD_FAILURE) > 0) {
              throw failed(failed);
            }
          }
          case Verdict.Mismatch mismatch -> {
            if (passed.compareTo(untilLook) >= 0) {
              lookAtBundles();
              untilLook = passed.plus(BETWEEN_LOOKS);
            }
            tell(mismatch.why(), passed);
          }
          case Verdict.AwaitsSchema awaits -> {
            if (passed.compareTo(untilLook) >= 0) {
              Optional<Verdict.Held> held = lookAtPlans();
              if (held.isPresent()) {
                terminal.progress("notice: " + held.get().why());
                return held.get();
              }
              untilLook = passed.plus(BETWEEN_LOOKS);
            }
            tell(awaits.why(), passed);
          }
          case Verdict.Waiting waiting -> tell(waiting.why(), passed);
        }
      }
      Duration left = timeout.minus(passed);
      if (left.isNegative() || left.isZero()) {
        throw timedOut(verdict, timeout);
      }
      project = next(verdict, left);
    }
  }

  private JsonNode next(Verdict verdict, Duration left) {
    boolean looking =
        verdict instanceof Verdict.Mismatch || verdict instanceof Verdict.AwaitsSchema;
    Duration most = looking && BETWEEN_LOOKS.compareTo(left) < 0 ? BETWEEN_LOOKS : left;
    try {
      return events
          .next(most)
          .orElseThrow(
              () -> CommandFailure.notFound("the project was deleted while it was applied", null));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw CommandFailure.failed("interrupted", "what was written stays; apply again");
    }
  }

  private void tell(String why, Duration passed) {
    if (passed.compareTo(QUIET) > 0 && !why.equals(said)) {
      terminal.progress("waiting" + (why.startsWith("for ") ? " " : ": ") + why);
      said = why;
    }
  }

  /**
   * The bundles are not those of our manifest. Some are invalid, or an apply that lost wrote over
   * them: the later manifest wins whole, so they are written again.
   */
  private void lookAtBundles() {
    String project =
        desired.getFirst().item().kind() == Kind.PROJECT ? desired.getFirst().item().name() : "";
    List<JsonNode> bundles = objects.ofProject(Kind.BUNDLE, project);
    List<String> invalid = bundles.stream().flatMap(bundle -> invalid(bundle).stream()).toList();
    if (!invalid.isEmpty()) {
      invalid.forEach(terminal::progress);
      throw CommandFailure.failed(
          "the cluster refuses "
              + (invalid.size() == 1 ? "a function" : invalid.size() + " functions")
              + " and serves what it served before",
          null);
    }
    List<Write> functions =
        desired.stream().filter(write -> write.item().kind() == Kind.BUNDLE).toList();
    Set<String> there =
        bundles.stream()
            .map(bundle -> bundle.path("metadata").path("name").asText())
            .collect(Collectors.toSet());
    Difference overwritten =
        Difference.of(
            functions,
            Map.of(Kind.BUNDLE, bundles),
            deletions.stream().filter(deletion -> there.contains(deletion.name())).toList());
    if (!overwritten.isNothing() && repairs < MOST_REPAIRS) {
      repairs++;
      terminal.progress("another apply wrote at the same time; this one came later and goes on");
      writing.carryOut(overwritten, done -> {});
    }
  }

  /**
   * A release waits until its databases have what it needs.
   *
   * @return that it is held, if a person has to agree to a plan before
   * @throws CommandFailure when a plan does not get on
   */
  private Optional<Verdict.Held> lookAtPlans() {
    SortedMap<String, PlanVerdict> plans = schemas.look();
    schemas.tell(plans);
    schemas.orFail(plans);
    return plans.entrySet().stream()
        .filter(plan ->
            plan.getValue() instanceof PlanVerdict.AwaitsApproval awaits && !awaits.expanded())
        .findFirst()
        .map(plan ->
            new Verdict.Held(
                "the release waits: the plan of %s needs approval before any of it is done"
                    .formatted(plan.getKey())));
  }

  /** Each apply writes its project first. */
  private String project() {
    return desired.getFirst().item().name();
  }

  /** What is wrong with a bundle as it is now; empty where that is not known, or nothing is. */
  private static Optional<String> invalid(JsonNode bundle) {
    long generation = bundle.path("metadata").path("generation").asLong();
    for (JsonNode condition : bundle.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Valid")
          && condition.path("status").asText().equals("False")
          && condition.path("observedGeneration").asLong(generation) >= generation) {
        return Optional.of(Pruning.path(bundle) + ": " + condition.path("message").asText());
      }
    }
    return Optional.empty();
  }

  private CommandFailure failed(Verdict.Failed failed) {
    return CommandFailure.failed(
        "it is applied and not served: %s (%s=%s)"
            .formatted(failed.message(), failed.condition(), failed.reason()),
        null);
  }

  private CommandFailure lost(Verdict.Lost lost) {
    List<JsonNode> live = objects.ofProject(Kind.BUNDLE, project());
    List<Write> functions =
        desired.stream().filter(write -> write.item().kind() == Kind.BUNDLE).toList();
    Difference.of(functions, Map.of(Kind.BUNDLE, live), List.of()).changes().stream()
        .filter(change -> change.what() != What.UNCHANGED)
        .forEach(change ->
            terminal.progress(
                "%s is %s in the cluster"
                    .formatted(change.title(), change.what() == What.CREATED ? "not" : "another")));
    return CommandFailure.failed(
        lost.manifest().isEmpty()
            ? "another apply came later: the project no longer says which release it means"
            : "another apply came later, and the cluster is to serve that one: " + lost.manifest(),
        "look at what it changed, then apply again");
  }

  private CommandFailure timedOut(Verdict last, Duration timeout) {
    String why =
        switch (last) {
          case Verdict.Waiting waiting -> waiting.why();
          case Verdict.Mismatch mismatch -> mismatch.why();
          case Verdict.AwaitsSchema awaits -> awaits.why();
          default -> "for the cluster";
        };
    return new CommandFailure(
        ExitCode.TIMED_OUT,
        "it is applied, and was not served within %s: %s"
            .formatted(
                Durations.text(timeout),
                why.equals("for the operator") ? "the operator has not looked at it" : why),
        why.equals("for the operator")
            ? "does it run, and watch this namespace? kubectl get pods -n santokit"
            : "it goes on by itself; stk status shows how far it is",
        null);
  }
}
