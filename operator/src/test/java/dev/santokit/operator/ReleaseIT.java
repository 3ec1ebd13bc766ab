package dev.santokit.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.bundle.BundleConfig;
import dev.santokit.crds.bundle.BundleNames;
import dev.santokit.crds.bundle.BundleSource;
import dev.santokit.crds.bundle.BundleType;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleSpec;
import dev.santokit.crds.bundle.LogicBundleStatus;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.project.logic.FunctionPath;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From bundles to releases on a real API server. No pod has to run. */
class ReleaseIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
  private static final PatchContext SERVER_SIDE =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("tester")
          .withForce(true)
          .build();

  private static LocalOperator operator;
  private static LocalOperator.Instance running;
  private static Queue<String> namespaces;

  private String namespace;

  @BeforeAll
  static void start() throws Exception {
    operator = LocalOperator.watching("release", 10);
    namespaces = new ArrayDeque<>(operator.namespaces());
    running = operator.start();
  }

  @AfterAll
  static void stop() {
    operator.close();
  }

  @BeforeEach
  void ofItsOwn() {
    namespace = namespaces.remove();
  }

  @Test
  void a_project_without_bundles_has_an_empty_release() {
    project("{}");

    until(() -> configMap("shop-kv-0").isPresent() && configMap("shop-release-1").isPresent());
    assertThat(names("shop-kv")).containsExactly("shop-kv-0");
    assertThat(configMap("shop-release-1").orElseThrow().getImmutable()).isTrue();
    assertThat(configMap("shop-kv-0").orElseThrow().getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> {
          assertThat(owner.getKind()).isEqualTo("SantokitProject");
          assertThat(owner.getController()).isTrue();
        });
  }

  @Test
  void an_invalid_bundle_says_file_line_and_column_in_one_event() {
    project("{}");
    bundle("math/add", "export default async function () { return 1; }");
    until(() -> revision() == 1 || revision() == 2);
    long before = revision();

    bundle("math/add", "import x from 'https://example.com/x.js';\nexport default x;");

    LogicBundleStatus status = bundleUntil("math/add", s -> is(s, "Valid", ConditionStatus.FALSE));
    assertThat(status.message()).startsWith("logic/math/add.js:5:");
    assertThat(status.observedGeneration()).isEqualTo(2);
    assertThat(is(status, "Ready", ConditionStatus.FALSE)).isTrue();
    await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> revision() == before);
    assertThat(events("math/add"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getReason()).isEqualTo("Invalid");
          assertThat(event.getType()).isEqualTo("Warning");
          assertThat(event.getMessage()).contains("logic/math/add.js:5:");
        });
  }

  @Test
  void a_bundle_of_no_project_says_so() {
    bundle("math/add", "export default async function () { return 1; }");

    LogicBundleStatus status =
        bundleUntil("math/add", s -> is(s, "Valid", ConditionStatus.UNKNOWN));

    assertThat(reason(status, "Valid")).isEqualTo("ProjectNotFound");
    project("{}");
    bundleUntil("math/add", s -> is(s, "Valid", ConditionStatus.TRUE));
    projects().withName("shop").delete();
    bundleUntil("math/add", s -> reason(s, "Valid").equals("ProjectNotFound"));
  }

  @Test
  void of_two_bundles_with_one_path_the_older_stays() throws InterruptedException {
    project("{}");
    bundle("math/add", "export default async function () { return 1; }");
    Thread.sleep(1_100); // creation times are whole seconds
    LogicBundle other = of("math/add", "export default async function () { return 2; }");
    other.getMetadata().setName("a-second-one");
    admin().resource(other).inNamespace(namespace).patch(SERVER_SIDE);

    LogicBundleStatus status =
        await()
            .atMost(PATIENCE)
            .until(
                () -> bundles().withName("a-second-one").get().getStatus(),
                s -> s != null && is(s, "Valid", ConditionStatus.FALSE));
    assertThat(reason(status, "Valid")).isEqualTo("PathConflict");
    assertThat(status.message()).contains("shop.math.add");
    bundleUntil("math/add", s -> is(s, "Valid", ConditionStatus.TRUE));
  }

  @Test
  void a_manifest_that_the_bundles_do_not_give_is_told_with_who_wrote_them() {
    project("{}");
    until(() -> revision() == 1);

    project("{release: {manifest: '1:sha256:" + "ab".repeat(32) + "'}}");
    bundle("math/add", "export default async function () { return 1; }");

    Condition condition =
        await()
            .atMost(PATIENCE)
            .until(
                () -> releaseActive().orElse(null),
                c -> c != null && c.reason().equals("ManifestMismatch"));
    assertThat(condition.message()).contains("extra math/add (tester, 20");
    assertThat(revision()).isEqualTo(1);
  }

  @Test
  void a_thousand_bundles_at_once_give_a_handful_of_releases() {
    project("{}");
    until(() -> revision() == 1);

    IntStream.range(0, 1_000)
        .parallel()
        .forEach(
            i -> bundle("many/f" + i, "export default async function () { return " + i + "; }"));

    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                bundles().list().getItems().stream()
                    .filter(b -> b.getStatus() != null)
                    .filter(b -> is(b.getStatus(), "Valid", ConditionStatus.TRUE))
                    .count(),
            valid -> valid == 1_000);
    assertThat(revision()).isBetween(2L, 25L);
  }

  @Test
  void config_maps_that_someone_deletes_or_changes_come_back() {
    project("{}");
    bundle("math/add", "export default async function () { return 1; }");
    until(() -> configMap("shop-kv-1").isPresent());
    until(() -> configMap("shop-release-" + revision()).isPresent());
    Map<String, String> before = configMap("shop-kv-1").orElseThrow().getBinaryData();
    long revision = revision();

    admin().configMaps().inNamespace(namespace).withName("shop-kv-0").delete();
    admin().configMaps().inNamespace(namespace).withName("shop-release-" + revision).delete();
    admin()
        .configMaps()
        .inNamespace(namespace)
        .withName("shop-kv-1")
        .patch(MERGE, "{\"binaryData\":{\"shard-01.json.gz\":\"AAAA\"}}");

    until(() -> configMap("shop-kv-0").isPresent());
    until(() -> configMap("shop-kv-1").orElseThrow().getBinaryData().equals(before));
    until(() -> configMap("shop-release-" + revision()).isPresent());
  }

  @Test
  void an_operator_that_starts_again_writes_nothing() {
    project("{}");
    bundle("math/add", "export default async function () { return 1; }");
    bundle("math/sub", "no JavaScript (");
    bundleUntil("math/add", s -> is(s, "Valid", ConditionStatus.TRUE));
    bundleUntil("math/sub", s -> is(s, "Valid", ConditionStatus.FALSE));
    await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
    Map<String, String> before = versions();

    running.kill();
    running = operator.start();

    await()
        .during(Duration.ofSeconds(7))
        .atMost(Duration.ofSeconds(20))
        .until(() -> versions().equals(before));
  }

  private Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    Stream.<List<? extends HasMetadata>>of(
            admin().configMaps().inNamespace(namespace).list().getItems(),
            bundles().list().getItems(),
            projects().list().getItems())
        .flatMap(List::stream)
        .forEach(object ->
            versions.put(
                object.getKind() + " " + object.getMetadata().getName(),
                object.getMetadata().getResourceVersion()));
    return versions;
  }

  private static KubernetesClient admin() {
    return operator.admin();
  }

  private void project(String spec) {
    SantokitProject project =
        Serialization.unmarshal(
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SantokitProject
            metadata: {name: shop}
            spec: %s
            """
                .formatted(spec),
            SantokitProject.class);
    admin().resource(project).inNamespace(namespace).patch(SERVER_SIDE);
  }

  private void bundle(String path, String body) {
    admin().resource(of(path, body)).inNamespace(namespace).patch(SERVER_SIDE);
  }

  private static LogicBundle of(String path, String body) {
    var bundle = new LogicBundle();
    bundle.getMetadata().setName(BundleNames.of("shop", new FunctionPath(path)));
    bundle.setSpec(
        new LogicBundleSpec(
            "shop",
            path,
            BundleType.JS,
            new BundleConfig(
                null,
                TextNode.valueOf("public"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null),
            new BundleSource(body, null, null, "logic/" + path + ".js", 5, null)));
    return bundle;
  }

  private NonNamespaceOperation<
          LogicBundle, KubernetesResourceList<LogicBundle>, Resource<LogicBundle>>
      bundles() {
    return admin().resources(LogicBundle.class).inNamespace(namespace);
  }

  private NonNamespaceOperation<
          SantokitProject, KubernetesResourceList<SantokitProject>, Resource<SantokitProject>>
      projects() {
    return admin().resources(SantokitProject.class).inNamespace(namespace);
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private LogicBundleStatus bundleUntil(String path, Predicate<LogicBundleStatus> condition) {
    String name = BundleNames.of("shop", new FunctionPath(path));
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              LogicBundle now = bundles().withName(name).get();
              LogicBundleStatus status = now.getStatus();
              return status != null
                      && Objects.equals(
                          status.observedGeneration(), now.getMetadata().getGeneration())
                      && condition.test(status)
                  ? status
                  : null;
            },
            Objects::nonNull);
  }

  private static boolean is(LogicBundleStatus status, String type, ConditionStatus what) {
    return find(status, type).filter(c -> c.status() == what).isPresent();
  }

  private static String reason(LogicBundleStatus status, String type) {
    return find(status, type).map(Condition::reason).orElse("");
  }

  private static Optional<Condition> find(LogicBundleStatus status, String type) {
    return status.conditions() == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> c.type().equals(type)).findFirst();
  }

  private Optional<Condition> releaseActive() {
    var status = projects().withName("shop").get().getStatus();
    return status == null
        ? Optional.empty()
        : Conditions.find(status.conditions(), ConditionType.RELEASE_ACTIVE);
  }

  private List<Event> events(String path) {
    String name = BundleNames.of("shop", new FunctionPath(path));
    return admin().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> name.equals(event.getInvolvedObject().getName()))
        .toList();
  }

  private Optional<ConfigMap> configMap(String name) {
    return Optional.ofNullable(admin().configMaps().inNamespace(namespace).withName(name).get());
  }

  private List<String> names(String prefix) {
    return admin().configMaps().inNamespace(namespace).list().getItems().stream()
        .map(map -> map.getMetadata().getName())
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .toList();
  }

  /** The newest release that is kept; 0 when none is. */
  private long revision() {
    return admin().configMaps().inNamespace(namespace).list().getItems().stream()
        .map(map -> map.getMetadata().getLabels())
        .filter(Objects::nonNull)
        .map(labels -> labels.get("santokit.dev/revision"))
        .filter(Objects::nonNull)
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }
}
