package dev.santokit.operator.bundle;

import static dev.santokit.operator.bundle.BundleStatuses.find;
import static dev.santokit.operator.bundle.BundleStatuses.says;

import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleStatus;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.cluster.Production;
import dev.santokit.operator.cluster.StatusWrite;
import dev.santokit.operator.events.Events;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Reason;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of bundles, and nothing else does. It decides nothing: their project judges
 * them and says where they stand.
 */
@ControllerConfiguration(name = "logicbundle", fieldManager = Production.FIELD_MANAGER)
public class LogicBundleReconciler implements Reconciler<LogicBundle> {

  private static final String BY_PROJECT = "project";

  private static final List<Reason> VALIDITY = List.of(Reason.INVALID, Reason.PATH_CONFLICT);

  /** That a bundle is valid is said together with that it is active, or after this time. */
  private static final Duration TOGETHER = Duration.ofSeconds(5);

  /** How long a bundle may wait for its project before it is said to have none. */
  private static final Duration NEW = Duration.ofSeconds(2);

  private final Standings standings;
  private final Events events;
  private final Clock clock;

  private @Nullable InformerEventSource<SantokitProject, LogicBundle> projects;

  /** What it writes follows from {@code standings}. */
  public LogicBundleReconciler(Standings standings, Events events, Clock clock) {
    this.standings = standings;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, LogicBundle>> prepareEventSources(
      EventSourceContext<LogicBundle> context) {
    var bundles = context.getPrimaryCache();
    bundles.addIndexer(
        BY_PROJECT,
        bundle -> List.of(key(bundle.getMetadata().getNamespace(), bundle.getSpec().project())));
    projects =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(SantokitProject.class, LogicBundle.class)
                .withName("projects")
                .withSecondaryToPrimaryMapper(project ->
                    bundles
                        .byIndex(
                            BY_PROJECT,
                            key(
                                project.getMetadata().getNamespace(),
                                project.getMetadata().getName()))
                        .stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
                .withNamespacesInheritedFromController()
                .withFollowControllerNamespacesChanges(true)
                // That it is there or not is all that matters here.
                .withOnUpdateFilter((now, before) -> false)
                .build(),
            context);
    var said = new SimpleInboundEventSource<LogicBundle>("standings");
    standings.listen(said::propagateEvent);
    return List.of(projects, said);
  }

  private static String key(String namespace, String project) {
    return namespace + "/" + project;
  }

  @Override
  public UpdateControl<LogicBundle> reconcile(LogicBundle bundle, Context<LogicBundle> context) {
    var metadata = bundle.getMetadata();
    var project = new ResourceID(bundle.getSpec().project(), metadata.getNamespace());
    if (Objects.requireNonNull(projects).get(project).isEmpty()) {
      standings.forget(project);
      if (isNew(bundle)) {
        // Its project may have been made a moment before it, and be on its way here.
        return UpdateControl.<LogicBundle>noUpdate().rescheduleAfter(NEW);
      }
      return write(bundle, BundleStatuses.withoutProject(bundle, clock.instant()), context);
    }
    Optional<Standings.Since> said =
        standings
            .of(project, ResourceID.fromResource(bundle), metadata.getUid())
            .filter(s -> s.standing().generation() == ParsedBundles.generation(bundle));
    return said.isEmpty()
        ? UpdateControl.noUpdate() // the project is about to say it
        : reconcile(bundle, said.get().standing(), said.get().since(), context);
  }

  private boolean isNew(LogicBundle bundle) {
    return bundle.getStatus() == null
        && clock
            .instant()
            .isBefore(Instant.parse(bundle.getMetadata().getCreationTimestamp()).plus(NEW));
  }

  private UpdateControl<LogicBundle> reconcile(
      LogicBundle bundle, Standing standing, Instant since, Context<LogicBundle> context) {
    Instant now = clock.instant();
    LogicBundleStatus status = BundleStatuses.of(bundle, standing, now);
    if (!(standing.verdict() instanceof Verdict.Usable)) {
      return write(bundle, status, context);
    }
    return switch (standing.place()) {
      case Standing.Active _, Standing.Held _ -> write(bundle, status, context);
      case Standing.Coming() -> writeInTime(bundle, status, now, since, context);
      case Standing.Unknown() ->
          BundleStatuses.isSaid(bundle.getStatus(), status)
              ? UpdateControl.noUpdate() // as before the operator started
              : writeInTime(bundle, status, now, since, context);
    };
  }

  private UpdateControl<LogicBundle> writeInTime(
      LogicBundle bundle,
      LogicBundleStatus status,
      Instant now,
      Instant since,
      Context<LogicBundle> context) {
    Duration left = Duration.between(now, since.plus(TOGETHER));
    return left.isPositive()
        ? UpdateControl.<LogicBundle>noUpdate().rescheduleAfter(left)
        : write(bundle, status, context);
  }

  private UpdateControl<LogicBundle> write(
      LogicBundle bundle, LogicBundleStatus status, Context<LogicBundle> context) {
    LogicBundleStatus before = bundle.getStatus();
    if (status.equals(before)) {
      return UpdateControl.noUpdate();
    }
    tell(bundle, before, status);
    var written = new LogicBundle();
    written.getMetadata().setNamespace(bundle.getMetadata().getNamespace());
    written.getMetadata().setName(bundle.getMetadata().getName());
    written.setStatus(status);
    return StatusWrite.write(bundle, written, context)
        .map(UpdateControl.<LogicBundle>noUpdate()::rescheduleAfter)
        .orElseGet(UpdateControl::noUpdate);
  }

  /** An Event for each transition that someone may have to act on, and for its end. */
  private void tell(LogicBundle bundle, @Nullable LogicBundleStatus before, LogicBundleStatus now) {
    Optional<Condition> valid = find(now, ConditionType.VALID);
    if (valid.filter(c -> c.status() == ConditionStatus.FALSE).isPresent()) {
      tell(bundle, before, valid.get(), VALIDITY);
    } else if (valid.filter(c -> c.status() == ConditionStatus.TRUE).isPresent()
        && says(before, ConditionType.VALID, ConditionStatus.FALSE)) {
      events.emit(bundle, Events.Type.NORMAL, Reason.VALID_CONTENT, "It is valid again");
    }
    find(now, ConditionType.ACTIVE)
        .ifPresent(active -> tell(bundle, before, active, List.of(Reason.REJECTED)));
  }

  /** Warns when a condition says something new with one of {@code reasons}. */
  private void tell(
      LogicBundle bundle, @Nullable LogicBundleStatus before, Condition now, List<Reason> reasons) {
    boolean isNew =
        before == null
            || before.conditions() == null
            || before.conditions().stream()
                .noneMatch(c ->
                    c.type().equals(now.type())
                        && c.reason().equals(now.reason())
                        && c.message().equals(now.message()));
    if (isNew) {
      reasons.stream()
          .filter(reason -> reason.text().equals(now.reason()))
          .forEach(reason -> events.emit(bundle, Events.Type.WARNING, reason, now.message()));
    }
  }
}
