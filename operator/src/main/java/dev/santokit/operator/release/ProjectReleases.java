package dev.santokit.operator.release;

import dev.santokit.crds.Condition;
import dev.santokit.crds.Labels;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.bundle.Standings;
import dev.santokit.operator.cluster.ServerSide;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.project.logic.Surroundings;
import dev.santokit.project.permissions.Permissions;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The releases of all projects. What they need to know they have from informers, each with an index
 * by project: a look lists nothing.
 */
@Singleton
public final class ProjectReleases implements Releases {

  private static final String BY_PROJECT = "project";

  private static final String SERVERS = Labels.COMPONENT + "=server," + Labels.PROJECT;

  private static final String RELEASES =
      Labels.MANAGED_BY
          + "="
          + Labels.OPERATOR
          + ","
          + Labels.COMPONENT
          + " in ("
          + ReleaseMaps.COMPONENT
          + ","
          + History.COMPONENT
          + ")";

  private final ServerSide writes;
  private final Standings standings;
  private final Clock clock;

  /** By uid: a project of the same name made later begins anew. */
  private final Map<String, ProjectCycle> cycles = new ConcurrentHashMap<>();

  /** What the last look at each project found, by its uid. */
  private final Map<String, Look> looks = new ConcurrentHashMap<>();

  private @Nullable Parts parts;

  /** What looks need of a cluster. */
  private record Parts(
      KubernetesClient client,
      IndexerResourceCache<SantokitProject> projects,
      IndexerResourceCache<LogicBundle> bundles,
      IndexerResourceCache<SchemaPlan> plans,
      ConfigMaps configMaps,
      ServerPods pods) {}

  /** Without a cluster yet: that comes with {@link #eventSources}. */
  public ProjectReleases(ServerSide writes, Standings standings, Clock clock) {
    this.writes = writes;
    this.standings = standings;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, SantokitProject>> eventSources(
      EventSourceContext<SantokitProject> context) {
    KubernetesClient client = context.getClient();
    var bundles = bundles(context);
    var maps = informer(context, ConfigMap.class, "release-config-maps", RELEASES);
    var pods = pods(context);
    var plans = plans(context);
    parts =
        new Parts(
            client,
            context.getPrimaryCache(),
            bundles,
            plans,
            new CachedConfigMaps(
                client,
                writes,
                (namespace, project) -> maps.byIndex(BY_PROJECT, key(namespace, project)),
                clock),
            new ClusterPods(
                client,
                (namespace, project) -> pods.byIndex(BY_PROJECT, key(namespace, project)),
                ServerPods.MANAGEMENT_PORT));
    return List.of(bundles, maps, pods, plans);
  }

  private static InformerEventSource<LogicBundle, SantokitProject> bundles(
      EventSourceContext<SantokitProject> context) {
    Function<LogicBundle, String> project = bundle -> bundle.getSpec().project();
    return indexed(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(LogicBundle.class, SantokitProject.class)
                .withName("bundles")
                .withSecondaryToPrimaryMapper(bundle -> Set.of(id(bundle, project.apply(bundle))))
                .withNamespacesInheritedFromController()
                .withFollowControllerNamespacesChanges(true)
                // Their status is our own business.
                .withOnUpdateFilter((now, before) ->
                    !Objects.equals(
                            now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                        || !now.getMetadata().getUid().equals(before.getMetadata().getUid()))
                .build(),
            context),
        project);
  }

  private static InformerEventSource<SchemaPlan, SantokitProject> plans(
      EventSourceContext<SantokitProject> context) {
    Function<SchemaPlan, String> project = plan -> plan.getSpec().project();
    return indexed(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(SchemaPlan.class, SantokitProject.class)
                .withName("schema-plans")
                .withSecondaryToPrimaryMapper(plan -> Set.of(id(plan, project.apply(plan))))
                .withNamespacesInheritedFromController()
                .withFollowControllerNamespacesChanges(true)
                .withOnUpdateFilter((now, before) -> !says(now).equals(says(before)))
                .build(),
            context),
        project);
  }

  /** What a project needs to know of a plan: a release waits for it, its status names it. */
  private static List<Object> says(SchemaPlan plan) {
    List<Condition> conditions =
        plan.getStatus() == null || plan.getStatus().conditions() == null
            ? List.of()
            : plan.getStatus().conditions();
    return List.of(
        plan.getMetadata().getUid(),
        plan.getMetadata().getGeneration(),
        Stream.of(ConditionType.EXPANDED, ConditionType.READY)
            .map(type -> Conditions.find(conditions, type))
            .toList());
  }

  private static InformerEventSource<Pod, SantokitProject> pods(
      EventSourceContext<SantokitProject> context) {
    return indexed(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(Pod.class, SantokitProject.class)
                .withName("server-pods")
                .withLabelSelector(SERVERS)
                .withSecondaryToPrimaryMapper(pod -> Set.of(id(pod, projectOf(pod))))
                .withNamespacesInheritedFromController()
                .withFollowControllerNamespacesChanges(true)
                // A touch of ours, for one, changes nothing that matters here.
                .withOnUpdateFilter(
                    (now, before) -> !ServerPod.of(now).equals(ServerPod.of(before)))
                .build(),
            context),
        ProjectReleases::projectOf);
  }

  private static <T extends HasMetadata> InformerEventSource<T, SantokitProject> informer(
      EventSourceContext<SantokitProject> context, Class<T> type, String name, String labels) {
    return indexed(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(type, SantokitProject.class)
                .withName(name)
                .withLabelSelector(labels)
                .withSecondaryToPrimaryMapper(object -> Set.of(id(object, projectOf(object))))
                .withNamespacesInheritedFromController()
                .withFollowControllerNamespacesChanges(true)
                .build(),
            context),
        ProjectReleases::projectOf);
  }

  private static <T extends HasMetadata> InformerEventSource<T, SantokitProject> indexed(
      InformerEventSource<T, SantokitProject> source, Function<T, String> project) {
    source.addIndexers(
        Map.of(
            BY_PROJECT,
            object -> List.of(key(object.getMetadata().getNamespace(), project.apply(object)))));
    return source;
  }

  private static String projectOf(HasMetadata object) {
    return object.getMetadata().getLabels().getOrDefault(Labels.PROJECT, "");
  }

  private static ResourceID id(HasMetadata object, String project) {
    return new ResourceID(project, object.getMetadata().getNamespace());
  }

  private static String key(String namespace, String project) {
    return namespace + "/" + project;
  }

  @Override
  public ReleaseOutcome advance(
      SantokitProject project,
      @Nullable Permissions permissions,
      @Nullable Surroundings surroundings) {
    return look(project, permissions, surroundings, true);
  }

  @Override
  public ReleaseOutcome observe(SantokitProject project) {
    return look(project, null, null, false);
  }

  private ReleaseOutcome look(
      SantokitProject project,
      @Nullable Permissions permissions,
      @Nullable Surroundings surroundings,
      boolean isWriting) {
    Parts cluster = Objects.requireNonNull(parts, "eventSources() comes first");
    var metadata = project.getMetadata();
    forgetOthers(cluster);
    ProjectCycle cycle =
        cycles.computeIfAbsent(
            metadata.getUid(),
            uid -> new ProjectCycle(cluster.configMaps, cluster.pods, this::schemas, clock));
    List<LogicBundle> bundles =
        cluster.bundles.byIndex(BY_PROJECT, key(metadata.getNamespace(), metadata.getName()));
    Look look = cycle.look(project, bundles, permissions, surroundings, isWriting);
    looks.put(metadata.getUid(), look);
    standings.say(ResourceID.fromResource(project), Places.of(look));
    return Outcomes.of(look, schemaPlans(cluster, project));
  }

  private static Map<String, String> schemaPlans(Parts cluster, SantokitProject project) {
    var metadata = project.getMetadata();
    var names = new TreeMap<String, String>();
    Schemas.counted(
            project,
            cluster.plans.byIndex(BY_PROJECT, key(metadata.getNamespace(), metadata.getName())))
        .forEach((alias, plan) -> names.put(alias, plan.getMetadata().getName()));
    return names;
  }

  private Schemas schemas(SantokitProject project, boolean isFresh) {
    if (project.getSpec().databases() == null || project.getSpec().databases().isEmpty()) {
      return Schemas.NONE;
    }
    Parts cluster = Objects.requireNonNull(parts, "eventSources() comes first");
    String namespace = project.getMetadata().getNamespace();
    List<SchemaPlan> plans =
        isFresh
            ? cluster.client.resources(SchemaPlan.class).inNamespace(namespace).list().getItems()
            : cluster.plans.byIndex(BY_PROJECT, key(namespace, project.getMetadata().getName()));
    return Schemas.of(project, plans);
  }

  @Override
  public Newest newest(SantokitProject project) {
    Look look = looks.get(project.getMetadata().getUid());
    if (look == null) {
      return new Newest.Coming("the project is being looked at");
    }
    Newest newest = Newest.of(look, clock.instant());
    return newest instanceof Newest.Coming || isOfNow(look)
        ? newest
        : new Newest.Coming("the project has changed and is being looked at");
  }

  /** Whether a look saw all that the API server has by now, which a cache may not. */
  private boolean isOfNow(Look look) {
    KubernetesClient client = Objects.requireNonNull(parts, "eventSources() comes first").client;
    var metadata = look.project().getMetadata();
    SantokitProject project =
        client
            .resources(SantokitProject.class)
            .inNamespace(metadata.getNamespace())
            .withName(metadata.getName())
            .get();
    return project != null
        && Objects.equals(project.getMetadata().getGeneration(), metadata.getGeneration())
        && generations(
                client
                    .resources(LogicBundle.class)
                    .inNamespace(metadata.getNamespace())
                    .list()
                    .getItems()
                    .stream()
                    .filter(bundle -> bundle.getSpec().project().equals(metadata.getName())))
            .equals(generations(look.bundles().stream()));
  }

  private static Map<String, Long> generations(Stream<LogicBundle> bundles) {
    return bundles
        .map(LogicBundle::getMetadata)
        .collect(Collectors.toMap(ObjectMeta::getUid, ObjectMeta::getGeneration));
  }

  /** Projects that are gone leave nothing behind. */
  private void forgetOthers(Parts cluster) {
    Set<String> there =
        cluster.projects.list().map(p -> p.getMetadata().getUid()).collect(Collectors.toSet());
    cycles.keySet().retainAll(there);
    looks.keySet().retainAll(there);
  }
}
