package dev.santokit.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.santokit.crds.Condition;
import dev.santokit.crds.bundle.BundleConfig;
import dev.santokit.crds.bundle.BundleNames;
import dev.santokit.crds.bundle.BundleSource;
import dev.santokit.crds.bundle.BundleType;
import dev.santokit.crds.bundle.LogicBundle;
import dev.santokit.crds.bundle.LogicBundleSpec;
import dev.santokit.crds.plan.Phase;
import dev.santokit.crds.plan.PlannedStatement;
import dev.santokit.crds.plan.SchemaPlan;
import dev.santokit.crds.plan.SchemaPlanStatus;
import dev.santokit.crds.project.SantokitProject;
import dev.santokit.operator.status.ConditionType;
import dev.santokit.operator.status.Conditions;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.vault.SealingKey;
import dev.santokit.project.vault.SecretAddress;
import dev.santokit.project.vault.VaultRefused;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a schema in a resource to a real Postgres. No pod has to run: projects ask for none. */
class SchemaPlanIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
  private static final PatchContext SERVER_SIDE =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("tester")
          .withForce(true)
          .build();
  private static final String ID = "column \"id\" { type = bigint }";

  private static EmbeddedPostgres postgres;
  private static LocalOperator operator;
  private static LocalOperator.Instance running;
  private static Queue<String> namespaces;

  private String namespace;
  private String database;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    operator = LocalOperator.watching("plan", 14);
    namespaces = new ArrayDeque<>(operator.namespaces());
    startOperator();
  }

  @AfterAll
  static void stop() throws IOException {
    operator.close();
    postgres.close();
  }

  private static void startOperator() {
    running = operator.start("SANTOKIT_ALLOW_LOOPBACK=true");
  }

  @BeforeEach
  void ofItsOwn() throws SQLException {
    namespace = namespaces.remove();
    database = namespace.replace('-', '_');
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
  }

  @Test
  void a_schema_is_planned_expanded_and_applied_and_then_nothing_is_written() throws Exception {
    project();

    plan("{}", table(ID));

    SchemaPlanStatus status = planUntil(s -> s.phase() == Phase.APPLIED);
    assertThat(reasons(status))
        .contains(
            "Ready Applied",
            "Planned PlanMade",
            "Expanded Expanded",
            "Approved NotRequired",
            "Applied Applied");
    assertThat(column("id")).contains("bigint");
    assertThat(status.plan().changes()).isPositive();
    assertThat(status.applied().hash()).isEqualTo(status.plan().hash());
    String version = plans().withName("shop-main").get().getMetadata().getResourceVersion();
    await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> version.equals(version()));
    assertThat(events()).extracting(Event::getReason).contains("Expanded", "Applied");
    assertThat(running.log()).doesNotContain("postgres://");
  }

  @Test
  void what_is_dropped_waits_for_the_approval_of_exactly_this_plan() throws Exception {
    project();
    plan("{}", table(ID, "column \"old\" {\n type = text\n null = true\n }"));
    planUntil(s -> s.phase() == Phase.APPLIED);
    sql("INSERT INTO a(id, old) VALUES (1, 'x')");

    plan("{}", table(ID, "column \"more\" {\n type = text\n null = true\n }"));

    SchemaPlanStatus waiting = planUntil(s -> s.phase() == Phase.AWAITING_APPROVAL && isOfNow(s));
    assertThat(column("more")).isPresent();
    assertThat(column("old")).isPresent();
    assertThat(reasons(waiting)).contains("Expanded Expanded", "Approved AwaitingApproval");
    assertThat(waiting.plan().hazards()).isEqualTo("DROP_COLUMN 1");
    assertThat(waiting.plan().contract())
        .extracting(PlannedStatement::sql)
        .singleElement()
        .asString()
        .contains("DROP COLUMN");

    String other = "sha256:" + "0".repeat(64);
    approve(other);
    SchemaPlanStatus refused = planUntil(s -> reasons(s).contains("Approved AnotherPlan"));
    assertThat(message(refused, ConditionType.APPROVED)).contains(other, waiting.plan().hash());
    assertThat(column("old")).isPresent();

    serveAll();
    approve(waiting.plan().hash());
    SchemaPlanStatus applied = planUntil(s -> s.phase() == Phase.APPLIED && isOfNow(s));
    assertThat(column("old")).isEmpty();
    assertThat(applied.applied().hash()).isEqualTo(waiting.plan().hash());
    assertThat(applied.history()).hasSize(1);
  }

  @Test
  void logic_goes_on_while_a_drop_waits_for_approval() throws Exception {
    project();
    plan("{}", table(ID, "column \"old\" {\n type = text\n null = true\n }"));
    planUntil(s -> s.phase() == Phase.APPLIED);
    plan("{}", table(ID));
    planUntil(s -> s.phase() == Phase.AWAITING_APPROVAL && isOfNow(s));
    until(() -> revision() == 1);

    bundle("math/add", "export default async function () { return 1; }");

    until(() -> revision() == 2);
    assertThat(status().phase()).isEqualTo(Phase.AWAITING_APPROVAL);
  }

  @Test
  void a_release_waits_until_its_database_is_expanded() throws Exception {
    project();
    until(() -> revision() == 1);
    plan("{migrations: [{name: V1__seed.sql, sql: \"INSERT INTO b VALUES (1)\"}]}", table(ID));
    SchemaPlanStatus waiting = planUntil(s -> s.phase() == Phase.AWAITING_APPROVAL);
    assertThat(reasons(waiting)).contains("Expanded AwaitingApproval");

    bundle("math/add", "export default async function () { return 1; }");

    Condition active =
        await()
            .atMost(PATIENCE)
            .until(
                () -> releaseActive().orElse(null),
                c -> c != null && c.reason().equals("AwaitingSchema"));
    assertThat(active.message()).contains("SchemaPlan shop-main: AwaitingApproval");
    assertThat(revision()).isEqualTo(1);
    sql("CREATE TABLE b(id int)");
    plan("{}", table(ID));
    until(() -> revision() == 2);
  }

  @Test
  void a_database_that_is_away_is_said_and_tried_again_until_it_is_there() throws Exception {
    project();
    secret("postgres://postgres:hidden@127.0.0.1:" + freePort() + "/none");

    plan("{}", table(ID));

    SchemaPlanStatus away = planUntil(s -> reasons(s).contains("Ready Unreachable"));
    assertThat(reasons(away)).contains("Planned Unreachable", "Reconciling Retrying");
    assertThat(Serialization.asYaml(away)).doesNotContain("hidden", "127.0.0.1", "postgres://");
    secret(url());
    planUntil(s -> s.phase() == Phase.APPLIED);
    assertThat(running.log()).doesNotContain("hidden");
  }

  @Test
  void a_secret_that_is_not_there_is_named() throws Exception {
    project("{databases: {main: {url: '${NOT_SET}'}}, runtime: {replicas: 0}}");

    plan("{}", table(ID));

    SchemaPlanStatus status = planUntil(s -> reasons(s).contains("Ready Missing"));
    assertThat(message(status, ConditionType.READY)).contains("stk secret set NOT_SET");
  }

  @Test
  void a_truncated_schema_plans_nothing() throws Exception {
    project();
    plan("{}", table(ID));
    planUntil(s -> s.phase() == Phase.APPLIED);

    plan("{}", "table \"a\" {\n  schema = schema.public\n");

    SchemaPlanStatus status = planUntil(s -> s.phase() == Phase.BLOCKED);
    assertThat(reasons(status)).contains("Ready Invalid", "Stalled Invalid", "Expanded Invalid");
    assertThat(message(status, ConditionType.READY)).contains("main.hcl:1:11");
    assertThat(column("id")).isPresent();
  }

  @Test
  void a_plan_to_be_shown_changes_nothing_and_holds_nothing_up() throws Exception {
    project();
    until(() -> revision() == 1);

    plan("shop-main-preview-1", "{mode: Plan}", table(ID));

    SchemaPlanStatus status =
        planUntil("shop-main-preview-1", s -> reasons(s).contains("Ready Preview"));
    assertThat(status.plan().expand()).isNotEmpty();
    assertThat(column("id")).isEmpty();
    bundle("math/add", "export default async function () { return 1; }");
    until(() -> revision() == 2);
  }

  @Test
  void the_younger_of_two_plans_and_a_plan_without_project_say_so() throws Exception {
    plan("{}", table(ID));
    planUntil(s -> reasons(s).contains("Ready ProjectNotFound"));
    project();
    planUntil(s -> s.phase() == Phase.APPLIED);
    Thread.sleep(1_100); // creation times are whole seconds

    plan("another", "{}", table(ID));

    SchemaPlanStatus younger =
        planUntil("another", s -> reasons(s).contains("Stalled DatabaseConflict"));
    assertThat(message(younger, ConditionType.READY)).contains("shop-main");
    var ignored = projects().withName("shop").delete();
    planUntil(s -> reasons(s).contains("Ready ProjectNotFound"));
  }

  @Test
  void a_column_leaves_once_no_function_of_the_active_release_uses_it() throws Exception {
    project();
    plan("{}", table(ID, "column \"old\" {\n type = text\n null = true\n }"));
    planUntil(s -> s.phase() == Phase.APPLIED);
    until(() -> revision() == 1); // of nothing
    query("a/old", "SELECT old FROM a");
    until(() -> revision() == 2);
    serveAll();

    plan("{policy: {hazards: {DROP_COLUMN: allow}}}", table(ID));

    SchemaPlanStatus blocked =
        planUntil(s -> s.phase() == Phase.BLOCKED && reasons(s).contains("Stalled BreaksLogic"));
    assertThat(blocked.plan().breaks())
        .singleElement()
        .satisfies(use -> {
          assertThat(use.function()).isEqualTo("a/old");
          assertThat(use.object()).isEqualTo("public.a.old");
        });
    assertThat(reasons(blocked)).contains("Expanded Expanded");
    assertThat(column("old")).isPresent();

    var ignored =
        admin()
            .resources(LogicBundle.class)
            .inNamespace(namespace)
            .withName(BundleNames.of("shop", new FunctionPath("a/old")))
            .delete();
    askFor(1);
    planUntil(s -> s.phase() == Phase.APPLIED && isOfNow(s));
    assertThat(column("old")).isEmpty();
  }

  @Test
  void a_statement_that_fails_is_told_with_why_and_nothing_of_its_group_stays() throws Exception {
    project();
    plan("{}", table(ID));
    planUntil(s -> s.phase() == Phase.APPLIED);
    plan(
        "{migrations: [{name: V1__wrong.sql, sql:"
            + " \"CREATE TABLE left_behind(id int); INSERT INTO nowhere VALUES (1)\"}]}",
        table(ID));
    SchemaPlanStatus waiting = planUntil(s -> s.phase() == Phase.AWAITING_APPROVAL && isOfNow(s));

    approve(waiting.plan().hash());

    SchemaPlanStatus failed = planUntil(s -> s.phase() == Phase.FAILED);
    assertThat(reasons(failed)).contains("Stalled Failed", "Expanded Failed");
    assertThat(message(failed, ConditionType.READY))
        .contains("relation \"nowhere\" does not exist", "42P01");
    assertThat(count("SELECT count(*) FROM pg_class WHERE relname = 'left_behind'")).isZero();
  }

  @Test
  void what_someone_else_changes_is_told_and_left_alone() throws Exception {
    project();
    plan("{driftCheckInterval: 2s}", table(ID));
    planUntil(s -> s.phase() == Phase.APPLIED);

    sql("ALTER TABLE a ADD COLUMN stranger text");

    SchemaPlanStatus drifted = planUntil(s -> reasons(s).contains("Drifted Drifted"));
    assertThat(drifted.drift().sql()).contains("DROP COLUMN");
    assertThat(reasons(drifted)).contains("Ready Applied");
    sql("ALTER TABLE a DROP COLUMN stranger");
    planUntil(s -> reasons(s).contains("Drifted AsApplied"));
  }

  @Test
  void an_operator_killed_in_expand_ends_where_one_that_was_not_does() throws Exception {
    project();
    plan("{}", table(ID));
    planUntil(s -> s.phase() == Phase.APPLIED);
    sql("INSERT INTO a(id) SELECT generate_series(1, 10)");
    try (Connection other = connection();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE a IN ACCESS SHARE MODE"); // it may be read, and not altered
      plan(
          "{policy: {lockTimeout: 60s}}",
          table(
              ID,
              "column \"n\" {\n type = int\n default = 0\n }",
              "index \"a_n\" { columns = [column.n] }"));
      planUntil(s -> s.phase() == Phase.EXPANDING);
      until(() -> 0 < count("SELECT count(*) FROM pg_locks WHERE NOT granted"));

      running.kill();
      startOperator();
      other.rollback();
    }

    planUntil(s -> s.phase() == Phase.APPLIED && isOfNow(s));
    assertThat(column("n")).contains("integer");
    assertThat(count("SELECT count(*) FROM pg_indexes WHERE indexname = 'a_n'")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isZero();
  }

  @Test
  void an_operator_killed_in_contract_ends_where_one_that_was_not_does() throws Exception {
    project();
    plan("{}", table(ID, "column \"old\" {\n type = text\n null = true\n }"));
    planUntil(s -> s.phase() == Phase.APPLIED);
    serveAll();
    plan("{policy: {lockTimeout: 60s}}", table(ID));
    SchemaPlanStatus waiting = planUntil(s -> s.phase() == Phase.AWAITING_APPROVAL && isOfNow(s));
    try (Connection other = connection();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE a IN ACCESS SHARE MODE");
      approve(waiting.plan().hash());
      planUntil(s -> s.phase() == Phase.CONTRACTING);
      until(() -> 0 < count("SELECT count(*) FROM pg_locks WHERE NOT granted"));

      running.kill();
      startOperator();
      assertThat(column("old")).isPresent();
      other.rollback();
    }

    SchemaPlanStatus applied = planUntil(s -> s.phase() == Phase.APPLIED && isOfNow(s));
    assertThat(column("old")).isEmpty();
    assertThat(applied.applied().hash()).isEqualTo(waiting.plan().hash());
  }

  private static KubernetesClient admin() {
    return operator.admin();
  }

  private io.fabric8.kubernetes.client.dsl.NonNamespaceOperation<
          SchemaPlan, ?, Resource<SchemaPlan>>
      plans() {
    return admin().resources(SchemaPlan.class).inNamespace(namespace);
  }

  private io.fabric8.kubernetes.client.dsl.NonNamespaceOperation<
          SantokitProject, ?, Resource<SantokitProject>>
      projects() {
    return admin().resources(SantokitProject.class).inNamespace(namespace);
  }

  /** The project, with its database's address in the vault. */
  private void project() throws Exception {
    project("{databases: {main: {url: '${DATABASE_URL}'}}, runtime: {replicas: 0}}");
    secret(url());
  }

  private void project(String spec) {
    write(
        """
        apiVersion: santokit.dev/v1alpha1
        kind: SantokitProject
        metadata: {name: shop}
        spec: %s
        """
            .formatted(spec),
        SantokitProject.class);
  }

  /** What a project serves now becomes what it is asked for, so that nothing more is waited for. */
  private void serveAll() {
    until(() -> revision() > 0);
    askFor(revision());
  }

  private void askFor(long revision) {
    String digest =
        Objects.requireNonNull(
            admin()
                .configMaps()
                .inNamespace(namespace)
                .withName("shop-release-" + revision)
                .require()
                .getMetadata()
                .getAnnotations()
                .get("santokit.dev/digest"));
    var ignored =
        projects()
            .withName("shop")
            .patch(MERGE, "{\"spec\": {\"release\": {\"manifest\": \"" + digest + "\"}}}");
  }

  private void secret(String value) throws VaultRefused {
    SealingKey key =
        SealingKey.parse(
            await()
                .atMost(PATIENCE)
                .until(
                    () ->
                        Optional.ofNullable(projects().withName("shop").get().getStatus())
                            .map(s -> s.vault())
                            .map(v -> v.publicKey())
                            .orElse(""),
                    text -> !text.isEmpty()));
    String sealed =
        key.seal(new SecretAddress(namespace, "shop", "DATABASE_URL"), value).toString();
    String base64 = Base64.getEncoder().encodeToString(sealed.getBytes(StandardCharsets.UTF_8));
    var ignored =
        admin()
            .secrets()
            .inNamespace(namespace)
            .withName("shop-vault")
            .patch(MERGE, "{\"data\": {\"DATABASE_URL\": \"" + base64 + "\"}}");
  }

  private String url() {
    return "postgres://postgres@127.0.0.1:" + postgres.getPort() + "/" + database;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String table(String... columns) {
    return "table \"a\" {\n  schema = schema.public\n  "
        + String.join("\n  ", columns)
        + "\n}\nschema \"public\" {}\n";
  }

  private void plan(String more, String hcl) {
    plan("shop-main", more, hcl);
  }

  private void plan(String name, String more, String hcl) {
    SchemaPlan plan =
        Serialization.unmarshal(
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SchemaPlan
            metadata: {name: %s}
            spec: %s
            """
                .formatted(name, more),
            SchemaPlan.class);
    var own = plan.getSpec();
    plan.setSpec(
        new dev.santokit.crds.plan.SchemaPlanSpec(
            "shop",
            "main",
            own.mode(),
            new dev.santokit.crds.plan.DesiredSchema(
                List.of(new dev.santokit.crds.plan.SchemaFile("main.hcl", hcl))),
            own.migrations(),
            own.policy(),
            own.approvedPlan(),
            own.driftCheckInterval()));
    write(plan);
  }

  private void approve(String hash) {
    var ignored =
        plans()
            .withName("shop-main")
            .patch(MERGE, "{\"spec\": {\"approvedPlan\": \"" + hash + "\"}}");
  }

  private void bundle(String path, String source) {
    bundle(path, BundleType.JS, source);
  }

  private void query(String path, String source) {
    bundle(path, BundleType.SQL, source);
  }

  private void bundle(String path, BundleType type, String source) {
    String file = "logic/" + path + (type == BundleType.SQL ? ".sql" : ".js");
    var bundle = new LogicBundle();
    bundle.getMetadata().setName(BundleNames.of("shop", new FunctionPath(path)));
    bundle.setSpec(
        new LogicBundleSpec(
            "shop",
            path,
            type,
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
            new BundleSource(source, null, null, file, 1, null)));
    write(bundle);
  }

  private <T extends HasMetadata> void write(String yaml, Class<T> type) {
    write(Serialization.unmarshal(yaml, type));
  }

  private void write(HasMetadata object) {
    var ignored = admin().resource(object).inNamespace(namespace).patch(SERVER_SIDE);
  }

  private SchemaPlanStatus status() {
    return plans().withName("shop-main").get().getStatus();
  }

  private String version() {
    return plans().withName("shop-main").get().getMetadata().getResourceVersion();
  }

  private SchemaPlanStatus planUntil(Predicate<SchemaPlanStatus> is) {
    return planUntil("shop-main", is);
  }

  private SchemaPlanStatus planUntil(String name, Predicate<SchemaPlanStatus> is) {
    var seen = new ArrayList<String>();
    return await(name)
        .conditionEvaluationListener(state -> {
          String text =
              state.getValue() == null ? "nothing" : Serialization.asYaml(state.getValue());
          if (!seen.contains(text)) {
            seen.add(text);
          }
          if (state.getRemainingTimeInMS() < 200) {
            System.err.println(text + "\n" + running.log());
          }
        })
        .atMost(PATIENCE)
        .until(() -> plans().withName(name).get().getStatus(), s -> s != null && is.test(s));
  }

  private boolean isOfNow(SchemaPlanStatus status) {
    return plans()
        .withName("shop-main")
        .get()
        .getMetadata()
        .getGeneration()
        .equals(status.observedGeneration());
  }

  private static List<String> reasons(SchemaPlanStatus status) {
    return Stream.ofNullable(status.conditions())
        .flatMap(List::stream)
        .map(c -> c.type() + " " + c.reason())
        .toList();
  }

  private static String message(SchemaPlanStatus status, ConditionType type) {
    return Conditions.find(status.conditions(), type).map(Condition::message).orElse("");
  }

  private Optional<Condition> releaseActive() {
    var status = projects().withName("shop").get().getStatus();
    return Conditions.find(
        status == null ? null : status.conditions(), ConditionType.RELEASE_ACTIVE);
  }

  private long revision() {
    return admin()
        .configMaps()
        .inNamespace(namespace)
        .withLabel("santokit.dev/revision")
        .list()
        .getItems()
        .stream()
        .mapToLong(
            map -> Long.parseLong(map.getMetadata().getLabels().get("santokit.dev/revision")))
        .max()
        .orElse(0);
  }

  private List<Event> events() {
    return admin().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getInvolvedObject().getKind().equals("SchemaPlan"))
        .toList();
  }

  private void until(Callable<Boolean> is) {
    await().atMost(PATIENCE).until(is);
  }

  private Connection connection() throws SQLException {
    return postgres.getDatabase("postgres", database).getConnection();
  }

  private void sql(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String query) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The type of a column of table a; empty when it is not there. */
  private Optional<String> column(String name) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT data_type FROM information_schema.columns WHERE table_name = 'a' AND"
                    + " column_name = '"
                    + name
                    + "'")) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }
}
