package dev.santokit.operator.release;

import dev.santokit.crds.Labels;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.cluster.Owners;
import dev.santokit.project.release.ReleaseFiles;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMaps that pods mount: {@code <project>-kv-0} with the manifest, {@code -kv-1} to {@code
 * -kv-7} with a shard each. Pure: what they should be, and what they are.
 */
final class ReleaseMaps {

  /** Value of {@link Labels#COMPONENT}. */
  static final String COMPONENT = "release";

  private static final Pattern SHARD = Pattern.compile("shard-0([1-7])\\.json\\.gz");

  private ReleaseMaps() {}

  /** The name of a project's {@code n}th ConfigMap, 0 to 7. */
  static String name(String project, int n) {
    return project + "-kv-" + n;
  }

  /** A release's ConfigMaps in the order in which they are written: the manifest is the last. */
  static List<ConfigMap> desired(SantokitProject project, ReleaseFiles files) {
    var maps = new ArrayList<ConfigMap>();
    files
        .files()
        .forEach((file, bytes) -> {
          int n = number(file);
          if (n > 0) {
            maps.add(map(project, n, file, bytes));
          }
        });
    String manifest = ReleaseFiles.MANIFEST;
    maps.add(map(project, 0, manifest, Objects.requireNonNull(files.files().get(manifest))));
    return maps;
  }

  private static int number(String file) {
    var shard = SHARD.matcher(file);
    if (shard.matches()) {
      return Integer.parseInt(shard.group(1));
    }
    if (file.equals(ReleaseFiles.MANIFEST)) {
      return 0;
    }
    throw new IllegalArgumentException("no ConfigMap carries " + file);
  }

  private static ConfigMap map(SantokitProject project, int n, String file, byte[] bytes) {
    return new ConfigMapBuilder()
        .withMetadata(
            metadata(project, COMPONENT).withName(name(project.getMetadata().getName(), n)).build())
        .addToBinaryData(file, Base64.getEncoder().encodeToString(bytes))
        .build();
  }

  static ObjectMetaBuilder metadata(SantokitProject project, String component) {
    String name = project.getMetadata().getName();
    return new ObjectMetaBuilder()
        .withNamespace(project.getMetadata().getNamespace())
        .addToLabels(
            Map.of(
                Labels.PROJECT,
                name,
                Labels.NAME,
                "santokit-server",
                Labels.INSTANCE,
                name,
                Labels.COMPONENT,
                component,
                Labels.PART_OF,
                Labels.SANTOKIT,
                Labels.MANAGED_BY,
                Labels.OPERATOR))
        .withOwnerReferences(Owners.controller(project));
  }

  /** Whether {@code map} is one that pods mount, and not of the history. */
  static boolean isLive(ConfigMap map) {
    return COMPONENT.equals(map.getMetadata().getLabels().get(Labels.COMPONENT));
  }

  /**
   * The files that a project's ConfigMaps hold now, of whichever releases, in Base64 as they are
   * stored.
   */
  static SortedMap<String, String> observed(String project, List<ConfigMap> maps) {
    var files = new TreeMap<String, String>();
    for (ConfigMap map : maps) {
      if (isLive(map) && isNumbered(project, map.getMetadata().getName())) {
        files.putAll(orEmpty(map.getBinaryData()));
      }
    }
    return files;
  }

  /** Files as ConfigMaps store them. */
  static SortedMap<String, String> stored(ReleaseFiles files) {
    var stored = new TreeMap<String, String>();
    files
        .files()
        .forEach((file, bytes) -> stored.put(file, Base64.getEncoder().encodeToString(bytes)));
    return stored;
  }

  /**
   * Files as they were before they were stored.
   *
   * @throws IllegalArgumentException when one is no Base64
   */
  static ReleaseFiles unstored(SortedMap<String, String> stored) {
    var files = new TreeMap<String, byte[]>();
    stored.forEach((file, base64) -> files.put(file, Base64.getDecoder().decode(base64)));
    return new ReleaseFiles(files);
  }

  private static boolean isNumbered(String project, String name) {
    for (int n = 0; n <= ReleaseFiles.MOST_SHARDS; n++) {
      if (name.equals(name(project, n))) {
        return true;
      }
    }
    return false;
  }

  /** Whether nothing that {@code desired} says is otherwise in {@code observed}. */
  static boolean isMet(ConfigMap desired, ConfigMap observed) {
    var wanted = desired.getMetadata();
    var there = observed.getMetadata();
    return Objects.equals(desired.getBinaryData(), orEmpty(observed.getBinaryData()))
        && orEmpty(observed.getData()).equals(orEmpty(desired.getData()))
        && orEmpty(there.getLabels()).entrySet().containsAll(wanted.getLabels().entrySet())
        && there.getOwnerReferences().equals(wanted.getOwnerReferences());
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
