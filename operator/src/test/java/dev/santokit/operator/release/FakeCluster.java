package dev.santokit.operator.release;

import dev.santokit.crds.Labels;
import dev.santokit.project.logic.BodyPlaces;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseRefused;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * ConfigMaps and pods in memory. A pod that is touched reads its volume as the server does: it
 * takes a release that is whole, refuses one with a function that says BROKEN, and keeps what it
 * has when what lies there does not fit together. After a number of changes the cluster can cut the
 * connection.
 */
final class FakeCluster implements ConfigMaps {

  /** The connection is cut: what was asked for did not happen. */
  static final class Cut extends RuntimeException {
    Cut() {
      super("cut");
    }
  }

  /** A pod and what it serves. */
  static final class FakePod {
    final String name;
    boolean ready;
    boolean deaf;
    int starts;
    @Nullable Release serves;
    PodReport.@Nullable Refused refuses;
    final List<String> served = new ArrayList<>();

    FakePod(String name) {
      this.name = name;
    }
  }

  final Map<String, ConfigMap> maps = new TreeMap<>();
  final Map<String, FakePod> pods = new LinkedHashMap<>();

  /** What was done, a line each: {@code write shop-kv-0}. */
  final List<String> log = new ArrayList<>();

  /** How many changes still succeed. */
  int left = Integer.MAX_VALUE;

  /** How many rounds of requests there were. */
  int rounds;

  private int version;

  void pod(String name) {
    pods.put(name, new FakePod(name));
    start(name);
  }

  /** Starts or restarts a pod: it reads its volume and is ready once it serves something. */
  void start(String name) {
    FakePod pod = Objects.requireNonNull(pods.get(name));
    pod.starts++;
    pod.serves = null;
    pod.refuses = null;
    pod.ready = false;
    read(pod);
  }

  private void read(FakePod pod) {
    Release release;
    try {
      release =
          ReleaseMaps.unstored(ReleaseMaps.observed("shop", new ArrayList<>(maps.values()))).read();
    } catch (ReleaseRefused torn) {
      return;
    }
    var broken =
        release.functions().entrySet().stream()
            .filter(function -> function.getValue().content().contains("BROKEN"))
            .findFirst();
    if (broken.isPresent()) {
      pod.refuses =
          new PodReport.Refused(
              release.digest(),
              BodyPlaces.name(broken.get().getKey(), LogicType.SQL) + ":1:1: it is broken");
      return;
    }
    pod.refuses = null;
    pod.serves = release;
    pod.ready = true;
    pod.served.add(release.digest());
  }

  private void change(String what) {
    if (left == 0) {
      throw new Cut();
    }
    left--;
    log.add(what);
  }

  @Override
  public List<ConfigMap> of(String namespace, String project) {
    return maps.values().stream()
        .filter(map -> project.equals(map.getMetadata().getLabels().get(Labels.PROJECT)))
        .toList();
  }

  @Override
  public void write(ConfigMap desired) {
    String name = desired.getMetadata().getName();
    change("write " + name);
    ConfigMap before = maps.get(name);
    if (before != null && Boolean.TRUE.equals(before.getImmutable())) {
      throw new IllegalStateException(name + " is immutable");
    }
    version++;
    maps.put(
        name,
        new ConfigMapBuilder(desired)
            .editMetadata()
            .withResourceVersion(Integer.toString(version))
            .endMetadata()
            .build());
  }

  @Override
  public void annotate(ConfigMap map, Map<String, String> annotations) {
    String name = map.getMetadata().getName();
    change("annotate " + name);
    maps.computeIfPresent(
        name,
        (key, before) ->
            new ConfigMapBuilder(before)
                .editMetadata()
                .addToAnnotations(annotations)
                .endMetadata()
                .build());
  }

  @Override
  public void delete(ConfigMap map) {
    change("delete " + map.getMetadata().getName());
    maps.remove(map.getMetadata().getName());
  }

  /** The pods. */
  final ServerPods serverPods =
      new ServerPods() {
        @Override
        public List<ServerPod> of(String namespace, String project) {
          return pods.values().stream()
              .map(pod ->
                  new ServerPod(
                      namespace, pod.name, pod.name + " " + pod.starts, "10.0.0.1", pod.ready))
              .toList();
        }

        @Override
        public void touch(List<ServerPod> touched, String word) {
          for (ServerPod pod : touched) {
            change("touch " + pod.name());
            FakePod fake = Objects.requireNonNull(pods.get(pod.name()));
            if (!fake.deaf) {
              read(fake);
            }
          }
        }

        @Override
        public List<PodReport> ask(List<ServerPod> asked) {
          rounds++;
          return asked.stream()
              .map(pod -> Objects.requireNonNull(pods.get(pod.name())))
              .map(pod ->
                  new PodReport(
                      pod.name,
                      pod.serves == null ? null : pod.serves.digest(),
                      pod.refuses,
                      Map.of()))
              .toList();
        }
      };
}
