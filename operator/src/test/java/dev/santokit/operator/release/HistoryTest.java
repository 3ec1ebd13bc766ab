package dev.santokit.operator.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.project.SantokitProject;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.release.Release;
import dev.santokit.project.release.ReleaseFiles;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final int KIB = 1024;

  private final SantokitProject project = new SantokitProject();
  private final List<ConfigMap> maps = new ArrayList<>();

  @BeforeEach
  void a_project() {
    project.getMetadata().setName("shop");
    project.getMetadata().setNamespace("test");
    project.getMetadata().setUid("uid");
  }

  @Test
  void a_small_release_is_one_config_map() {
    keep(1, Map.of("01", bytes(1, 10 * KIB)));

    assertThat(names()).containsExactly("shop-release-1");
    assertThat(maps.getFirst().getImmutable()).isTrue();
    assertThat(history().files(1).orElseThrow().files())
        .containsOnlyKeys("manifest.json.gz", "shard-01.json.gz");
  }

  @Test
  void a_shard_that_did_not_change_is_kept_once() {
    keep(1, Map.of("01", bytes(1, 10 * KIB), "02", bytes(2, 10 * KIB)));
    keep(2, Map.of("01", bytes(3, 10 * KIB), "02", bytes(2, 10 * KIB)));

    assertThat(maps.getLast().getBinaryData()).hasSize(2);
    assertThat(history().files(2).orElseThrow().files().get("shard-02.json.gz"))
        .isEqualTo(bytes(2, 10 * KIB));
  }

  @Test
  void shards_that_do_not_fit_beside_their_manifest_have_config_maps_of_their_own() {
    keep(1, Map.of("01", bytes(1, 900 * KIB), "02", bytes(2, 900 * KIB)));

    assertThat(names()).hasSize(3).last().isEqualTo("shop-release-1");
    assertThat(names().subList(0, 2)).allMatch(name -> name.startsWith("shop-shard-"));
    assertThat(history().files(1).orElseThrow().files().get("shard-02.json.gz"))
        .isEqualTo(bytes(2, 900 * KIB));
  }

  @Test
  void the_newest_ones_stay_and_those_that_are_needed() {
    for (int revision = 1; revision <= 9; revision++) {
      keep(revision, Map.of("01", bytes(revision, KIB)));
    }

    assertThat(expired(Set.of(2L, 9L), 3))
        .containsExactly("shop-release-1", "shop-release-3", "shop-release-4", "shop-release-5");
  }

  @Test
  void a_release_whose_shard_a_later_one_needs_stays() {
    keep(1, Map.of("01", bytes(1, KIB), "02", bytes(100, KIB)));
    keep(2, Map.of("01", bytes(2, KIB), "02", bytes(100, KIB)));
    keep(3, Map.of("01", bytes(3, KIB), "02", bytes(100, KIB)));

    assertThat(expired(Set.of(3L), 0)).containsExactly("shop-release-2");
    assertThat(history().files(3)).isPresent();
  }

  @Test
  void all_together_is_no_more_than_8_mib() {
    for (int revision = 1; revision <= 20; revision++) {
      keep(revision, Map.of("01", bytes(revision, 800 * KIB)));
    }

    List<String> expired = expired(Set.of(20L), 100);

    // 10 times 800 KiB are 7.8 MiB.
    assertThat(expired).hasSize(10).doesNotContain("shop-release-11", "shop-release-20");
  }

  @Test
  void a_release_that_lacks_a_shard_cannot_be_read() {
    keep(1, Map.of("01", bytes(1, 900 * KIB), "02", bytes(2, 900 * KIB)));
    maps.removeFirst();

    assertThat(history().has(1)).isTrue();
    assertThat(history().files(1)).isEmpty();
  }

  private void keep(long revision, Map<String, byte[]> shards) {
    var files = new TreeMap<String, byte[]>();
    files.put(ReleaseFiles.MANIFEST, bytes(-revision, KIB));
    shards.forEach((name, bytes) -> files.put("shard-" + name + ".json.gz", bytes));
    Release release =
        Release.of("shop", revision, Instant.EPOCH, null, List.of(), Permissions.none());
    maps.addAll(
        history().keep(project, new StoredRelease(release, new ReleaseFiles(files)), "someone"));
  }

  private History history() {
    return History.of(maps);
  }

  private List<String> names() {
    return maps.stream().map(map -> map.getMetadata().getName()).toList();
  }

  private List<String> expired(Set<Long> needed, int limit) {
    return history().expired(needed, limit).stream()
        .map(map -> map.getMetadata().getName())
        .toList();
  }

  private static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
