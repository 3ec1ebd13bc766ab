package dev.santokit.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.bundle.BundleConfig;
import dev.santokit.crds.bundle.BundleNames;
import dev.santokit.crds.bundle.BundleSource;
import dev.santokit.crds.bundle.BundleType;
import dev.santokit.crds.bundle.Bundles;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleSpec;
import dev.santokit.crds.project.ActiveRelease;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.release.Release;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What three real pods answer while functions change. Needs the image of the server:
 * SANTOKIT_TEST_SERVER_IMAGE. One project for all tests, as pods take their time to start.
 */
@EnabledIfEnvironmentVariable(named = "SANTOKIT_TEST_SERVER_IMAGE", matches = ".+")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServedIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private static final PatchContext SERVER_SIDE =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("tester")
          .withForce(true)
          .build();

  private static LocalOperator operator;
  private static String namespace;

  @BeforeAll
  static void three_replicas() throws Exception {
    operator = LocalOperator.watching("served", 1);
    namespace = operator.namespace();
    operator.start();
    project("{runtime: {replicas: 3}}");
    bundle("math/one", answering("1"));
    bundle("math/two", answering("2"));
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> status(),
            status ->
                is(status, ConditionStatus.TRUE) && ready().size() == 3 && servedBy(status) == 3);
  }

  @AfterAll
  static void stop() {
    operator.close();
  }

  @Test
  @Order(1)
  void an_edit_is_answered_by_all_replicas_and_no_pod_starts_again() {
    Map<String, String> before = starts();

    bundle("math/one", answering("10"));

    all("math/one", "10");
    SantokitProjectStatus status =
        until(s -> is(s, ConditionStatus.TRUE) && release(s).revision() == 2);
    assertThat(release(status).functions()).isEqualTo(2);
    assertThat(release(status).appliedBy()).isEqualTo("tester");
    assertThat(starts()).isEqualTo(before);
    all("math/two", "2");
  }

  @Test
  @Order(2)
  void a_release_that_pods_refuse_is_put_back_and_told() {
    long served = release(status()).revision();

    bundle("math/one", "export default async function () { return 1 +; }");

    SantokitProjectStatus status =
        until(s -> is(s, ConditionStatus.FALSE) && reason(s).equals("Rejected"));
    assertThat(message(status)).contains("math/one");
    assertThat(release(status).revision()).isEqualTo(served);
    all("math/one", "10");
    all("math/two", "2");
    await()
        .atMost(PATIENCE)
        .until(() ->
            Conditions.find(
                    Objects.requireNonNull(
                            operator
                                .admin()
                                .resources(LogicBundle.class)
                                .inNamespace(namespace)
                                .withName("shop.math.one")
                                .get()
                                .getStatus())
                        .conditions(),
                    ConditionType.ACTIVE)
                .filter(c -> c.reason().equals("Rejected"))
                .isPresent());
  }

  @Test
  @Order(3)
  void what_follows_a_refused_release_is_served() {
    bundle("math/one", answering("11"));

    all("math/one", "11");
    until(s -> is(s, ConditionStatus.TRUE));
  }

  @Test
  @Order(4)
  void a_deleted_bundle_is_answered_with_404() {
    operator
        .admin()
        .resources(LogicBundle.class)
        .inNamespace(namespace)
        .withName("shop.math.two")
        .delete();

    await()
        .atMost(PATIENCE)
        .until(() -> ready().stream().allMatch(pod -> call(pod, "math/two").startsWith("404 ")));
    all("math/one", "11");
  }

  @Test
  @Order(5)
  void a_pinned_release_is_served_until_it_is_no_more() {
    bundle("math/one", answering("12"));
    all("math/one", "12");

    project("{runtime: {replicas: 3}, release: {pin: 2}}");
    all("math/one", "10");
    SantokitProjectStatus status =
        until(s -> is(s, ConditionStatus.TRUE) && Boolean.TRUE.equals(release(s).pinned()));
    assertThat(release(status).revision()).isEqualTo(2);

    project("{runtime: {replicas: 3}}");
    all("math/one", "12");
  }

  @Test
  @Order(6)
  void each_edit_that_a_manifest_asks_for_is_one_release() {
    SantokitProjectStatus first =
        until(s -> is(s, ConditionStatus.TRUE) && !Boolean.TRUE.equals(release(s).pinned()));
    long before = release(first).revision();
    for (int i = 100; i < 105; i++) {
      String expected = Integer.toString(i);
      LogicBundle edited = of("math/one", answering(expected));
      project("{runtime: {replicas: 3}, release: {manifest: '" + digest(edited) + "'}}");
      operator.admin().resource(edited).inNamespace(namespace).patch(SERVER_SIDE);
      all("math/one", expected);
    }

    SantokitProjectStatus status =
        until(s -> is(s, ConditionStatus.TRUE) && release(s).revision() == before + 5);
    assertThat(release(status).servedBy()).hasSize(3);
  }

  private static String digest(LogicBundle bundle) {
    var function = Objects.requireNonNull(Bundles.function(bundle, null, new Problems()));
    return Release.of("shop", 0, Instant.EPOCH, null, List.of(function), Permissions.none())
        .digest();
  }

  private static String answering(String value) {
    return "export default async function () { return " + value + "; }";
  }

  private static void project(String spec) {
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
    operator.admin().resource(project).inNamespace(namespace).patch(SERVER_SIDE);
  }

  private static void bundle(String path, String body) {
    operator.admin().resource(of(path, body)).inNamespace(namespace).patch(SERVER_SIDE);
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
            new BundleSource(body, null, null, "logic/" + path + ".js", 1, null)));
    return bundle;
  }

  private static SantokitProjectStatus status() {
    return operator
        .admin()
        .resources(SantokitProject.class)
        .inNamespace(namespace)
        .withName("shop")
        .get()
        .getStatus();
  }

  private static SantokitProjectStatus until(Predicate<SantokitProjectStatus> condition) {
    return await()
        .atMost(PATIENCE)
        .until(ServedIT::status, status -> status != null && condition.test(status));
  }

  private static boolean is(SantokitProjectStatus status, ConditionStatus what) {
    return status != null
        && Conditions.find(status.conditions(), ConditionType.RELEASE_ACTIVE)
            .filter(c -> c.status() == what)
            .isPresent();
  }

  private static String reason(SantokitProjectStatus status) {
    return Conditions.find(status.conditions(), ConditionType.RELEASE_ACTIVE)
        .orElseThrow()
        .reason();
  }

  private static String message(SantokitProjectStatus status) {
    return Conditions.find(status.conditions(), ConditionType.RELEASE_ACTIVE)
        .orElseThrow()
        .message();
  }

  private static ActiveRelease release(SantokitProjectStatus status) {
    return Objects.requireNonNull(status.release());
  }

  private static int servedBy(SantokitProjectStatus status) {
    return status.release() == null || status.release().servedBy() == null
        ? 0
        : status.release().servedBy().size();
  }

  private static List<Pod> ready() {
    return operator.admin().pods().inNamespace(namespace).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod ->
            pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")))
        .toList();
  }

  private static Map<String, String> starts() {
    var starts = new TreeMap<String, String>();
    ready()
        .forEach(pod ->
            starts.put(
                pod.getMetadata().getName(),
                pod.getStatus()
                    .getContainerStatuses()
                    .getFirst()
                    .getState()
                    .getRunning()
                    .getStartedAt()));
    return starts;
  }

  private static void all(String path, String expected) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> ready().stream().map(pod -> call(pod, path)).distinct().toList(),
            answers -> answers.equals(List.of("200 " + expected)));
  }

  private static String call(Pod pod, String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + pod.getStatus().getPodIP() + ":8080/call"))
            .timeout(Duration.ofSeconds(5))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"path\": \"" + path + "\"}"))
            .build();
    try {
      var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    } catch (IOException | InterruptedException failed) {
      return failed.toString();
    }
  }
}
