package dev.santokit.operator.release;

import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.release.KnownRelease.Rejection;
import dev.santokit.project.release.ReleaseFiles;
import dev.santokit.project.release.Sha256;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The releases that a project keeps, in ConfigMaps that never change: {@code
 * <project>-release-<revision>} holds a manifest, names the shards that belong to it by their hash,
 * and holds those that no earlier one held, as far as they fit; one that does not fit is {@code
 * <project>-shard-<hash>}. Pure: what is there, what is to be written, what is to go.
 */
final class History {

  /** Value of {@link dev.santokit.crds.Labels#COMPONENT}. */
  static final String COMPONENT = "history";

  /** Label of a release's own ConfigMap. */
  static final String REVISION = "santokit.dev/revision";

  /** Annotation with the digest of a release. */
  static final String DIGEST = "santokit.dev/digest";

  /** Annotation with the field manager whose change led to a release. */
  static final String APPLIED_BY = "santokit.dev/applied-by";

  /** Annotation of a release that pods refused: why. */
  static final String REJECTED = "santokit.dev/rejected";

  /** Annotation of a release that pods refused: the project's generation then. */
  static final String REJECTED_GENERATION = "santokit.dev/rejected-generation";

  /** Annotation of a release that pods refused: {@link Schemas#expanded} then. */
  static final String REJECTED_SCHEMAS = "santokit.dev/rejected-schemas";

  /** What a history takes at most, compressed. */
  static final long MOST_BYTES = 8L << 20;

  /** What a ConfigMap may hold, less some for names. */
  private static final int MAP_BYTES = 1_000_000;

  private static final String HASH_PREFIX = "sha256-";

  private final List<ConfigMap> maps;
  private final Map<Long, ConfigMap> releases = new HashMap<>();
  private final Map<String, ConfigMap> holders = new HashMap<>();

  private History(List<ConfigMap> maps) {
    this.maps =
        maps.stream()
            .filter(map -> !ReleaseMaps.isLive(map))
            .sorted(Comparator.comparing(History::name))
            .toList();
    for (ConfigMap map : this.maps) {
      revision(map).ifPresent(revision -> releases.put(revision, map));
      binary(map).keySet().stream()
          .filter(key -> key.startsWith(HASH_PREFIX))
          .forEach(key -> holders.putIfAbsent(key, map));
    }
  }

  /** Of all ConfigMaps of a project's releases. */
  static History of(List<ConfigMap> maps) {
    return new History(maps);
  }

  /** The releases, the oldest first. */
  List<KnownRelease> known() {
    return releases.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> known(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static KnownRelease known(long revision, ConfigMap map) {
    Map<String, String> annotations = annotations(map);
    String message = annotations.get(REJECTED);
    long generation = number(annotations.get(REJECTED_GENERATION)).orElse(0L);
    return new KnownRelease(
        revision,
        annotations.getOrDefault(DIGEST, ""),
        message == null
            ? null
            : new Rejection(generation, annotations.getOrDefault(REJECTED_SCHEMAS, ""), message));
  }

  /** The highest revision that is there; 0 when none is. */
  long highest() {
    return releases.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The digest of a release; null when it is not there. */
  @Nullable String digest(long revision) {
    ConfigMap map = releases.get(revision);
    return map == null ? null : annotations(map).get(DIGEST);
  }

  /** Whether a release is there. */
  boolean has(long revision) {
    return releases.containsKey(revision);
  }

  /** The ConfigMap of a release; null when it is not there. */
  @Nullable ConfigMap map(long revision) {
    return releases.get(revision);
  }

  /** The field manager whose change led to a release; null when that is not known. */
  @Nullable String appliedBy(long revision) {
    ConfigMap map = releases.get(revision);
    return map == null ? null : annotations(map).get(APPLIED_BY);
  }

  /** The files of a release; empty when it or one of its shards is not there. */
  Optional<ReleaseFiles> files(long revision) {
    ConfigMap map = releases.get(revision);
    if (map == null) {
      return Optional.empty();
    }
    var files = new TreeMap<String, byte[]>();
    String manifest = binary(map).get(ReleaseFiles.MANIFEST);
    if (manifest == null) {
      return Optional.empty();
    }
    files.put(ReleaseFiles.MANIFEST, Base64.getDecoder().decode(manifest));
    for (Map.Entry<String, String> shard : data(map).entrySet()) {
      ConfigMap holder = holders.get(shard.getValue());
      if (holder == null) {
        return Optional.empty();
      }
      files.put(
          shard.getKey(),
          Base64.getDecoder().decode(Objects.requireNonNull(binary(holder).get(shard.getValue()))));
    }
    return Optional.of(new ReleaseFiles(files));
  }

  /**
   * What is to be written so that a release is kept, in this order: the ConfigMap that makes it a
   * release is the last.
   *
   * @param appliedBy field manager; null when that is not known
   */
  List<ConfigMap> keep(SantokitProject project, StoredRelease release, @Nullable String appliedBy) {
    byte[] manifest = Objects.requireNonNull(release.files().files().get(ReleaseFiles.MANIFEST));
    var names = new TreeMap<String, String>();
    var missing = new TreeMap<String, byte[]>();
    long bytes = manifest.length;
    for (Map.Entry<String, byte[]> file : release.files().files().entrySet()) {
      if (!file.getKey().equals(ReleaseFiles.MANIFEST)) {
        String hash = hash(file.getValue());
        names.put(file.getKey(), hash);
        if (!holders.containsKey(hash) && missing.put(hash, file.getValue()) == null) {
          bytes += file.getValue().length;
        }
      }
    }
    var written = new ArrayList<ConfigMap>();
    var inside = new TreeMap<String, byte[]>(Map.of(ReleaseFiles.MANIFEST, manifest));
    if (bytes <= MAP_BYTES) {
      inside.putAll(missing);
    } else {
      missing.forEach((hash, shard) -> written.add(shard(project, hash, shard)));
    }
    written.add(release(project, release, appliedBy, names, inside));
    return written;
  }

  private static String hash(byte[] bytes) {
    return Sha256.of(bytes).replace(':', '-');
  }

  private static ConfigMap shard(SantokitProject project, String hash, byte[] bytes) {
    String name = project.getMetadata().getName() + "-shard-";
    String digits = hash.substring(HASH_PREFIX.length(), HASH_PREFIX.length() + 16);
    return new ConfigMapBuilder()
        .withMetadata(ReleaseMaps.metadata(project, COMPONENT).withName(name + digits).build())
        .withImmutable(true)
        .addToBinaryData(hash, Base64.getEncoder().encodeToString(bytes))
        .build();
  }

  private static ConfigMap release(
      SantokitProject project,
      StoredRelease release,
      @Nullable String appliedBy,
      Map<String, String> names,
      Map<String, byte[]> inside) {
    String number = Long.toString(release.revision());
    var metadata =
        ReleaseMaps.metadata(project, COMPONENT)
            .withName(project.getMetadata().getName() + "-release-" + number)
            .addToLabels(REVISION, number)
            .addToAnnotations(DIGEST, release.digest());
    if (appliedBy != null) {
      metadata.addToAnnotations(APPLIED_BY, appliedBy);
    }
    var map = new ConfigMapBuilder().withMetadata(metadata.build()).withImmutable(true);
    map.addToData(names);
    inside.forEach(
        (key, bytes) -> map.addToBinaryData(key, Base64.getEncoder().encodeToString(bytes)));
    return map.build();
  }

  /** What a release that pods refused says of it. */
  static Map<String, String> rejected(Rejection rejection) {
    return Map.of(
        REJECTED,
        rejection.message(),
        REJECTED_GENERATION,
        Long.toString(rejection.generation()),
        REJECTED_SCHEMAS,
        rejection.schemas());
  }

  /**
   * What is to go.
   *
   * @param needed revisions that stay in any case: what is served, and what may be served again
   * @param limit how many others stay, the newest ones, unless all together are larger than {@link
   *     #MOST_BYTES}
   */
  List<ConfigMap> expired(Set<Long> needed, int limit) {
    SortedSet<Long> kept = new TreeSet<>(needed);
    kept.retainAll(releases.keySet());
    Map<String, ConfigMap> required = required(kept);
    List<Long> others =
        releases.keySet().stream()
            .filter(revision -> !needed.contains(revision))
            .sorted(Comparator.reverseOrder())
            .limit(limit)
            .toList();
    for (long revision : others) {
      kept.add(revision);
      Map<String, ConfigMap> more = required(kept);
      if (more.values().stream().mapToLong(History::bytes).sum() > MOST_BYTES) {
        break;
      }
      required = more;
    }
    Set<String> stay = required.keySet();
    return maps.stream().filter(map -> !stay.contains(name(map))).toList();
  }

  /** The ConfigMaps of releases and those that hold their shards, by name. */
  private Map<String, ConfigMap> required(SortedSet<Long> revisions) {
    var required = new HashMap<String, ConfigMap>();
    for (long revision : revisions) {
      ConfigMap map = Objects.requireNonNull(releases.get(revision));
      required.put(name(map), map);
      for (String hash : data(map).values()) {
        ConfigMap holder = holders.get(hash);
        if (holder != null) {
          required.put(name(holder), holder);
        }
      }
    }
    return required;
  }

  private static String name(ConfigMap map) {
    return map.getMetadata().getName();
  }

  private static long bytes(ConfigMap map) {
    // Base64 takes four characters for three bytes.
    return binary(map).values().stream().mapToLong(String::length).sum() / 4 * 3;
  }

  private static Optional<Long> revision(ConfigMap map) {
    return number(map.getMetadata().getLabels().get(REVISION));
  }

  private static Optional<Long> number(@Nullable String text) {
    return text == null || !text.matches("[0-9]{1,18}")
        ? Optional.empty()
        : Optional.of(Long.valueOf(text));
  }

  private static Map<String, String> annotations(ConfigMap map) {
    return orEmpty(map.getMetadata().getAnnotations());
  }

  private static Map<String, String> binary(ConfigMap map) {
    return orEmpty(map.getBinaryData());
  }

  private static Map<String, String> data(ConfigMap map) {
    return orEmpty(map.getData());
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
