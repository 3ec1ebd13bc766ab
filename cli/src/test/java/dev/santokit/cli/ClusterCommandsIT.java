package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.crds.Condition;
import dev.santokit.crds.ConditionStatus;
import dev.santokit.crds.Labels;
import dev.santokit.crds.bundle.BundleSource;
import dev.santokit.crds.bundle.BundleType;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleSpec;
import dev.santokit.crds.bundle.LogicBundleStatus;
import dev.santokit.crds.plan.Plans;
import dev.santokit.crds.project.ActiveRelease;
import dev.santokit.crds.project.DatabaseStatus;
import dev.santokit.crds.project.Projects;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.crds.project.SantokitProjectStatus;
import dev.santokit.crds.project.ServedBy;
import dev.santokit.crds.project.VaultStatus;
import dev.santokit.project.Project;
import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problems;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands on a real API server with the chart's CRDs. No operator watches the namespaces: what
 * it would say, the tests write.
 */
@Tag("api-server")
class ClusterCommandsIT {

  private static final String DIGEST = "1:sha256:" + "3f".repeat(32);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static KubernetesClient client;
  private static Path shop;

  @TempDir static Path temporary;

  private String namespace = "";

  @BeforeAll
  static void connect() throws IOException {
    client = new KubernetesClientBuilder().build();
    Crds.apply(client);
    shop = DevRun.copy("shop", temporary.resolve("shop"));
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @BeforeEach
  void newNamespace() {
    namespace = "stk-it-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  @AfterEach
  void dropNamespace() {
    client.namespaces().withName(namespace).delete();
  }

  // project create

  @Test
  void a_project_is_created_of_its_files_and_what_comes_next_is_told() throws Exception {
    try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
      var _ =
          other.submit(() -> {
            client
                .resources(SantokitProject.class)
                .inNamespace(namespace)
                .withName("shop")
                .waitUntilCondition(Objects::nonNull, 20, TimeUnit.SECONDS);
            says("shop", status -> withVault(status, List.of("JWT_SECRET")));
          });
      StkRun run = stk("project", "create", "shop").exits(ExitCode.DONE).prints("created");
      run.complains("stk secret set DATABASE_URL shop -n " + namespace)
          .complains("stk apply shop -n " + namespace);
      assertThat(run.err()).doesNotContain("secret set JWT_SECRET");
    }
    SantokitProject created = project("shop");
    assertThat(created.getSpec().databases()).containsOnlyKeys("main");
    assertThat(created.getMetadata().getLabels()).containsEntry(Labels.PROJECT, "shop");
    assertThat(created.getMetadata().getManagedFields())
        .anyMatch(
            fields -> fields.getManager().equals("stk") && fields.getOperation().equals("Apply"));
  }

  @Test
  void a_project_that_exists_stays_as_it_is() throws Exception {
    given("shop");
    says("shop", status -> withVault(status, List.of()));
    String before = project("shop").getMetadata().getResourceVersion();
    stk("project", "create", "shop").exits(ExitCode.DONE).prints("exists already");
    assertThat(project("shop").getMetadata().getResourceVersion()).isEqualTo(before);
  }

  @Test
  void without_an_operator_creating_a_project_times_out_and_says_what_to_look_at() {
    stk("project", "create", "shop", "--timeout", "1s")
        .exits(ExitCode.TIMED_OUT)
        .complains("watch namespace " + namespace);
    stk("project", "create", "shop", "--no-wait").exits(ExitCode.DONE);
  }

  @Test
  void a_dry_run_creates_nothing() {
    stk("project", "create", "shop", "--dry-run").exits(ExitCode.DONE).prints("would be created");
    assertThat(project("shop")).isNull();
  }

  @Test
  void a_namespace_that_is_not_there_is_not_found() {
    StkRun.In.folder(temporary)
        .variable("KUBECONFIG", kubeconfig())
        .stk("project", "create", "shop", "-n", namespace + "-not")
        .exits(ExitCode.NOT_FOUND)
        .complains(namespace + "-not");
  }

  // project list and info, status

  @Test
  void projects_are_listed_in_every_form() throws Exception {
    stk("project", "list").exits(ExitCode.DONE).complains("no projects in namespace " + namespace);
    given("shop");
    given("attic");
    says("shop", ClusterCommandsIT::ready);
    StkRun table = stk("project", "list").exits(ExitCode.DONE);
    assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "NAME URL RELEASE FUNCTIONS REPLICAS READY REASON",
            "attic - - - - False NotSeenYet",
            "shop http://shop."
                + namespace
                + ".svc:8080 "
                + "3f".repeat(6)
                + " 7 2 True Reconciled");
    assertThat(stk("project", "list", "-o", "name").out().lines()).containsExactly("attic", "shop");
    JsonNode json = JSON.readTree(stk("project", "list", "-o", "json").out());
    assertThat(json.at("/1/release/revision").asInt()).isEqualTo(4);
    assertThat(json.at("/0/ready").asBoolean(true)).isFalse();
    stk("project", "list", "-o", "yaml").exits(ExitCode.DONE).prints("name: attic");
  }

  @Test
  void info_shows_what_is_served_and_what_is_lacking() throws Exception {
    given("shop");
    bundle("shop", "orders/create", "SELECT 1");
    says("shop", ClusterCommandsIT::missing);
    saysOf(
        bundleName("orders/create"), invalid("logic/orders/create.sql:3:5: unknown key \"acces\""));
    StkRun run = stk("project", "info", "shop").exits(ExitCode.DONE);
    run.prints("shop in namespace " + namespace + ": not ready")
        .prints("DATABASE_URL is not in the vault: stk secret set DATABASE_URL")
        .prints("release    " + "3f".repeat(6) + ", revision 4")
        .prints("2, 1 of them serve the release")
        .prints("main (away, plan shop-main)")
        .prints("JWT_SECRET; 1 name missing: DATABASE_URL")
        .prints("SecretsReady")
        .prints("orders/create: logic/orders/create.sql:3:5: unknown key");
    JsonNode json = JSON.readTree(stk("project", "info", "shop", "-o", "json").out());
    assertThat(json.at("/secrets/missing/0").asText()).isEqualTo("DATABASE_URL");
    assertThat(json.at("/functions/0/path").asText()).isEqualTo("orders/create");
  }

  @Test
  void a_project_that_is_not_there_is_not_found() {
    stk("project", "info", "shop").exits(ExitCode.NOT_FOUND).complains("no project shop");
    stk("status", "shop").exits(ExitCode.NOT_FOUND);
    stk("logs", "shop").exits(ExitCode.NOT_FOUND);
    stk("logic", "list", "shop").exits(ExitCode.NOT_FOUND);
    stk("project", "delete", "shop", "--yes").exits(ExitCode.NOT_FOUND);
  }

  @Test
  void status_is_0_when_ready_and_1_when_not() throws Exception {
    given("shop");
    stk("status", "shop").exits(ExitCode.FAILED).prints("has not looked at it yet");
    says("shop", ClusterCommandsIT::missing);
    stk("status", "shop")
        .exits(ExitCode.FAILED)
        .prints("shop not ready: Missing")
        .prints("stk secret set DATABASE_URL")
        .prints("it serves release");
    says("shop", ClusterCommandsIT::ready);
    stk("status", "shop")
        .exits(ExitCode.DONE)
        .prints("shop ready: release " + "3f".repeat(6) + ", revision 4, 7 functions on 2 pods");
    JsonNode json = JSON.readTree(stk("status", "shop", "-o", "json").exits(ExitCode.DONE).out());
    assertThat(json.path("ready").asBoolean()).isTrue();
    stk("status", "shop", "-o", "yaml").exits(ExitCode.DONE).prints("ready: true");
  }

  @Test
  void a_status_of_an_earlier_generation_is_no_readiness() throws Exception {
    given("shop");
    says("shop", ClusterCommandsIT::ready);
    client
        .resources(SantokitProject.class)
        .inNamespace(namespace)
        .withName("shop")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":true}}");
    stk("status", "shop").exits(ExitCode.FAILED).prints("NotSeenYet");
  }

  // logic list

  @Test
  void functions_are_listed_and_what_is_wrong_with_them_is_said_beside_the_table()
      throws Exception {
    given("shop");
    bundle("shop", "users/get", "SELECT 1");
    bundle("shop", "orders/create", "SELECT 1");
    bundle("attic", "users/other", "SELECT 1");
    saysOf(bundleName("orders/create"), invalid("logic/orders/create.sql:3:5: wrong\nand more"));
    saysOf(
        bundleName("users/get"),
        bundle ->
            new LogicBundleStatus(
                1L,
                List.of(
                    condition("Valid", ConditionStatus.TRUE, "Valid", ""),
                    condition("Active", ConditionStatus.TRUE, "Served", "")),
                null,
                "public",
                "1m",
                3L,
                null));
    StkRun run = stk("logic", "list", "shop").exits(ExitCode.DONE);
    assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "PATH TYPE ACCESS CACHE VALID ACTIVE REVISION",
            "orders/create sql - - False - -",
            "users/get sql public 1m True True 3");
    assertThat(run.err())
        .contains("orders/create: logic/orders/create.sql:3:5: wrong")
        .contains("orders/create: and more");
    assertThat(stk("logic", "list", "shop", "-o", "name").out().lines())
        .containsExactly("orders/create", "users/get");
    JsonNode json = JSON.readTree(stk("logic", "list", "shop", "-o", "json").out());
    assertThat(json.at("/0/message").asText()).contains("wrong");
    assertThat(json.at("/1/revision").asInt()).isEqualTo(3);
  }

  // project delete

  @Test
  void deleting_takes_project_functions_plans_and_what_the_project_owns_and_nothing_else()
      throws Exception {
    given("shop");
    given("attic");
    bundle("shop", "users/get", "SELECT 1");
    bundle("attic", "users/other", "SELECT 1");
    client
        .resource(Plans.of("shop", "main", List.of(new TextFile("main.hcl", "table \"t\" {}"))))
        .inNamespace(namespace)
        .create();
    configMap("shop-kv-0", true);
    configMap("shop-vault-key", false);

    StkRun list = stk("project", "delete", "shop", "--dry-run").exits(ExitCode.DONE);
    list.prints("santokitproject shop").prints("(users/get)").prints("schemaplan shop-main (main)");
    stk("project", "delete", "shop").exits(ExitCode.USAGE).complains("--yes");
    here()
        .answering("n\n")
        .stk("project", "delete", "shop", "-n", namespace)
        .exits(ExitCode.FAILED);
    assertThat(project("shop")).isNotNull();

    stk("project", "delete", "shop", "--yes")
        .exits(ExitCode.DONE)
        .prints("shop deleted")
        .complains("shop-vault-key");
    assertThat(project("shop")).isNull();
    assertThat(project("attic")).isNotNull();
    assertThat(configMaps()).contains("shop-vault-key").doesNotContain("shop-kv-0");
    assertThat(
            client.resources(LogicBundle.class).inNamespace(namespace).list().getItems().stream()
                .map(bundle -> bundle.getSpec().path()))
        .containsExactly("users/other");
  }

  @Test
  void what_a_project_left_behind_can_be_deleted_without_it() throws Exception {
    bundle("shop", "users/get", "SELECT 1");
    stk("project", "delete", "shop", "--yes").exits(ExitCode.DONE);
    assertThat(client.resources(LogicBundle.class).inNamespace(namespace).list().getItems())
        .isEmpty();
  }

  @Test
  void deleting_ends_when_no_pod_of_the_project_is_left() throws Exception {
    given("shop");
    Pod pod =
        client
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withNamespace(namespace)
                    .withName("shop-1")
                    .addToLabels(Labels.INSTANCE, "shop")
                    .addToLabels(Labels.PART_OF, Labels.SANTOKIT)
                    .endMetadata()
                    .withNewSpec()
                    .addToNodeSelector("example.com/nowhere", "true")
                    .addNewContainer()
                    .withName("server")
                    .withImage("localhost/busybox:1")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
      var deleting = other.submit(() -> stk("project", "delete", "shop", "--yes"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              client.resources(SantokitProject.class).inNamespace(namespace).withName("shop").get()
                  == null);
      Thread.sleep(1_000);
      assertThat(deleting.isDone()).isFalse();
      client.resource(pod).withGracePeriod(0).delete();
      deleting.get().exits(ExitCode.DONE).prints("shop deleted");
    }
  }

  @Test
  void what_is_held_by_a_finalizer_times_out() throws Exception {
    given("shop");
    client
        .resources(SantokitProject.class)
        .inNamespace(namespace)
        .withName("shop")
        .edit(project -> {
          project.getMetadata().setFinalizers(List.of("example.com/held"));
          return project;
        });
    stk("project", "delete", "shop", "--yes", "--timeout", "1s")
        .exits(ExitCode.TIMED_OUT)
        .complains("finalizers");
    stk("status", "shop").exits(ExitCode.FAILED).prints("being deleted");
    client
        .resources(SantokitProject.class)
        .inNamespace(namespace)
        .withName("shop")
        .edit(project -> {
          project.getMetadata().setFinalizers(List.of());
          return project;
        });
  }

  private StkRun.In here() {
    return StkRun.In.folder(temporary).variable("KUBECONFIG", kubeconfig());
  }

  private StkRun stk(String... arguments) {
    String[] line = Arrays.copyOf(arguments, arguments.length + 2);
    line[arguments.length] = "-n";
    line[arguments.length + 1] = namespace;
    return here().stk(line);
  }

  private static String kubeconfig() {
    return Objects.requireNonNull(System.getenv("KUBECONFIG"), "KUBECONFIG");
  }

  /** A project with the sample's configuration. */
  private void given(String name) {
    Problems problems = new Problems();
    Project files = Objects.requireNonNull(Project.read(shop, problems), problems::toString);
    SantokitProject project = Objects.requireNonNull(Projects.of(files, problems));
    project.getMetadata().setName(name);
    client.resource(project).inNamespace(namespace).create();
  }

  private void bundle(String project, String path, String sql) {
    LogicBundle bundle = new LogicBundle();
    bundle.setMetadata(new ObjectMetaBuilder().withName(bundleName(project, path)).build());
    bundle.setSpec(
        new LogicBundleSpec(
            project,
            path,
            BundleType.SQL,
            null,
            new BundleSource(sql, null, null, null, null, null)));
    client.resource(bundle).inNamespace(namespace).create();
  }

  private static String bundleName(String path) {
    return bundleName("shop", path);
  }

  private static String bundleName(String project, String path) {
    return project + "." + path.replace('/', '.');
  }

  private @Nullable SantokitProject project(String name) {
    return client.resources(SantokitProject.class).inNamespace(namespace).withName(name).get();
  }

  private void says(String name, Function<SantokitProject, SantokitProjectStatus> operator) {
    SantokitProject project = Objects.requireNonNull(project(name));
    project.setStatus(operator.apply(project));
    client.resource(project).inNamespace(namespace).updateStatus();
  }

  private void saysOf(String bundle, BundleOperator operator) {
    LogicBundle resource =
        client.resources(LogicBundle.class).inNamespace(namespace).withName(bundle).get();
    resource.setStatus(operator.apply(resource));
    client.resource(resource).inNamespace(namespace).updateStatus();
  }

  private interface BundleOperator {
    LogicBundleStatus apply(LogicBundle bundle);
  }

  private static BundleOperator invalid(String message) {
    return bundle ->
        new LogicBundleStatus(
            1L,
            List.of(condition("Valid", ConditionStatus.FALSE, "Invalid", "see message")),
            null,
            null,
            null,
            null,
            message);
  }

  private static SantokitProjectStatus withVault(SantokitProject project, List<String> names) {
    return new SantokitProjectStatus(
        project.getMetadata().getGeneration(),
        List.of(),
        null,
        null,
        new VaultStatus("cHVibGlj", "1a2b3c4d", names),
        null,
        null,
        null);
  }

  private static SantokitProjectStatus ready(SantokitProject project) {
    return status(
        project,
        List.of(condition("Ready", ConditionStatus.TRUE, "Reconciled", "")),
        List.of("DATABASE_URL", "JWT_SECRET"));
  }

  private static SantokitProjectStatus missing(SantokitProject project) {
    String message = "DATABASE_URL is not in the vault: stk secret set DATABASE_URL";
    return status(
        project,
        List.of(
            condition("Ready", ConditionStatus.FALSE, "Missing", message),
            condition("SecretsReady", ConditionStatus.FALSE, "Missing", message)),
        List.of("JWT_SECRET"));
  }

  private static SantokitProjectStatus status(
      SantokitProject project, List<Condition> conditions, List<String> secrets) {
    return new SantokitProjectStatus(
        project.getMetadata().getGeneration(),
        conditions,
        "http://shop." + project.getMetadata().getNamespace() + ".svc:8080",
        new ActiveRelease(
            DIGEST,
            "3f".repeat(6),
            4L,
            7,
            Instant.parse("2026-03-01T10:00:00Z"),
            null,
            null,
            null,
            null,
            List.of(new ServedBy("shop-a", DIGEST), new ServedBy("shop-b", null))),
        new VaultStatus("cHVibGlj", "1a2b3c4d", secrets),
        2,
        null,
        List.of(new DatabaseStatus("main", false, "shop-main")));
  }

  private static Condition condition(
      String type, ConditionStatus status, String reason, String message) {
    return new Condition(type, status, reason, message, Instant.parse("2026-03-01T10:00:00Z"), 1L);
  }

  private void configMap(String name, boolean owned) {
    var builder = new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata();
    if (owned) {
      builder
          .editMetadata()
          .addToOwnerReferences(
              new OwnerReferenceBuilder()
                  .withApiVersion("santokit.dev/v1alpha1")
                  .withKind("SantokitProject")
                  .withName("shop")
                  .withUid(Objects.requireNonNull(project("shop")).getMetadata().getUid())
                  .withController(true)
                  .withBlockOwnerDeletion(true)
                  .build())
          .endMetadata();
    }
    client.resource(builder.build()).inNamespace(namespace).create();
  }

  private List<String> configMaps() {
    return client.configMaps().inNamespace(namespace).list().getItems().stream()
        .map(ConfigMap::getMetadata)
        .map(metadata -> metadata.getName())
        .collect(Collectors.toList());
  }
}
