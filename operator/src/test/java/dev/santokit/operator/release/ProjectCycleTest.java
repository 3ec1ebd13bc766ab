package dev.santokit.operator.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.crds.Condition;
import dev.santokit.crds.bundle.BundleSource;
import dev.santokit.crds.bundle.BundleType;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleSpec;
import dev.santokit.crds.project.ActiveRelease;
import dev.santokit.crds.project.GitSource;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.crds.project.ServedBy;
import dev.santokit.operator.bundle.Standing;
import dev.santokit.operator.status.Conditions;
import dev.santokit.operator.status.Reason;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.release.Release;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project's releases, on a cluster in memory. */
class ProjectCycleTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final FakeCluster cluster = new FakeCluster();
  private final TestClock clock = new TestClock();
  private Schemas schemas = Schemas.NONE;
  private final Map<String, LogicBundle> bundles = new TreeMap<>();
  private SantokitProject project = project("{}");
  private ProjectCycle cycle =
      new ProjectCycle(cluster, cluster.serverPods, (project, fresh) -> schemas, clock);
  private @Nullable Permissions permissions = Permissions.none();
  private @Nullable ReleaseOutcome last;
  private Map<ResourceID, Standing> standings = Map.of();

  @BeforeEach
  void three_pods() {
    for (String pod : List.of("a", "b", "c")) {
      cluster.pod(pod);
    }
  }

  @Test
  void a_project_without_bundles_has_an_empty_release() {
    settle();

    assertThat(status()).isEqualTo("True Served");
    assertThat(release().revision()).isEqualTo(1);
    assertThat(release().functions()).isZero();
    assertThat(cluster.maps.keySet()).containsExactly("shop-kv-0", "shop-release-1");
  }

  @Test
  void a_bundle_is_served_by_all_pods() {
    bundle("users/get", "SELECT 1");

    settle();

    assertThat(status()).isEqualTo("True Served");
    assertThat(release().functions()).isEqualTo(1);
    assertThat(release().servedBy())
        .containsExactly(
            new ServedBy("a", release().digest()),
            new ServedBy("b", release().digest()),
            new ServedBy("c", release().digest()));
    assertThat(standing("users/get")).isEqualTo(new Standing.Active(1));
    assertThat(served("b")).containsEntry("users/get", "SELECT 1");
  }

  @Test
  void the_manifest_is_written_after_the_shards_and_before_pods_are_touched() {
    settle();
    bundle("users/get", "SELECT 1");
    cluster.log.clear();

    settle();

    assertThat(cluster.log)
        .containsExactly(
            "write shop-kv-1",
            "write shop-kv-0",
            "touch a",
            "touch b",
            "touch c",
            "write shop-release-2");
  }

  @Test
  void content_waits_until_the_databases_of_the_project_are_expanded() {
    bundle("users/get", "SELECT 1");
    settle();
    schemas = new Schemas("SchemaPlan shop-main: Unreachable, nothing answers", "");
    bundle("users/get", "SELECT 2");

    settle();

    assertThat(status()).isEqualTo("False AwaitingSchema");
    assertThat(release().revision()).isEqualTo(1);
    assertThat(served("a")).containsEntry("users/get", "SELECT 1");
    assertThat(standing("users/get"))
        .isInstanceOfSatisfying(
            Standing.Held.class,
            held -> assertThat(held.reason()).isEqualTo(Reason.AWAITING_SCHEMA));

    schemas = new Schemas(null, "shop-main@2");
    settle();

    assertThat(status()).isEqualTo("True Served");
    assertThat(served("a")).containsEntry("users/get", "SELECT 2");
  }

  @Test
  void content_that_pods_refused_is_tried_again_when_a_database_is_expanded() {
    schemas = new Schemas(null, "shop-main@1");
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 'BROKEN'");
    settle();
    assertThat(status()).isEqualTo("False Rejected");
    int maps = cluster.maps.size();
    settle();
    assertThat(cluster.maps).hasSize(maps);

    schemas = new Schemas(null, "shop-main@2");
    settle();

    assertThat(cluster.maps).containsKey("shop-release-3");
    assertThat(status()).isEqualTo("False Rejected");
  }

  @Test
  void a_look_at_what_is_served_writes_and_asks_nothing() {
    bundle("users/get", "SELECT 1");
    settle();
    cluster.log.clear();
    int rounds = cluster.rounds;

    clock.forward(Duration.ofHours(1));
    ReleaseOutcome outcome = look();

    assertThat(cluster.log).isEmpty();
    assertThat(cluster.rounds).isEqualTo(rounds);
    assertThat(outcome.again()).isEmpty();
    assertThat(outcome.settling()).isFalse();
  }

  @Test
  void an_operator_that_starts_writes_nothing_and_asks_once() {
    bundle("users/get", "SELECT 1");
    settle();
    ActiveRelease before = release();
    cluster.log.clear();
    int rounds = cluster.rounds;

    restart();
    settle();

    assertThat(cluster.log).isEmpty();
    assertThat(cluster.rounds).isEqualTo(rounds + 1);
    assertThat(release()).isEqualTo(before);
  }

  @Test
  void a_deleted_bundle_is_gone_from_the_next_release() {
    bundle("users/get", "SELECT 1");
    bundle("users/put", "SELECT 2");
    settle();

    bundles.remove("users/get");
    settle();

    assertThat(release().revision()).isEqualTo(2);
    assertThat(served("a")).containsOnlyKeys("users/put");
  }

  @Test
  void an_invalid_bundle_keeps_its_last_valid_content() {
    bundle("users/get", "SELECT 1");
    settle();

    bundle("users/get", "SELECT 'never closed");
    bundle("users/put", "SELECT 2");
    settle();

    assertThat(release().revision()).isEqualTo(2);
    assertThat(served("a"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("users/get", "SELECT 1", "users/put", "SELECT 2"));
    assertThat(standing("users/get"))
        .isEqualTo(
            new Standing.Held(
                Reason.NOT_RELEASED, "the release keeps what it was when it was valid last"));
  }

  @Test
  void an_invalid_bundle_keeps_its_last_valid_content_over_a_restart() {
    bundle("users/get", "SELECT 1");
    settle();

    bundle("users/get", "SELECT 'never closed");
    restart();
    settle();

    assertThat(release().revision()).isEqualTo(1);
    assertThat(served("a")).containsExactly(Map.entry("users/get", "SELECT 1"));
  }

  @Test
  void with_a_manifest_only_its_content_becomes_a_release() {
    bundle("users/get", "SELECT 1");
    settle();
    String asked = digestOf(Map.of("users/get", "SELECT 10", "users/put", "SELECT 20"));

    project = project("{release: {manifest: '" + asked + "'}}");
    bundle("users/get", "SELECT 10");
    settle();

    assertThat(status()).isEqualTo("False ManifestMismatch");
    assertThat(condition().message())
        .contains(asked)
        .contains("compared with release 1 (" + release().shortDigest() + "): differing users/get");
    assertThat(served("a")).containsExactly(Map.entry("users/get", "SELECT 1"));
    assertThat(standing("users/get"))
        .isInstanceOfSatisfying(
            Standing.Held.class,
            held -> assertThat(held.reason()).isEqualTo(Reason.MANIFEST_MISMATCH));

    bundle("users/put", "SELECT 20");
    look();

    assertThat(cluster.log).endsWith("write shop-release-2");
    settle();
    assertThat(status()).isEqualTo("True Served");
    assertThat(release().digest()).isEqualTo(asked);
  }

  @Test
  void a_release_tells_the_commit_that_its_files_came_from() {
    bundle("users/get", "SELECT 1");
    String asked = digestOf(Map.of("users/get", "SELECT 1"));
    project = project("{release: {manifest: '" + asked + "'}}");
    project.getMetadata().setAnnotations(Map.of("santokit.dev/source-commit", "5cf7351aa-dirty"));

    settle();

    assertThat(release().source()).isEqualTo(new GitSource("5cf7351aa", true));
  }

  @Test
  void a_release_tells_who_changed_what_it_is_made_of() {
    bundle("users/get", "SELECT 1");
    bundle("users/put", "SELECT 2");
    settle();
    bundle("users/get", "SELECT 3");
    writtenBy("users/get", "kubectl-edit", "2026-01-31T12:00:00Z");
    writtenBy("users/put", "someone-else", "2026-01-31T13:00:00Z");

    settle();

    assertThat(release().appliedBy()).isEqualTo("kubectl-edit");
  }

  private void writtenBy(String path, String manager, String time) {
    Objects.requireNonNull(bundles.get(path))
        .getMetadata()
        .setManagedFields(
            List.of(
                new ManagedFieldsEntryBuilder()
                    .withManager(manager)
                    .withTime(time)
                    .withOperation("Update")
                    .build()));
  }

  @Test
  void an_apply_under_way_does_not_change_the_condition() {
    bundle("users/get", "SELECT 1");
    settle();

    project = project("{release: {manifest: '" + digestOf(Map.of("users/get", "SELECT 2")) + "'}}");
    ReleaseOutcome outcome = look();

    assertThat(outcome.settling()).isTrue();
    assertThat(status()).isEqualTo("True Served");
    assertThat(outcome.again()).contains(Duration.ofSeconds(2));
  }

  @Test
  void without_a_manifest_a_release_waits_until_nothing_changes() {
    settle();
    bundle("users/get", "SELECT 1");

    ReleaseOutcome outcome = look();

    assertThat(cluster.maps).doesNotContainKey("shop-release-2");
    assertThat(outcome.again()).contains(Duration.ofMillis(500));
    clock.forward(Duration.ofMillis(500));
    look();
    assertThat(cluster.maps).containsKey("shop-release-2");
  }

  @Test
  void a_release_that_a_pod_refuses_is_put_back_at_once() {
    bundle("users/get", "SELECT 1");
    bundle("users/put", "SELECT 2");
    settle();

    bundle("users/get", "SELECT 'BROKEN'");
    settle();

    assertThat(status()).isEqualTo("False Rejected");
    assertThat(condition().message())
        .contains("release 2 was refused by a: ")
        .contains("release 1");
    assertThat(release().revision()).isEqualTo(1);
    assertThat(standing("users/get"))
        .isInstanceOfSatisfying(
            Standing.Held.class, held -> assertThat(held.reason()).isEqualTo(Reason.REJECTED));
    assertThat(standing("users/put")).isEqualTo(new Standing.Active(1));
    for (FakeCluster.FakePod pod : cluster.pods.values()) {
      assertThat(pod.refuses).isNull();
    }
  }

  @Test
  void what_a_pod_refuses_is_told_as_a_place_of_the_file() {
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 'BROKEN'");
    LogicBundle edited = Objects.requireNonNull(bundles.get("users/get"));
    edited.setSpec(
        new LogicBundleSpec(
            "shop",
            "users/get",
            BundleType.SQL,
            null,
            new BundleSource("SELECT 'BROKEN'", null, null, "logic/users/get.sql", 7, null)));

    settle();

    assertThat(condition().message()).contains("a: logic/users/get.sql:7:1: it is broken");
  }

  @Test
  void a_refused_content_is_not_tried_again_not_even_by_another_operator() {
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 'BROKEN'");
    settle();
    cluster.log.clear();

    clock.forward(Duration.ofMinutes(10));
    look();
    restart();
    settle();

    assertThat(cluster.log).isEmpty();
    assertThat(status()).isEqualTo("False Rejected");
  }

  @Test
  void what_follows_a_refused_release_has_the_number_after_it() {
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 'BROKEN'");
    settle();

    bundle("users/get", "SELECT 3");
    settle();

    assertThat(status()).isEqualTo("True Served");
    assertThat(release().revision()).isEqualTo(3);
  }

  @Test
  void a_first_release_that_pods_refuse_is_told() {
    bundle("users/get", "SELECT 'BROKEN'");

    settle();

    assertThat(status()).isEqualTo("False Rejected");
    assertThat(outcome().release()).isNull();
    bundle("users/get", "SELECT 1");
    settle();
    assertThat(status()).isEqualTo("True Served");
  }

  @Test
  void a_pod_whose_volume_stays_behind_is_touched_again() {
    settle();
    Objects.requireNonNull(cluster.pods.get("b")).deaf = true;
    bundle("users/get", "SELECT 1");
    clock.forward(Duration.ofSeconds(1));
    look();
    clock.forward(Duration.ofSeconds(1));
    look();
    Objects.requireNonNull(cluster.pods.get("b")).deaf = false;
    cluster.log.clear();

    settle();

    assertThat(cluster.log).containsExactly("touch b");
    assertThat(status()).isEqualTo("True Served");
  }

  @Test
  void a_pod_that_stays_behind_for_5_seconds_is_told() {
    settle();
    Objects.requireNonNull(cluster.pods.get("b")).deaf = true;
    bundle("users/get", "SELECT 1");

    for (int i = 0; i < 40; i++) {
      clock.forward(Duration.ofMillis(250));
      look();
    }

    assertThat(status()).isEqualTo("False Activating");
    assertThat(condition().message()).contains("release 2").contains("by b");
    assertThat(release().revision()).isEqualTo(1);
    assertThat(release().pending()).isEqualTo(2);
  }

  @Test
  void a_pod_that_starts_later_is_asked_and_told() {
    settle();
    clock.forward(Duration.ofHours(1));
    int rounds = cluster.rounds;

    cluster.pod("d");
    look();

    assertThat(cluster.rounds).isEqualTo(rounds + 1);
    assertThat(release().servedBy()).hasSize(4);
  }

  @Test
  void pods_that_cannot_start_do_not_lose_what_is_known() {
    bundle("users/get", "SELECT 1");
    settle();
    cluster.pods.clear();

    settle();

    assertThat(status()).isEqualTo("Unknown Activating");
    assertThat(release().revision()).isEqualTo(1);
    assertThat(release().servedBy()).isEmpty();
  }

  @Test
  void config_maps_that_someone_deletes_come_back() {
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 2");
    settle();
    Map<String, ConfigMap> before = new TreeMap<>(cluster.maps);

    cluster.maps.keySet().removeIf(name -> name.startsWith("shop-kv"));
    settle();

    assertThat(release().revision()).isEqualTo(2);
    assertThat(cluster.maps.keySet()).isEqualTo(before.keySet());
    assertThat(Objects.requireNonNull(cluster.maps.get("shop-kv-0")).getBinaryData())
        .isEqualTo(Objects.requireNonNull(before.get("shop-kv-0")).getBinaryData());
  }

  @Test
  void a_history_that_someone_deletes_begins_anew_with_what_is_served() {
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 2");
    settle();

    cluster.maps.keySet().removeIf(name -> name.startsWith("shop-release"));
    settle();

    assertThat(cluster.maps.keySet()).containsExactly("shop-kv-0", "shop-kv-1", "shop-release-2");
  }

  @Test
  void numbers_go_on_when_all_is_deleted() {
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 2");
    settle();

    cluster.maps.clear();
    restart();
    settle();

    assertThat(release().revision()).isEqualTo(3);
    assertThat(served("a")).containsExactly(Map.entry("users/get", "SELECT 2"));
  }

  @Test
  void a_config_map_that_someone_changes_is_put_right() {
    bundle("users/get", "SELECT 1");
    settle();
    ConfigMap shard = Objects.requireNonNull(cluster.maps.get("shop-kv-1"));
    String before = shard.getBinaryData().get("shard-01.json.gz");
    shard.getBinaryData().put("shard-01.json.gz", "AAAA");

    settle();

    assertThat(Objects.requireNonNull(cluster.maps.get("shop-kv-1")).getBinaryData())
        .containsEntry("shard-01.json.gz", before);
  }

  @Test
  void an_earlier_release_is_served_while_it_is_pinned_and_new_ones_wait() {
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 2");
    settle();

    project = project("{release: {pin: 1}}");
    settle();

    assertThat(served("c")).containsExactly(Map.entry("users/get", "SELECT 1"));
    assertThat(release().pinned()).isTrue();
    assertThat(release().revision()).isEqualTo(1);
    assertThat(release().pending()).isEqualTo(2);
    assertThat(status()).isEqualTo("True Served");

    bundle("users/get", "SELECT 3");
    settle();

    assertThat(release().pending()).isEqualTo(3);
    assertThat(served("c")).containsExactly(Map.entry("users/get", "SELECT 1"));

    project = project("{}");
    settle();

    assertThat(release().revision()).isEqualTo(3);
    assertThat(release().pinned()).isNull();
    assertThat(served("c")).containsExactly(Map.entry("users/get", "SELECT 3"));
  }

  @Test
  void a_pin_to_a_release_that_is_not_kept_is_told_and_changes_nothing() {
    bundle("users/get", "SELECT 1");
    settle();

    project = project("{release: {pin: 77}}");
    settle();

    assertThat(status()).isEqualTo("False PinNotFound");
    assertThat(served("a")).containsExactly(Map.entry("users/get", "SELECT 1"));
  }

  @Test
  void history_is_as_long_as_the_project_says() {
    project = project("{release: {historyLimit: 2}}");
    for (int i = 1; i <= 6; i++) {
      bundle("users/get", "SELECT " + i);
      settle();
    }

    assertThat(cluster.maps.keySet())
        .containsExactly(
            "shop-kv-0", "shop-kv-1", "shop-release-4", "shop-release-5", "shop-release-6");
  }

  @Test
  void a_release_of_several_shards_shrinks_and_grows() {
    String one = "SELECT '" + noise(1) + "'";
    String two = "SELECT '" + noise(2) + "'";
    bundle("big/one", one);
    bundle("big/two", two);
    settle();
    assertThat(cluster.maps.keySet())
        .contains("shop-kv-0", "shop-kv-1", "shop-kv-2")
        .doesNotContain("shop-kv-3");
    cluster.log.clear();

    bundles.remove("big/two");
    settle();

    assertThat(cluster.log.indexOf("delete shop-kv-2"))
        .isGreaterThan(cluster.log.indexOf("write shop-kv-0"));
    assertThat(served("a")).containsOnlyKeys("big/one");

    project = project("{release: {pin: 1}}");
    settle();

    assertThat(served("a"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("big/one", one, "big/two", two));
    assertThat(status()).isEqualTo("True Served");
  }

  @Test
  void a_release_that_does_not_fit_is_told_with_its_largest_functions() {
    bundle("big/f0", "SELECT 1");
    settle();
    for (int i = 1; i <= 11; i++) {
      bundle("big/f" + i, "SELECT '" + noise(i) + "'");
    }

    settle();

    assertThat(status()).isEqualTo("False TooLarge");
    assertThat(condition().message()).contains("big/f3").contains("release 1");
    assertThat(served("a")).containsExactly(Map.entry("big/f0", "SELECT 1"));
    assertThat(standing("big/f0")).isEqualTo(new Standing.Active(1));
    assertThat(standing("big/f3"))
        .isInstanceOfSatisfying(
            Standing.Held.class, held -> assertThat(held.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  /** 600,000 characters that do not get much smaller by compression. */
  private static String noise(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    for (int i = 0; i < 600_000; i++) {
      text.append(Character.toString('!' + 1 + random.nextInt(90)));
    }
    return text.toString().replace('\'', 'x').replace('\\', 'y');
  }

  @Test
  void nothing_new_is_made_while_permissions_are_not_valid() {
    bundle("users/get", "SELECT 1");
    settle();
    permissions = null;

    bundle("users/get", "SELECT 2");
    settle();

    assertThat(release().revision()).isEqualTo(1);
    assertThat(standing("users/get"))
        .isInstanceOfSatisfying(
            Standing.Held.class, held -> assertThat(held.message()).contains("configuration"));
  }

  @Test
  void one_edit_in_a_project_of_a_thousand_is_three_writes_besides_the_touches() {
    for (int i = 0; i < 1_000; i++) {
      bundle("many/f" + i, "SELECT " + i);
    }
    for (int i = 0; i < 8; i++) {
      bundle("many/f7", "SELECT 'edit " + i + "'");
      settle();
    }
    cluster.log.clear();

    bundle("many/f7", "SELECT 'the last edit'");
    settle();

    // With the status of project and bundle: six.
    assertThat(cluster.log)
        .containsExactly(
            "write shop-kv-1",
            "write shop-kv-0",
            "touch a",
            "touch b",
            "touch c",
            "write shop-release-9",
            "delete shop-release-3");
  }

  @Test
  void an_operator_killed_between_any_two_writes_is_taken_up_by_the_next_one() {
    bundle("users/get", "SELECT 1");
    settle();
    for (int cut = 0; cut < 16; cut++) {
      String body = "SELECT 'round " + cut + "'";
      bundle("users/get", body);
      writtenBy("users/get", "editor-" + cut, "2026-01-31T12:00:00Z");
      killAfter(cut);
      settle();
      assertThat(served("a")).as("cut after %s", cut).containsEntry("users/get", body);
      assertThat(status()).isEqualTo("True Served");
      assertThat(release().appliedBy()).as("cut after %s", cut).isEqualTo("editor-" + cut);
    }
    assertThat(revisions()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void an_operator_killed_while_it_puts_back_is_taken_up_by_the_next_one() {
    bundle("users/get", "SELECT 1");
    settle();
    long served = release().revision();
    for (int cut = 0; cut < 16; cut++) {
      bundle("users/get", "SELECT 'BROKEN " + cut + "'");
      killAfter(cut);
      settle();
      assertThat(served("a")).as("cut after %s", cut).containsEntry("users/get", "SELECT 1");
      assertThat(status()).isEqualTo("False Rejected");
      assertThat(release().revision()).isEqualTo(served);
    }
  }

  @Test
  void what_was_half_written_is_taken_back_when_another_content_is_asked_for() {
    bundle("users/get", "SELECT 1");
    settle();
    bundle("users/get", "SELECT 2");
    killAfter(1);
    assertThat(cluster.log).endsWith("write shop-kv-1");

    project = project("{release: {manifest: '" + digestOf(Map.of("a/b", "SELECT 9")) + "'}}");
    settle();

    assertThat(release().revision()).isEqualTo(1);
    assertThat(ReleaseMaps.observed("shop", List.copyOf(cluster.maps.values())))
        .containsKeys("manifest.json.gz", "shard-01.json.gz");
    assertThat(served("b")).containsExactly(Map.entry("users/get", "SELECT 1"));
    cluster.start("b");
    assertThat(served("b")).containsExactly(Map.entry("users/get", "SELECT 1"));
  }

  private List<Long> revisions() {
    return History.of(List.copyOf(cluster.maps.values())).known().stream()
        .map(KnownRelease::revision)
        .toList();
  }

  /** Lets an operator do some changes, kills it, and starts another one. */
  private void killAfter(int changes) {
    cluster.left = changes;
    try {
      settle();
    } catch (FakeCluster.Cut killed) {
      restart();
    } finally {
      cluster.left = Integer.MAX_VALUE;
    }
  }

  private void restart() {
    cycle = new ProjectCycle(cluster, cluster.serverPods, (project, fresh) -> schemas, clock);
  }

  /** Looks as long as looks ask for another one, for a quarter of an hour at most. */
  private void settle() {
    Instant until = clock.instant().plus(Duration.ofMinutes(15));
    ReleaseOutcome outcome = look();
    while (outcome.again().isPresent() && clock.instant().isBefore(until)) {
      clock.forward(outcome.again().get());
      outcome = look();
    }
  }

  private ReleaseOutcome look() {
    Look look = cycle.look(project, List.copyOf(bundles.values()), permissions, null, true);
    ReleaseOutcome outcome = Outcomes.of(look, Map.of());
    last = outcome;
    var places = new HashMap<ResourceID, Standing>();
    Places.of(look).forEach((bundle, said) -> places.put(bundle, said.standing()));
    standings = places;
    SantokitProjectStatus before = project.getStatus();
    project.setStatus(
        new SantokitProjectStatus(
            null,
            Conditions.after(
                before == null ? null : before.conditions(), List.of(outcome.active())),
            null,
            outcome.release(),
            null,
            null,
            null,
            null));
    return outcome;
  }

  private ReleaseOutcome outcome() {
    return Objects.requireNonNull(last);
  }

  private Condition condition() {
    return outcome().active();
  }

  private String status() {
    String word =
        switch (condition().status()) {
          case TRUE -> "True";
          case FALSE -> "False";
          case UNKNOWN -> "Unknown";
        };
    return word + " " + condition().reason();
  }

  private ActiveRelease release() {
    return Objects.requireNonNull(outcome().release());
  }

  private Standing.Place standing(String path) {
    String name = "shop." + path.replace('/', '.');
    return Objects.requireNonNull(standings.get(new ResourceID(name, "test"))).place();
  }

  private Map<String, String> served(String pod) {
    Release release = Objects.requireNonNull(Objects.requireNonNull(cluster.pods.get(pod)).serves);
    var bodies = new TreeMap<String, String>();
    release.functions().forEach((path, function) -> bodies.put(path.value(), function.content()));
    return bodies;
  }

  /** The digest of a project with these functions. */
  private static String digestOf(Map<String, String> bodies) {
    var other = new ProjectCycleTest();
    other.three_pods();
    bodies.forEach(other::bundle);
    other.settle();
    return Objects.requireNonNull(other.release().digest());
  }

  private SantokitProject project(String spec) {
    SantokitProject read =
        YAML.unmarshal(
            "--- {apiVersion: santokit.dev/v1alpha1, kind: SantokitProject, metadata: {name: shop,"
                + " namespace: test, uid: shop-uid, generation: 1}, spec: "
                + spec
                + "}",
            SantokitProject.class);
    if (project != null) {
      read.setStatus(project.getStatus());
    }
    return read;
  }

  private void bundle(String path, String body) {
    LogicBundle before = bundles.get(path);
    long generation = before == null ? 1 : before.getMetadata().getGeneration() + 1;
    var source = YAML.asJson(Map.of("inline", body));
    bundles.put(
        path,
        YAML.unmarshal(
            "--- {apiVersion: santokit.dev/v1alpha1, kind: LogicBundle, metadata: {name: shop."
                + path.replace('/', '.')
                + ", namespace: test, uid: '"
                + path
                + "', generation: "
                + generation
                + ", creationTimestamp: '2026-01-31T12:00:00Z'}, spec: {project: shop, path: "
                + path
                + ", type: sql, source: "
                + source
                + "}}",
            LogicBundle.class));
  }

  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");

    void forward(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
