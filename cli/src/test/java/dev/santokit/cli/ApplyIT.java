package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only an API server can tell of applying: who owns which field, what is refused, that nothing
 * is written twice. KUBECONFIG names one with the CRDs; no operator looks at its namespaces, this
 * test says what one would.
 */
@Tag("api-server")
class ApplyIT {

  private static KubernetesClient client;

  @TempDir Path home;
  private Path shop;
  private String namespace;

  @BeforeAll
  static void connect() {
    assertThat(System.getenv("KUBECONFIG")).as("KUBECONFIG").isNotBlank();
    client = new KubernetesClientBuilder().build();
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @BeforeEach
  void namespaceAndFiles() throws IOException {
    namespace = "cli-apply-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    shop = home.resolve("shop");
    copy(Path.of("../samples/shop"), shop);
  }

  @AfterEach
  void remove() {
    client.namespaces().withName(namespace).delete();
  }

  @Test
  void an_apply_writes_project_schema_and_functions_and_a_second_one_nothing() {
    apply().exits(ExitCode.DONE).prints("created   project  shop").prints("8 created");
    Map<String, String> before = versions();
    assertThat(before).hasSize(8);
    apply().exits(ExitCode.DONE).prints("8 unchanged");
    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void one_changed_function_is_two_writes() throws IOException {
    apply();
    Map<String, String> before = versions();
    edit("logic/products/list.sql", "ORDER BY", "/* changed */ ORDER BY");
    stk("logic", "apply", "--no-wait")
        .exits(ExitCode.DONE)
        .prints("changed   project  shop  release")
        .prints("changed   function products/list  source");
    Map<String, String> after = versions();
    after.entrySet().removeAll(before.entrySet());
    assertThat(after).containsOnlyKeys("SantokitProject/shop", "LogicBundle/shop.products.list");
  }

  @Test
  void what_render_prints_gives_the_same_objects_and_digest() throws Exception {
    apply();
    Map<String, Object> applied = specs();
    String rendered = stk("render").exits(ExitCode.DONE).out();
    assertThat(stk("render").out()).isEqualTo(rendered);
    client.resources(SantokitProject.class).inNamespace(namespace).delete();
    client.resources(LogicBundle.class).inNamespace(namespace).delete();
    client.resources(SchemaPlan.class).inNamespace(namespace).delete();
    Path file = Files.writeString(home.resolve("shop.yaml"), rendered);
    Process kubectl =
        new ProcessBuilder(
                "kubectl", "apply", "--server-side", "-n", namespace, "-f", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(kubectl.waitFor()).as(said).isZero();
    assertThat(specs()).isEqualTo(applied);
  }

  @Test
  void a_dry_run_writes_nothing() {
    stk("apply", "--dry-run").exits(ExitCode.DONE).prints("8 created (dry run");
    assertThat(versions()).isEmpty();
  }

  @Test
  void an_error_in_any_file_writes_nothing() throws IOException {
    edit("logic/products/list.sql", "limit:", "limt:");
    Files.writeString(shop.resolve("logic/products/broken.sql"), "SELECT (");
    stk("apply", "--no-wait").exits(ExitCode.FAILED).complains("logic/products/broken.sql:1:8");
    assertThat(versions()).isEmpty();
  }

  @Test
  void config_apply_of_one_part_leaves_the_others() throws IOException {
    apply();
    SantokitProject before = project();
    Files.writeString(shop.resolve("config/databases.yaml"), "main: {url: \"${OTHER_URL}\"}\n");
    edit("config/auth.yaml", "JWT_SECRET", "NEW_SECRET");
    stk("config", "apply", "--only", "auth", "--no-wait")
        .exits(ExitCode.DONE)
        .prints("changed   project  shop  auth");
    SantokitProject after = project();
    assertThat(after.getSpec().auth().toString()).contains("NEW_SECRET");
    assertThat(after.getSpec().databases()).isEqualTo(before.getSpec().databases());
    assertThat(after.getSpec().permissions()).isEqualTo(before.getSpec().permissions());
    assertThat(after.getSpec().release().manifest())
        .isEqualTo(before.getSpec().release().manifest());
    stk("config", "apply", "--no-wait").prints("changed   project  shop  databases");
    stk("config", "show", "--only", "databases")
        .exits(ExitCode.DONE)
        .prints("url: \"${OTHER_URL}\"");
  }

  @Test
  void new_permissions_make_another_release_of_the_functions_that_are_there() throws IOException {
    apply();
    String before = project().getSpec().release().manifest();
    edit("config/permissions.yaml", "select: [public]", "select: [authenticated]");
    edit("logic/products/list.sql", "ORDER BY", "/* not applied */ ORDER BY");
    stk("config", "apply", "--only", "permissions", "--no-wait").exits(ExitCode.DONE);
    String config = project().getSpec().release().manifest();
    assertThat(config).isNotEqualTo(before);
    edit("logic/products/list.sql", "/* not applied */ ", "");
    apply().prints("8 unchanged");
  }

  @Test
  void functions_that_left_the_files_go_and_those_of_others_stay() throws IOException {
    apply();
    LogicBundle foreign = bundle("shop.products.list");
    foreign.getMetadata().setName("shop.theirs.own");
    foreign.getMetadata().setResourceVersion(null);
    foreign.getMetadata().setManagedFields(null);
    foreign.setSpec(
        new dev.santokit.crds.bundle.LogicBundleSpec(
            "shop",
            "theirs/own",
            foreign.getSpec().type(),
            foreign.getSpec().config(),
            foreign.getSpec().source()));
    client.resource(foreign).inNamespace(namespace).create();
    Files.delete(shop.resolve("logic/reports/top.js"));
    stk("logic", "apply", "--no-wait", "--no-prune").exits(ExitCode.DONE);
    assertThat(bundle("shop.reports.top")).isNotNull();
    stk("logic", "apply", "--no-wait")
        .exits(ExitCode.DONE)
        .prints("deleted   function reports/top")
        .complains("notice: theirs/own is not in the files and stays");
    assertThat(bundle("shop.reports.top")).isNull();
    assertThat(bundle("shop.theirs.own")).isNotNull();
  }

  @Test
  void deleting_more_than_half_needs_consent() throws IOException {
    apply();
    for (String file :
        List.of("products/list.sql", "products/get.sql", "reports/top.js", "orders/mine.sql")) {
      Files.delete(shop.resolve("logic").resolve(file));
    }
    stk("logic", "apply", "--no-wait")
        .exits(ExitCode.FAILED)
        .complains("this would delete 4 functions of 6");
    stk("logic", "apply", "--no-wait", "--yes").exits(ExitCode.DONE).prints("4 deleted");
  }

  @Test
  void a_field_that_somebody_else_applied_is_not_taken_over_unasked() throws IOException {
    apply();
    applyAs("argocd", "SELECT 2");
    Map<String, String> before = versions();
    stk("apply", "--no-wait")
        .exits(ExitCode.FAILED)
        .complains("shop.products.list belongs to somebody else: .spec.source.inline")
        .complains("argocd")
        .complains("--force-conflicts");
    assertThat(versions()).isEqualTo(before);
    stk("apply", "--no-wait", "--force-conflicts").exits(ExitCode.DONE);
    assertThat(bundle("shop.products.list").getSpec().source().inline()).contains("FROM products");
  }

  @Test
  @Timeout(120)
  void it_ends_as_soon_as_the_release_is_served() throws Exception {
    stk("apply", "--no-wait");
    CompletableFuture<StkRun> waiting = waitingApply();
    Thread.sleep(1_000);
    assertThat(waiting).isNotDone();
    status("True", "Served", "all ready pods serve it");
    long written = System.nanoTime();
    StkRun run = waiting.get();
    assertThat((System.nanoTime() - written) / 1_000_000).as("milliseconds").isLessThan(1_500);
    run.exits(ExitCode.DONE).prints("revision 1, is served");
  }

  @Test
  @Timeout(120)
  void a_release_that_is_rejected_is_told_with_its_reason() {
    stk("apply", "--no-wait");
    status("False", "Rejected", "products/list: no column \"x\"");
    stk("apply")
        .exits(ExitCode.FAILED)
        .complains("products/list: no column \"x\" (ReleaseActive=Rejected)");
  }

  @Test
  @Timeout(120)
  void functions_that_the_cluster_refuses_are_named() {
    stk("apply", "--no-wait");
    status("False", "ManifestMismatch", "differing: products/list");
    LogicBundle bundle = bundle("shop.products.list");
    statusOf(
        bundle,
        """
        {"conditions": [{"type": "Valid", "status": "False", "reason": "Invalid", "observedGeneration": %d,
          "message": "logic/products/list.sql:9:3: what is wrong", "lastTransitionTime": "2026-01-01T00:00:00Z"}]}
        """
            .formatted(bundle.getMetadata().getGeneration()));
    stk("apply")
        .exits(ExitCode.FAILED)
        .complains("products/list: logic/products/list.sql:9:3: what is wrong");
  }

  @Test
  @Timeout(120)
  void of_two_applies_at_once_the_later_wins_and_the_other_says_what_differs() throws Exception {
    apply();
    CompletableFuture<StkRun> earlier = waitingApply();
    Thread.sleep(1_000);
    edit("logic/products/list.sql", "ORDER BY", "/* later */ ORDER BY");
    apply().exits(ExitCode.DONE);
    StkRun lost = earlier.get();
    lost.exits(ExitCode.FAILED).complains("another apply came later");
  }

  @Test
  @Timeout(120)
  void what_an_apply_that_lost_wrote_over_the_winner_is_written_again() throws Exception {
    apply();
    edit("logic/products/list.sql", "ORDER BY", "/* winner */ ORDER BY");
    CompletableFuture<StkRun> winner = waitingApply();
    untilItSays("/* winner */");
    applyAs("stk", "SELECT 'of the apply that lost'");
    status("False", "ManifestMismatch", "differing: products/list");
    untilItSays("/* winner */");
    status("True", "Served", "all ready pods serve it");
    winner.get().exits(ExitCode.DONE).complains("another apply wrote at the same time");
  }

  @Test
  void without_an_operator_it_times_out() {
    stk("apply", "--timeout", "1s")
        .exits(ExitCode.TIMED_OUT)
        .complains("the operator has not looked at it");
  }

  @Test
  void logic_apply_needs_the_project_and_any_apply_its_namespace() {
    stk("logic", "apply").exits(ExitCode.NOT_FOUND).complains("no project \"shop\"");
    new StkRun.In(shop, environment(System.getenv("KUBECONFIG")), "", false)
        .stk("apply", "-n", "cli-apply-nowhere", "--no-wait")
        .exits(ExitCode.NOT_FOUND)
        .complains("kubectl create namespace cli-apply-nowhere");
  }

  @Test
  void whoever_may_not_write_is_told_what_they_may_not() throws IOException {
    apply();
    edit("logic/products/list.sql", "ORDER BY", "/* changed */ ORDER BY");
    String kubeconfig = serviceAccount("reader", List.of("get", "list", "watch"));
    Map<String, String> before = versions();
    new StkRun.In(shop, environment(kubeconfig), "", false)
        .stk("logic", "apply", "-n", namespace)
        .exits(ExitCode.NOT_PERMITTED)
        .complains("system:serviceaccount:" + namespace + ":reader may not patch ")
        .complains(".santokit.dev in namespace " + namespace);
    assertThat(versions()).isEqualTo(before);
    new StkRun.In(shop, environment(serviceAccount("nobody", List.of())), "", false)
        .stk("config", "show", "-n", namespace)
        .exits(ExitCode.NOT_PERMITTED)
        .complains("may not get santokitprojects.santokit.dev");
  }

  private void applyAs(String manager, String inline) {
    client
        .resources(LogicBundle.class)
        .inNamespace(namespace)
        .withName("shop.products.list")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build(),
            """
            {"apiVersion":"santokit.dev/v1alpha1","kind":"LogicBundle","metadata":{"name":"shop.products.list"},
             "spec":{"project":"shop","path":"products/list","type":"sql","source":{"inline":"%s"}}}
            """
                .formatted(inline));
  }

  private void untilItSays(String text) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(bundle("shop.products.list").getSpec().source().inline()).contains(text));
  }

  /** On a thread of its own: the clients need those of the common pool. */
  private CompletableFuture<StkRun> waitingApply() {
    return CompletableFuture.supplyAsync(
        () -> stk("apply"), task -> Thread.ofVirtual().start(task));
  }

  private StkRun apply() {
    return stk("apply", "--no-wait");
  }

  private StkRun stk(String... arguments) {
    String[] all =
        Stream.concat(
                Stream.of(arguments),
                arguments[0].equals("render") ? Stream.of() : Stream.of("-n", namespace))
            .toArray(String[]::new);
    return new StkRun.In(shop, environment(System.getenv("KUBECONFIG")), "", false).stk(all);
  }

  private Map<String, String> environment(String kubeconfig) {
    return Map.of("KUBECONFIG", kubeconfig, "HOME", home.toString(), "PATH", System.getenv("PATH"));
  }

  /** A kubeconfig of one who has these verbs on our resources, and no others. */
  private String serviceAccount(String name, List<String> verbs) throws IOException {
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .resource(
            new io.fabric8.kubernetes.api.model.ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build())
        .create();
    if (!verbs.isEmpty()) {
      client
          .rbac()
          .roles()
          .inNamespace(namespace)
          .resource(
              new io.fabric8.kubernetes.api.model.rbac.RoleBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .endMetadata()
                  .withRules(
                      new PolicyRuleBuilder()
                          .withApiGroups("santokit.dev")
                          .withResources("*")
                          .withVerbs(verbs)
                          .build())
                  .build())
          .create();
      client
          .rbac()
          .roleBindings()
          .inNamespace(namespace)
          .resource(
              new io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder()
                  .withNewMetadata()
                  .withName(name)
                  .endMetadata()
                  .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                  .addNewSubject("", "ServiceAccount", name, namespace)
                  .build())
          .create();
    }
    String token =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(name)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    Config config = client.getConfiguration();
    return Files.writeString(
            home.resolve(name + ".kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{name: c, context: {cluster: c, user: u}}]
            clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: "%s"}}]
            users: [{name: u, user: {token: "%s"}}]
            """
                .formatted(config.getMasterUrl(), authority(config), token))
        .toString();
  }

  private static String authority(Config config) throws IOException {
    return config.getCaCertData() == null
        ? Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(config.getCaCertFile())))
        : config.getCaCertData();
  }

  /** What an operator would say of the project as it is now. */
  private void status(String active, String reason, String message) {
    SantokitProject project = project();
    long generation = project.getMetadata().getGeneration();
    SchemaPlan plan =
        client.resources(SchemaPlan.class).inNamespace(namespace).withName("shop-main").require();
    statusOf(
        plan,
        "{\"observedGeneration\": %d, \"phase\": \"Applied\"}"
            .formatted(plan.getMetadata().getGeneration()));
    statusOf(
        project,
        """
        {"observedGeneration": %d,
         "release": {"digest": "%s", "revision": 1, "servedBy": []},
         "conditions": [{"type": "ReleaseActive", "status": "%s", "reason": "%s", "message": "%s",
           "observedGeneration": %d, "lastTransitionTime": "2026-01-01T00:00:00Z"}]}
        """
            .formatted(
                generation,
                project.getSpec().release().manifest(),
                active,
                reason,
                message.replace("\"", "\\\""),
                generation));
  }

  private void statusOf(HasMetadata object, String status) {
    client
        .resource(object)
        .inNamespace(namespace)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": %s}".formatted(status));
  }

  private SantokitProject project() {
    return client
        .resources(SantokitProject.class)
        .inNamespace(namespace)
        .withName("shop")
        .require();
  }

  private LogicBundle bundle(String name) {
    return client.resources(LogicBundle.class).inNamespace(namespace).withName(name).get();
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    objects()
        .forEach(object ->
            versions.put(
                object.getKind() + "/" + object.getMetadata().getName(),
                object.getMetadata().getResourceVersion()));
    return versions;
  }

  private Map<String, Object> specs() {
    Map<String, Object> specs = new TreeMap<>();
    client
        .resources(SantokitProject.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(project -> specs.put("project", project.getSpec()));
    client
        .resources(LogicBundle.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(bundle -> specs.put(bundle.getMetadata().getName(), bundle.getSpec()));
    client
        .resources(SchemaPlan.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(plan -> specs.put(plan.getMetadata().getName(), plan.getSpec()));
    return specs;
  }

  private Stream<HasMetadata> objects() {
    return Stream.of(SantokitProject.class, LogicBundle.class, SchemaPlan.class)
        .flatMap(kind -> client.resources(kind).inNamespace(namespace).list().getItems().stream());
  }

  private void edit(String file, String from, String to) throws IOException {
    String text = Files.readString(shop.resolve(file));
    assertThat(text).contains(from);
    Files.writeString(shop.resolve(file), text.replace(from, to));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(path -> !path.toString().contains(".stk")).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
