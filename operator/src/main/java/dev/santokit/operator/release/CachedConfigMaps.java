package dev.santokit.operator.release;

import dev.santokit.crds.Labels;
import dev.santokit.operator.cluster.Production;
import dev.santokit.operator.cluster.ServerSide;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMaps of releases in a cluster: what an informer holds, and before it does, what was
 * written a moment ago.
 */
final class CachedConfigMaps implements ConfigMaps {

  /** An informer is never later than this, or it has other troubles. */
  private static final Duration LATE = Duration.ofSeconds(10);

  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(Production.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;
  private final ServerSide writes;
  private final BiFunction<String, String, List<ConfigMap>> informed;
  private final Clock clock;
  private final Map<Name, Recent> recent = new ConcurrentHashMap<>();

  private record Name(String namespace, String name) {
    static Name of(ConfigMap map) {
      return new Name(map.getMetadata().getNamespace(), map.getMetadata().getName());
    }
  }

  /**
   * What was done to one.
   *
   * @param map as it was then
   * @param deleted whether it was deleted, and not written
   */
  private record Recent(ConfigMap map, boolean deleted, Instant at) {

    /** Whether {@code other} tells what happened later. */
    boolean isOlderThan(@Nullable ConfigMap other) {
      if (other == null) {
        return deleted;
      }
      boolean same = other.getMetadata().getUid().equals(map.getMetadata().getUid());
      return deleted ? !same : version(other) >= version(map);
    }

    private static long version(ConfigMap map) {
      return Long.parseLong(map.getMetadata().getResourceVersion());
    }
  }

  /**
   * Of a cluster.
   *
   * @param informed the ConfigMaps of a namespace and project, from an informer
   */
  CachedConfigMaps(
      KubernetesClient client,
      ServerSide writes,
      BiFunction<String, String, List<ConfigMap>> informed,
      Clock clock) {
    this.client = client;
    this.writes = writes;
    this.informed = informed;
    this.clock = clock;
  }

  @Override
  public List<ConfigMap> of(String namespace, String project) {
    Instant late = clock.instant().minus(LATE);
    var maps = new TreeMap<String, ConfigMap>();
    informed.apply(namespace, project).forEach(map -> maps.put(map.getMetadata().getName(), map));
    recent.forEach((name, done) -> {
      if (name.namespace.equals(namespace) && project.equals(project(done.map))) {
        ConfigMap map = maps.get(name.name);
        if (done.isOlderThan(map) || done.at.isBefore(late)) {
          recent.remove(name, done);
        } else if (done.deleted) {
          maps.remove(name.name);
        } else {
          maps.put(name.name, done.map);
        }
      }
    });
    return new ArrayList<>(maps.values());
  }

  private static @Nullable String project(ConfigMap map) {
    return map.getMetadata().getLabels().get(Labels.PROJECT);
  }

  @Override
  public void write(ConfigMap desired) {
    note(writes.apply(desired), false);
  }

  @Override
  public void annotate(ConfigMap map, Map<String, String> annotations) {
    Object patch = Map.of("metadata", Map.of("annotations", annotations));
    note(
        client
            .configMaps()
            .inNamespace(map.getMetadata().getNamespace())
            .withName(map.getMetadata().getName())
            .patch(MERGE, client.getKubernetesSerialization().asJson(patch)),
        false);
  }

  @Override
  public void delete(ConfigMap map) {
    client
        .configMaps()
        .inNamespace(map.getMetadata().getNamespace())
        .withName(map.getMetadata().getName())
        .delete();
    note(map, true);
  }

  private void note(ConfigMap map, boolean isDeleted) {
    recent.put(Name.of(map), new Recent(map, isDeleted, clock.instant()));
  }
}
