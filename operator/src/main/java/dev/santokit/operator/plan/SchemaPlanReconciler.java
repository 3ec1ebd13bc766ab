package dev.santokit.operator.plan;

import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.cluster.Apply;
import dev.santokit.operator.cluster.Production;
import dev.santokit.operator.cluster.StatusWrite;
import dev.santokit.operator.release.Newest;
import dev.santokit.operator.release.Releases;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.config.Database;
import dev.santokit.project.config.ProjectConfig;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import dev.santokit.schema.apply.Part;
import dev.santokit.schema.plan.Plan;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes plans step by step to their databases, and alone writes their status. A look decides
 * ({@link Step#next}); work at a database is done elsewhere ({@link PlanWork}), and its end brings
 * the next look.
 */
@ControllerConfiguration(name = "schemaplan", fieldManager = Production.FIELD_MANAGER)
@GradualRetry(
    maxAttempts = Integer.MAX_VALUE,
    initialInterval = 500,
    intervalMultiplier = 2,
    maxInterval = 30_000)
public class SchemaPlanReconciler implements Reconciler<SchemaPlan> {

  private static final String BY_PROJECT = "project";

  /** How long a plan may wait for its project before it is said to have none. */
  private static final Duration NEW = Duration.ofSeconds(2);

  /** How often it is looked whether the release is there that a plan waits for. */
  private static final Duration RELEASE = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Releases releases;
  private final Approvals approvals;
  private final Databases databases;
  private final PlanWork work;
  private final PlanTransitions transitions;
  private final Apply apply;
  private final Clock clock;

  /** How often it is looked whether the policy is there that guards approvals. */
  private static final Duration GUARD = Duration.ofSeconds(30);

  private @Nullable InformerEventSource<SantokitProject, SchemaPlan> projects;
  private @Nullable IndexerResourceCache<SchemaPlan> plans;

  /** Composes the parts of a plan's way. */
  SchemaPlanReconciler(
      KubernetesClient client,
      Releases releases,
      Approvals approvals,
      Databases databases,
      PlanWork work,
      PlanTransitions transitions,
      Apply apply,
      Clock clock) {
    this.client = client;
    this.releases = releases;
    this.approvals = approvals;
    this.databases = databases;
    this.work = work;
    this.transitions = transitions;
    this.apply = apply;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, SchemaPlan>> prepareEventSources(
      EventSourceContext<SchemaPlan> context) {
    var all = context.getPrimaryCache();
    all.addIndexer(
        BY_PROJECT,
        plan -> List.of(key(plan.getMetadata().getNamespace(), plan.getSpec().project())));
    plans = all;
    projects =
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(SantokitProject.class, SchemaPlan.class)
                .withName("projects-of-plans")
                .withSecondaryToPrimaryMapper(project ->
                    all
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
                .withOnUpdateFilter((now, before) -> !says(now).equals(says(before)))
                .build(),
            context);
    var found = new SimpleInboundEventSource<SchemaPlan>("work");
    work.listen(found::propagateEvent);
    return List.of(projects, found);
  }

  private static String key(String namespace, String project) {
    return namespace + "/" + project;
  }

  /** What a plan needs to know of its project: what it asks for, and whether that is served. */
  private static List<Object> says(SantokitProject project) {
    var status = project.getStatus();
    return List.of(
        project.getMetadata().getUid(),
        project.getMetadata().getGeneration(),
        Conditions.find(status == null ? null : status.conditions(), ConditionType.RELEASE_ACTIVE),
        Optional.ofNullable(status == null ? null : status.vault()));
  }

  @Override
  public UpdateControl<SchemaPlan> reconcile(SchemaPlan plan, Context<SchemaPlan> context) {
    SantokitProject project =
        Objects.requireNonNull(projects)
            .get(new ResourceID(plan.getSpec().project(), plan.getMetadata().getNamespace()))
            .orElse(null);
    forgetOthers();
    if (project == null && isNew(plan)) {
      // Its project may have been made a moment before it, and be on its way here.
      return UpdateControl.<SchemaPlan>noUpdate().rescheduleAfter(NEW);
    }
    Guard guard = approvals.guard();
    Reading reading = read(plan, project);
    Observation seen = observe(plan, project, reading, guard);
    Step step = Step.next(seen);
    if (step instanceof Step.Remove) {
      client.resource(plan).delete();
      return UpdateControl.noUpdate();
    }
    Observation now = begun(seen, step, reading);
    return said(plan, now, step, context);
  }

  /**
   * What a plan's project says of its database.
   *
   * @param database null when the setting is not usable
   */
  private record Reading(Setting setting, @Nullable Database database) {}

  private Reading read(SchemaPlan plan, @Nullable SantokitProject project) {
    if (project == null || project.isMarkedForDeletion()) {
      return new Reading(new Setting.NoProject(), null);
    }
    if (Boolean.TRUE.equals(project.getSpec().suspend())) {
      return new Reading(new Setting.Suspended(), null);
    }
    Optional<SchemaPlan> older = older(plan);
    if (older.isPresent()) {
      return new Reading(new Setting.Conflict(older.get().getMetadata().getName()), null);
    }
    String alias = plan.getSpec().database();
    var named = project.getSpec().databases();
    if (named == null || !named.containsKey(alias)) {
      return new Reading(
          new Setting.Unusable(
              Reason.DATABASE_NOT_FOUND,
              "The project has no database "
                  + alias
                  + ": add it to spec.databases, or delete this plan"),
          null);
    }
    ProjectConfig config = Projects.config(project, new Problems());
    Database database = config == null ? null : config.databases().get(alias);
    return database == null
        ? new Reading(
            new Setting.Unusable(
                Reason.INVALID,
                "The configuration of the project is not valid: see its condition ConfigValid"),
            null)
        : new Reading(new Setting.Usable(), database);
  }

  /** An older plan of the same database; those that are only shown are in nobody's way. */
  private Optional<SchemaPlan> older(SchemaPlan plan) {
    if (!Plans.isApplied(plan)) {
      return Optional.empty();
    }
    return Objects.requireNonNull(plans)
        .byIndex(BY_PROJECT, key(plan.getMetadata().getNamespace(), plan.getSpec().project()))
        .stream()
        .filter(Plans::isApplied)
        .filter(other -> other.getSpec().database().equals(plan.getSpec().database()))
        .min(Plans.OLDEST_FIRST)
        .filter(first -> !first.getMetadata().getName().equals(plan.getMetadata().getName()));
  }

  private Observation observe(
      SchemaPlan plan, @Nullable SantokitProject project, Reading reading, Guard guard) {
    Instant now = clock.instant();
    Newest unknown = new Newest.Coming("the project has not been looked at");
    if (project == null || reading.database == null) {
      return new Observation(
          plan,
          reading.setting,
          Known.nothing(Asked.by(plan, null, guard), false),
          guard,
          unknown,
          now);
    }
    Known known = work.known(plan, Asked.by(plan, reading.database, guard));
    boolean matters =
        known.working() == null
            && known.expanded() != null
            && known.contracted() == null
            && known.plan().filter(made -> !made.contract().isEmpty()).isPresent();
    return new Observation(
        plan, reading.setting, known, guard, matters ? releases.newest(project) : unknown, now);
  }

  /** Begins the work of a step, and says what is known then. */
  private Observation begun(Observation seen, Step step, Reading reading) {
    Database database = reading.database;
    if (database == null) {
      return seen;
    }
    SchemaPlan plan = seen.plan();
    Known known = seen.known();
    Asked asked = known.content();
    var place =
        new Databases.Place(
            plan.getMetadata().getNamespace(),
            plan.getSpec().project(),
            plan.getSpec().database(),
            database);
    Known now =
        switch (step) {
          case Step.MakePlan() ->
              work.start(plan, known, Task.PLAN, () -> databases.plan(place, asked));
          case Step.Expand(String hash) ->
              work.start(
                  plan, known, Task.EXPAND, () -> databases.run(place, asked, Part.EXPAND, hash));
          case Step.Contract(String hash) ->
              work.start(
                  plan,
                  known,
                  Task.CONTRACT,
                  () -> databases.run(place, asked, Part.CONTRACT, hash));
          case Step.ReadLogic(Release release) -> {
            Plan made = known.plan().orElseThrow();
            yield work.start(plan, known, Task.LOGIC, () -> databases.logic(place, made, release));
          }
          case Step.CheckDrift() ->
              work.start(plan, known, Task.DRIFT, () -> databases.compare(place, asked));
          case Step.Stand _,
              Step.Working _,
              Step.AwaitApproval _,
              Step.AwaitRelease _,
              Step.Blocked _,
              Step.Retry _,
              Step.Show _,
              Step.Remove _,
              Step.Rest _ ->
              known;
        };
    return seen.knowing(now);
  }

  private UpdateControl<SchemaPlan> said(
      SchemaPlan plan, Observation seen, Step step, Context<SchemaPlan> context) {
    SchemaPlanStatus status = PlanStatus.of(seen, step);
    boolean isSuspended = seen.setting() instanceof Setting.Suspended;
    Optional<Duration> again = Optional.empty();
    if (!status.equals(plan.getStatus())) {
      if (!isSuspended) {
        writeMap(plan, seen, status);
        transitions.tell(plan, status);
      }
      again = StatusWrite.write(plan, withStatus(plan, status), context);
    }
    return again
        .or(() -> again(step))
        .map(UpdateControl.<SchemaPlan>noUpdate()::rescheduleAfter)
        .orElseGet(UpdateControl::noUpdate);
  }

  /** Under server-side apply only what is sent is owned: nothing but the status. */
  private static SchemaPlan withStatus(SchemaPlan plan, SchemaPlanStatus status) {
    var written = new SchemaPlan();
    written.getMetadata().setNamespace(plan.getMetadata().getNamespace());
    written.getMetadata().setName(plan.getMetadata().getName());
    written.setStatus(status);
    return written;
  }

  private void writeMap(SchemaPlan plan, Observation seen, SchemaPlanStatus status) {
    if (status.plan() != null && status.plan().configMap() != null) {
      seen.known()
          .plan()
          .ifPresent(made -> {
            var ignored = apply.apply(PlanMap.desired(plan, made));
          });
    }
  }

  private static Optional<Duration> again(Step step) {
    Optional<Duration> left =
        switch (step) {
          case Step.AwaitApproval(Plan _, Agreement agreement, Duration again) ->
              // Nobody tells when the policy is installed.
              Optional.of(
                  agreement == Agreement.NOT_GUARDED && again.compareTo(GUARD) > 0 ? GUARD : again);
          case Step.AwaitRelease _ -> Optional.of(RELEASE);
          case Step.Blocked(Reason _, String _, Duration again) -> Optional.of(again);
          case Step.Retry(Trouble _, Duration again) -> Optional.of(again);
          case Step.Show(Plan _, Duration again) -> Optional.of(again);
          case Step.Rest(Duration again) -> Optional.of(again);
          case Step.Stand _,
              Step.Working _,
              Step.MakePlan _,
              Step.Expand _,
              Step.ReadLogic _,
              Step.Contract _,
              Step.Remove _,
              Step.CheckDrift _ ->
              Optional.empty();
        };
    return left.map(duration -> duration.plusMillis(1));
  }

  private boolean isNew(SchemaPlan plan) {
    return plan.getStatus() == null
        && clock
            .instant()
            .isBefore(Instant.parse(plan.getMetadata().getCreationTimestamp()).plus(NEW));
  }

  /** Plans that are gone leave nothing behind. */
  private void forgetOthers() {
    work.retain(
        Objects.requireNonNull(plans)
            .list()
            .map(plan -> plan.getMetadata().getUid())
            .collect(Collectors.toSet()));
  }
}
