package dev.santokit.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.crds.Condition;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.project.vault.SealingKey;
import dev.santokit.project.vault.SecretAddress;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user sees of projects, on a real API server. No pod has to run. */
class ProjectIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  private static LocalOperator operator;
  private static Queue<String> namespaces;

  private String namespace;

  @BeforeAll
  static void start() throws Exception {
    operator = LocalOperator.watching("project", 14);
    namespaces = new ArrayDeque<>(operator.namespaces());
    operator.start();
  }

  @AfterAll
  static void stop() {
    operator.close();
  }

  @BeforeEach
  void ofItsOwn() {
    namespace = namespaces.remove();
  }

  private static KubernetesClient admin() {
    return operator.admin();
  }

  private void apply(String spec) {
    apply(namespace, spec);
  }

  private static void apply(String namespace, String spec) {
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
    admin().resource(project).inNamespace(namespace).forceConflicts().serverSideApply();
  }

  private Resource<SantokitProject> project() {
    return admin().resources(SantokitProject.class).inNamespace(namespace).withName("shop");
  }

  /** Waits until the operator has looked at what was applied last. */
  private SantokitProjectStatus observed() {
    return until(status -> true);
  }

  private SantokitProjectStatus until(Predicate<SantokitProjectStatus> condition) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              SantokitProject now = project().get();
              SantokitProjectStatus status = now.getStatus();
              return status != null
                      && Objects.equals(
                          status.observedGeneration(), now.getMetadata().getGeneration())
                      && condition.test(status)
                  ? status
                  : null;
            },
            Objects::nonNull);
  }

  private static Condition condition(SantokitProjectStatus status, ConditionType type) {
    return Conditions.find(status.conditions(), type).orElseThrow();
  }

  private Deployment deployment() {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> admin().apps().deployments().inNamespace(namespace).withName("shop").get(),
            Objects::nonNull);
  }

  /**
   * What tells that somebody wrote one of the objects in the namespace that the operator writes,
   * but for the status of the project.
   */
  private Map<String, String> resourceVersions() {
    var versions = new TreeMap<String, String>();
    objects()
        .forEach(object ->
            versions.put(object.getKind() + "/" + object.getMetadata().getName(), written(object)));
    return versions;
  }

  private static String written(HasMetadata object) {
    ObjectMeta metadata = object.getMetadata();
    // The status of a budget follows the pods, by Kubernetes' own hand.
    return object instanceof PodDisruptionBudget
        ? metadata.getGeneration() + " " + operatorsFields(metadata)
        : metadata.getResourceVersion();
  }

  /** The fields that the operator has applied, and when it changed one of them last. */
  private static List<String> operatorsFields(ObjectMeta metadata) {
    return metadata.getManagedFields().stream()
        .filter(entry -> entry.getManager().equals("santokit-operator"))
        .map(entry -> entry.getTime() + " " + entry.getFieldsV1())
        .toList();
  }

  private Stream<HasMetadata> objects() {
    return Stream.of(
            admin().serviceAccounts().inNamespace(namespace).list().getItems(),
            admin().services().inNamespace(namespace).list().getItems(),
            admin().configMaps().inNamespace(namespace).list().getItems(),
            admin().secrets().inNamespace(namespace).list().getItems(),
            admin().rbac().roles().inNamespace(namespace).list().getItems(),
            admin().network().v1().networkPolicies().inNamespace(namespace).list().getItems(),
            admin().policy().v1().podDisruptionBudget().inNamespace(namespace).list().getItems(),
            admin()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(namespace)
                .list()
                .getItems())
        .<HasMetadata>flatMap(List::stream)
        .filter(object -> object.getMetadata().getName().startsWith("shop"));
  }

  @Test
  void a_project_gets_all_its_objects_and_says_what_it_waits_for() {
    apply("{runtime: {replicas: 2}}");

    SantokitProjectStatus status = observed();
    deployment();

    assertThat(resourceVersions().keySet())
        .contains(
            "NetworkPolicy/shop",
            "PodDisruptionBudget/shop",
            "Secret/shop-vault",
            "Secret/shop-vault-key",
            "Service/shop",
            "ServiceAccount/shop")
        .anyMatch(name -> name.startsWith("ConfigMap/shop-config-"));
    assertThat(condition(status, ConditionType.CONFIG_VALID).reason()).isEqualTo("Valid");
    assertThat(status.url()).isEqualTo("http://shop." + namespace + ".svc:8080");
    assertThat(objects())
        .filteredOn(object -> !object.getMetadata().getName().equals("shop-vault-key"))
        .allSatisfy(object ->
            assertThat(object.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getController()).isTrue()));
  }

  @Test
  void what_is_as_it_should_be_is_not_written_again() {
    apply("{release: {historyLimit: 1}}");
    observed();
    String deployed = deployment().getMetadata().getGeneration().toString();
    settled();
    Map<String, String> before = resourceVersions();

    for (int limit = 2; limit <= 21; limit++) {
      apply("{release: {historyLimit: %d}}".formatted(limit));
      observed();
    }

    assertThat(resourceVersions()).isEqualTo(before);
    assertThat(deployment().getMetadata().getGeneration().toString()).isEqualTo(deployed);
  }

  /** No object has changed for two seconds. */
  private void settled() {
    await()
        .atMost(PATIENCE)
        .during(Duration.ofSeconds(2))
        .until(
            new java.util.concurrent.Callable<Boolean>() {
              private Map<String, String> last = Map.of();

              @Override
              public Boolean call() {
                Map<String, String> now = resourceVersions();
                boolean same = now.equals(last);
                last = now;
                return same;
              }
            });
  }

  @Test
  void times_of_conditions_move_only_when_they_flip() {
    apply("{runtime: {replicas: 1}}");
    Condition first = condition(observed(), ConditionType.CONFIG_VALID);

    apply("{runtime: {replicas: 2}}");
    Condition second = condition(observed(), ConditionType.CONFIG_VALID);
    // Times in a status are of whole seconds: a flip within the same one could not be told.
    await()
        .until(() ->
            Instant.now().truncatedTo(ChronoUnit.SECONDS).isAfter(first.lastTransitionTime()));
    apply("{runtime: {replicas: 2}, auth: {jwt: {secret: \"${A}\", nonsense: 1}}}");
    Condition wrong = condition(observed(), ConditionType.CONFIG_VALID);

    assertThat(second.lastTransitionTime()).isEqualTo(first.lastTransitionTime());
    assertThat(second.observedGeneration()).isGreaterThan(first.observedGeneration());
    assertThat(wrong.reason()).isEqualTo("Invalid");
    assertThat(wrong.message()).contains("spec.auth.jwt.nonsense");
    assertThat(wrong.lastTransitionTime()).isAfter(first.lastTransitionTime());
  }

  @Test
  void a_wrong_configuration_stalls_the_project_and_changes_nothing_that_runs() {
    apply("{runtime: {replicas: 1}}");
    observed();
    long generation = deployment().getMetadata().getGeneration();

    apply("{runtime: {replicas: 3}, limits: {callTimeout: 0s}}");
    SantokitProjectStatus status = observed();

    assertThat(condition(status, ConditionType.READY).reason()).isEqualTo("Invalid");
    assertThat(Conditions.find(status.conditions(), ConditionType.STALLED)).isPresent();
    assertThat(deployment().getMetadata().getGeneration()).isEqualTo(generation);
  }

  @Test
  void what_others_add_stays_and_what_they_change_is_put_back() {
    apply("{runtime: {replicas: 1}}");
    deployment();
    var service = admin().services().inNamespace(namespace).withName("shop");
    service.patch(MERGE, "{\"metadata\": {\"labels\": {\"theirs\": \"yes\"}}}");

    service.patch(MERGE, "{\"spec\": {\"selector\": {\"app.kubernetes.io/instance\": \"other\"}}}");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(service.get().getSpec().getSelector())
                .containsEntry("app.kubernetes.io/instance", "shop"));
    assertThat(service.get().getMetadata().getLabels()).containsEntry("theirs", "yes");
  }

  @Test
  void an_object_of_somebody_else_is_not_taken_over() {
    admin()
        .resource(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: shop}
            spec: {selector: {app: theirs}, ports: [{port: 80}]}
            """)
        .inNamespace(namespace)
        .create();

    apply("{}");

    SantokitProjectStatus status =
        until(s -> condition(s, ConditionType.READY).reason().equals("ApplyRefused"));
    assertThat(condition(status, ConditionType.READY).message())
        .contains("Service shop is there already");
    assertThat(
            admin()
                .services()
                .inNamespace(namespace)
                .withName("shop")
                .get()
                .getSpec()
                .getSelector())
        .isEqualTo(Map.of("app", "theirs"));
  }

  @Test
  void the_load_says_how_many_pods_there_are_while_autoscaling_is_on() {
    apply("{runtime: {replicas: 3}}");
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(3);

    apply("{runtime: {autoscaling: {minReplicas: 2, maxReplicas: 5}}}");
    observed();
    await()
        .atMost(PATIENCE)
        .until(() -> resourceVersions().containsKey("HorizontalPodAutoscaler/shop"));
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(3);
    admin().apps().deployments().inNamespace(namespace).withName("shop").scale(4);
    await().during(Duration.ofSeconds(2)).until(() -> deployment().getSpec().getReplicas() == 4);

    apply("{runtime: {replicas: 1}}");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(resourceVersions())
                .doesNotContainKeys("HorizontalPodAutoscaler/shop", "PodDisruptionBudget/shop"));
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(1);
  }

  @Test
  void a_secret_of_the_configuration_that_is_set_again_is_another_pod_and_shown_nowhere()
      throws Exception {
    apply("{runtime: {replicas: 1}, auth: {jwt: {secret: \"${JWT_SECRET}\"}}}");
    SantokitProjectStatus missing =
        until(s -> condition(s, ConditionType.SECRETS_READY).reason().equals("Missing"));
    assertThat(condition(missing, ConditionType.READY).message()).contains("JWT_SECRET");
    assertThat(admin().apps().deployments().inNamespace(namespace).list().getItems()).isEmpty();

    set("JWT_SECRET", "correct-horse-battery-staple-0001");
    String before = secretsOf(deployment());
    set("JWT_SECRET", "correct-horse-battery-staple-0002");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(secretsOf(deployment())).isNotEqualTo(before));
    assertThat(Serialization.asYaml(project().get())).doesNotContain("battery");
    assertThat(Serialization.asYaml(admin().v1().events().inNamespace(namespace).list()))
        .doesNotContain("battery");
  }

  private static String secretsOf(Deployment deployment) {
    return deployment
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations()
        .get("santokit.dev/secrets");
  }

  private void set(String name, String value) throws Exception {
    var key = SealingKey.parse(observed().vault().publicKey());
    String sealed = key.seal(new SecretAddress(namespace, "shop", name), value).toString();
    admin()
        .secrets()
        .inNamespace(namespace)
        .withName("shop-vault")
        .patch(
            MERGE,
            "{\"data\": {\"%s\": \"%s\"}}"
                .formatted(
                    name,
                    Base64.getEncoder().encodeToString(sealed.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void a_suspended_project_is_looked_at_and_left_alone() {
    apply("{runtime: {replicas: 1}}");
    deployment();
    observed();
    settled();
    Map<String, String> before = resourceVersions();

    apply("{runtime: {replicas: 4}, suspend: true, limits: {callTimeout: 1s}}");
    SantokitProjectStatus status =
        until(s -> condition(s, ConditionType.READY).reason().equals("Suspended"));

    assertThat(status.vault().publicKey()).isNotNull();
    assertThat(resourceVersions()).isEqualTo(before);
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(1);
    apply("{runtime: {replicas: 4}}");
    await().atMost(PATIENCE).until(() -> deployment().getSpec().getReplicas() == 4);
  }

  @Test
  void a_deleted_project_leaves_its_vault_key_alone() {
    apply("{runtime: {replicas: 1}}");
    deployment();
    observed();
    String key = resourceVersions().get("Secret/shop-vault-key");

    project().delete();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(resourceVersions()).isEqualTo(Map.of("Secret/shop-vault-key", key)));
    assertThat(admin().apps().deployments().inNamespace(namespace).list().getItems()).isEmpty();
  }

  @Test
  void two_projects_of_one_name_in_two_namespaces_do_not_meet() {
    String first = namespace;
    String other = namespaces.remove();
    apply("{runtime: {replicas: 1}}");
    apply(other, "{runtime: {replicas: 3}}");
    String here = observed().vault().publicKey();
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(1);

    namespace = other;

    assertThat(observed().vault().publicKey()).isNotEqualTo(here);
    assertThat(deployment().getSpec().getReplicas()).isEqualTo(3);
    project().delete();
    await().atMost(PATIENCE).until(() -> objects().count() == 1);
    namespace = first;
    assertThat(objects().count()).isGreaterThan(5);
  }
}
