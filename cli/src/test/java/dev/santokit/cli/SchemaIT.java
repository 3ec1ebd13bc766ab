package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.terminal.ExitCode;
import dev.santokit.crds.plan.PlanMode;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.project.SantokitProject;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code stk schema} and what applies wait for, on a real API server. No operator looks at the
 * namespaces: what one would say of plans, the tests write.
 */
@Tag("api-server")
@Timeout(120)
class SchemaIT {

  private static final String HASH = "sha256:" + "ab".repeat(32);
  private static final String OTHER = "sha256:" + "cd".repeat(32);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PLANNED =
      """
      "plan": {"hash": "%s", "changes": 2, "hazards": "DROP_COLUMN 1",
        "expand": [{"sql": "ALTER TABLE users ADD COLUMN nick text", "transactional": true}],
        "contract": [{"sql": "ALTER TABLE users DROP COLUMN name", "transactional": true,
          "hazards": [{"code": "DROP_COLUMN", "level": "approve", "object": "public.users.name",
                       "message": "3 rows lose it"}]}]}\
      """
          .formatted(HASH);

  private static final String APPLIED =
      """
      "phase": "Applied", "plan": {"hash": "%s", "changes": 0}, "applied": {"version": "7"}\
      """
          .formatted(HASH);

  private static KubernetesClient client;

  @TempDir Path home;
  private Path shop;
  private String namespace;

  @BeforeAll
  static void connect() throws IOException {
    client = new KubernetesClientBuilder().build();
    Crds.apply(client);
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @BeforeEach
  void namespaceAndFiles() throws IOException {
    namespace = "cli-schema-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    shop = DevRun.copy("shop", home.resolve("shop"));
  }

  @AfterEach
  void remove() {
    client.namespaces().withName(namespace).delete();
  }

  // plan

  @Test
  void a_plan_is_computed_by_the_cluster_printed_and_its_preview_is_gone() throws Exception {
    CompletableFuture<StkRun> run = later("schema", "plan", "--exit-code");
    SchemaPlan preview = preview();
    assertThat(preview.getSpec().mode()).isEqualTo(PlanMode.PLAN);
    assertThat(preview.getMetadata().getName()).matches("shop-main-preview-[a-z0-9]{6}");
    says(preview, PLANNED + ", " + conditions("Planned", "True", "Planned", "2 changes"));

    run.get()
        .exits(ExitCode.CHANGES)
        .prints("main: 2 changes in namespace " + namespace)
        .prints("ALTER TABLE users ADD COLUMN nick text;")
        .prints("approve DROP_COLUMN public.users.name: 3 rows lose it")
        .prints("needs approval: DROP_COLUMN 1")
        .prints(HASH);
    assertThat(plans()).isEmpty();
  }

  @Test
  void a_schema_that_the_database_refuses_is_told_and_the_preview_is_gone() throws Exception {
    CompletableFuture<StkRun> run = later("schema", "plan", "-o", "json");
    says(preview(), conditions("Stalled", "True", "Invalid", "main.hcl:3:5: no type colour"));
    StkRun told = run.get().exits(ExitCode.FAILED).complains("main.hcl:3:5: no type colour");
    assertThat(told.out()).isEmpty();
    assertThat(plans()).isEmpty();
  }

  @Test
  void without_an_operator_planning_times_out_and_leaves_nothing() {
    stk("schema", "plan", "--timeout", "1s")
        .exits(ExitCode.TIMED_OUT)
        .complains("the operator has not looked at it");
    assertThat(plans()).isEmpty();
  }

  @Test
  void a_truncated_file_asks_nothing_of_the_cluster() throws IOException {
    Files.writeString(shop.resolve("schema/main.hcl"), "table \"users\" {\n  column");
    stk("schema", "plan").exits(ExitCode.FAILED).complains("schema/main.hcl:");
    stk("schema", "apply", "-y").exits(ExitCode.FAILED).complains("schema/main.hcl:");
    assertThat(plans()).isEmpty();
  }

  // apply

  @Test
  void a_schema_is_applied_and_a_second_apply_says_unchanged() throws Exception {
    stk("config", "apply", "--no-wait").exits(ExitCode.DONE);
    CompletableFuture<StkRun> run = later("schema", "apply", "-y");
    says(preview(), PLANNED + ", " + conditions("Planned", "True", "Planned", "2 changes"));
    says(applied(), APPLIED);
    run.get()
        .exits(ExitCode.DONE)
        .complains("ALTER TABLE users ADD COLUMN nick text;")
        .prints("created   schema   main")
        .prints("schema main is applied, version 7");

    String version = applied().getMetadata().getResourceVersion();
    stk("schema", "apply").exits(ExitCode.DONE).prints("1 unchanged");
    assertThat(applied().getMetadata().getResourceVersion()).isEqualTo(version);
  }

  @Test
  void who_does_not_agree_writes_nothing() throws Exception {
    stk("config", "apply", "--no-wait").exits(ExitCode.DONE);
    CompletableFuture<StkRun> run = later("schema", "apply");
    says(preview(), PLANNED + ", " + conditions("Planned", "True", "Planned", "2 changes"));
    run.get().exits(ExitCode.USAGE).complains("apply this in namespace").complains("-y");
    assertThat(plans()).isEmpty();
  }

  @Test
  void a_contract_that_waits_for_approval_is_no_failure_and_prints_who_can_end_it()
      throws Exception {
    stk("config", "apply", "--no-wait").exits(ExitCode.DONE);
    CompletableFuture<StkRun> run = later("schema", "apply", "-y");
    says(preview(), PLANNED + ", " + conditions("Planned", "True", "Planned", "2 changes"));
    awaitsApproval();
    run.get()
        .exits(ExitCode.DONE)
        .prints("schema main: its contract waits for approval: DROP_COLUMN 1")
        .prints("stk schema approve -n %s --database main --hash %s".formatted(namespace, HASH));
  }

  @Test
  void a_whole_apply_waits_for_its_schema_and_tells_the_phases() throws Exception {
    CompletableFuture<StkRun> run = later("apply", "--timeout", "60s");
    SchemaPlan plan = applied();
    says(plan, "\"phase\": \"Expanding\", " + PLANNED);
    project("False", "AwaitingSchema", "waits for SchemaPlan shop-main");
    Thread.sleep(1500);
    assertThat(run).isNotDone();
    awaitsApproval();
    project("True", "Served", "all ready pods serve it");
    run.get()
        .exits(ExitCode.DONE)
        .complains("schema main: expanding")
        .prints("is served")
        .prints("schema main: its contract waits for approval: DROP_COLUMN 1")
        .prints("stk schema approve -n " + namespace);
  }

  @Test
  void a_release_whose_schema_failed_is_told_with_the_statement() throws Exception {
    CompletableFuture<StkRun> run = later("apply");
    says(
        applied(),
        "\"phase\": \"Failed\", "
            + PLANNED
            + ", "
            + conditions("Ready", "False", "StatementFailed", "ALTER TABLE x: no such table"));
    project("False", "AwaitingSchema", "waits for SchemaPlan shop-main");
    run.get()
        .exits(ExitCode.FAILED)
        .complains("the schema of main: ALTER TABLE x: no such table (StatementFailed)");
  }

  @Test
  void an_expand_that_waits_for_approval_holds_the_release_and_says_so() throws Exception {
    CompletableFuture<StkRun> run = later("apply");
    says(applied(), "\"phase\": \"AwaitingApproval\", " + PLANNED);
    project("False", "AwaitingSchema", "waits for SchemaPlan shop-main");
    run.get()
        .exits(ExitCode.DONE)
        .complains("the release waits: the plan of main needs approval")
        .prints("schema main waits for approval before any of it is done: DROP_COLUMN 1")
        .prints("stk schema approve -n " + namespace);
  }

  @Test
  void functions_alone_wait_for_a_schema_and_say_so() throws Exception {
    stk("apply", "--no-wait").exits(ExitCode.DONE);
    says(applied(), "\"phase\": \"Expanding\", " + PLANNED);
    project("False", "AwaitingSchema", "waits for SchemaPlan shop-main");
    CompletableFuture<StkRun> run = later("logic", "apply");
    Thread.sleep(1500);
    project("True", "Served", "all ready pods serve it");
    run.get().exits(ExitCode.DONE).complains("schema main: expanding").prints("is served");
  }

  @Test
  void the_plan_of_a_database_that_left_goes_and_previews_and_those_of_others_stay()
      throws IOException {
    Files.writeString(
        shop.resolve("config/databases.yaml"),
        "main: {url: \"${DATABASE_URL}\"}\nstats: {url: \"${STATS_URL}\"}\n");
    Files.writeString(
        shop.resolve("schema/stats.hcl"),
        "table \"hits\" {\n  column \"n\" {\n    type = int\n  }\n}\n");
    stk("apply", "--no-wait").exits(ExitCode.DONE);
    SchemaPlan theirs = new SchemaPlan();
    theirs.getMetadata().setName("shop-theirs");
    theirs.setSpec(applied().getSpec());
    client.resource(theirs).inNamespace(namespace).create();
    Files.delete(shop.resolve("schema/stats.hcl"));

    stk("apply", "--no-wait", "--no-prune").exits(ExitCode.DONE);
    assertThat(plans()).hasSize(3);
    stk("apply", "--no-wait").exits(ExitCode.DONE).prints("deleted   schema   stats");
    assertThat(plans()).containsExactlyInAnyOrder("shop-main", "shop-theirs");
  }

  // approve, reject, status

  @Test
  void an_approval_is_of_the_hash_that_was_read() throws Exception {
    stk("apply", "--no-wait");
    awaitsApproval();
    stk("schema", "approve", "--hash", OTHER)
        .exits(ExitCode.FAILED)
        .complains("the plan of main is another one by now: " + HASH);
    assertThat(applied().getSpec().approvedPlan()).isNull();

    stk("schema", "approve", "--hash", HASH).exits(ExitCode.DONE).prints("main approved: " + HASH);
    assertThat(applied().getSpec().approvedPlan()).isEqualTo(HASH);
    assertThat(managers(applied())).containsEntry("stk-approve", "{f:approvedPlan={}}");

    stk("apply", "--no-wait").prints("8 unchanged"); // whoever applies does not take it back
    stk("schema", "reject").exits(ExitCode.DONE).prints(HASH + " is taken back");
    assertThat(applied().getSpec().approvedPlan()).isNull();
    assertThat(applied().getSpec().schema()).isNotNull();
    stk("schema", "reject").exits(ExitCode.DONE).prints("nothing is approved");
  }

  @Test
  void without_a_hash_the_plan_is_shown_and_a_person_asked() {
    stk("apply", "--no-wait");
    awaitsApproval();
    stk("schema", "approve")
        .exits(ExitCode.USAGE)
        .complains("DROP_COLUMN public.users.name: 3 rows lose it")
        .complains("add --hash " + HASH);
    in().answering("\n").stk("schema", "approve", "-n", namespace).exits(ExitCode.FAILED);
    assertThat(applied().getSpec().approvedPlan()).isNull();
    in().answering("y\n").stk("schema", "approve", "-n", namespace).exits(ExitCode.DONE);
    assertThat(applied().getSpec().approvedPlan()).isEqualTo(HASH);
  }

  @Test
  void a_plan_that_was_not_computed_of_what_is_asked_now_cannot_be_approved() throws IOException {
    stk("apply", "--no-wait");
    awaitsApproval();
    Path schema = shop.resolve("schema/main.hcl");
    Files.writeString(schema, Files.readString(schema) + "\n# another\n");
    stk("apply", "--no-wait").exits(ExitCode.DONE);
    stk("schema", "approve", "--hash", HASH)
        .exits(ExitCode.TIMED_OUT)
        .complains("the operator has not planned the schema of main yet");
  }

  @Test
  void status_says_who_waits_for_what() throws Exception {
    stk("schema", "status").exits(ExitCode.NOT_FOUND);
    stk("apply", "--no-wait");
    awaitsApproval();
    stk("schema", "status")
        .exits(ExitCode.DONE)
        .prints("main AwaitingApproval")
        .prints("the contract waits for approval of DROP_COLUMN 1")
        .prints("stk schema approve -n " + namespace)
        .prints("ALTER TABLE users DROP COLUMN name;")
        .prints("Expanded");
    JsonNode json = JSON.readTree(stk("schema", "status", "-o", "json").out());
    assertThat(json.at("/0/phase").asText()).isEqualTo("AwaitingApproval");
    assertThat(json.at("/0/plan/approval").asText()).isEqualTo("required");
    assertThat(stk("schema", "status", "-o", "name").out().strip()).isEqualTo("main");
    stk("status").prints("schema main AwaitingApproval: the contract waits for approval");
  }

  private void awaitsApproval() {
    says(
        applied(),
        "\"phase\": \"AwaitingApproval\", "
            + PLANNED
            + ", "
            + conditions("Expanded", "True", "Expanded", "the release may use it"));
  }

  private static String conditions(String type, String status, String reason, String message) {
    return """
    "conditions": [{"type": "%s", "status": "%s", "reason": "%s", "message": "%s",
      "lastTransitionTime": "2026-01-01T00:00:00Z"}]\
    """
        .formatted(type, status, reason, message);
  }

  private SchemaPlan preview() {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                client.resources(SchemaPlan.class).inNamespace(namespace).list().getItems().stream()
                    .filter(plan -> plan.getMetadata().getName().contains("-preview-"))
                    .findFirst()
                    .orElse(null),
            plan -> plan != null);
  }

  private SchemaPlan applied() {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                client
                    .resources(SchemaPlan.class)
                    .inNamespace(namespace)
                    .withName("shop-main")
                    .get(),
            plan -> plan != null);
  }

  private List<String> plans() {
    return client.resources(SchemaPlan.class).inNamespace(namespace).list().getItems().stream()
        .map(plan -> plan.getMetadata().getName())
        .toList();
  }

  private static Map<String, String> managers(SchemaPlan plan) {
    return plan.getMetadata().getManagedFields().stream()
        .filter(entry -> "stk-approve".equals(entry.getManager()))
        .collect(
            java.util.stream.Collectors.toMap(
                entry -> entry.getManager(),
                entry ->
                    String.valueOf(entry.getFieldsV1().getAdditionalProperties().get("f:spec"))));
  }

  /** What an operator would say of a plan as it is now. */
  private void says(SchemaPlan plan, String fields) {
    client
        .resource(plan)
        .inNamespace(namespace)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"status\": {\"observedGeneration\": %d, %s}}"
                .formatted(plan.getMetadata().getGeneration(), fields));
  }

  /** What an operator would say of the project, once all of an apply is there. */
  private void project(String active, String reason, String message) {
    SantokitProject project =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    client
                        .resources(SantokitProject.class)
                        .inNamespace(namespace)
                        .withName("shop")
                        .get(),
                there -> there != null && there.getSpec().release() != null);
    long generation = project.getMetadata().getGeneration();
    client
        .resource(project)
        .inNamespace(namespace)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status": {"observedGeneration": %d,
              "release": {"digest": "%s", "revision": 1, "servedBy": []},
              "conditions": [
                {"type": "ReleaseActive", "status": "%s", "reason": "%s", "message": "%s",
                 "observedGeneration": %d, "lastTransitionTime": "2026-01-01T00:00:00Z"},
                {"type": "Ready", "status": "%s", "reason": "%s", "message": "%s",
                 "observedGeneration": %d, "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
            """
                .formatted(
                    generation,
                    project.getSpec().release().manifest(),
                    active,
                    reason,
                    message,
                    generation,
                    active,
                    reason,
                    message,
                    generation));
  }

  /** On a thread of its own: the clients need those of the common pool. */
  private CompletableFuture<StkRun> later(String... arguments) {
    return CompletableFuture.supplyAsync(
        () -> stk(arguments), task -> Thread.ofVirtual().start(task));
  }

  private StkRun stk(String... arguments) {
    return in().stk(
            Stream.concat(Stream.of(arguments), Stream.of("-n", namespace)).toArray(String[]::new));
  }

  private StkRun.In in() {
    return new StkRun.In(
        shop,
        Map.of(
            "KUBECONFIG",
            System.getenv("KUBECONFIG"),
            "HOME",
            home.toString(),
            "PATH",
            System.getenv("PATH")),
        "",
        false);
  }
}
