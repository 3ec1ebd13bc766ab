package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes of a schema whose project runs: by files, plans and approvals. */
@Order(5)
@ExtendWith(Fixtures.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SchemaIT {

  private static final String ANOTHER = "sha256:" + "0123456789abcdef".repeat(4);

  private final Cluster cluster;
  private final Workshop workshop;
  private final Shop shop;

  SchemaIT(Cluster cluster, Workshop workshop) {
    this.cluster = cluster;
    this.workshop = workshop;
    this.shop = workshop.shop();
  }

  @Test
  @Order(1)
  void the_first_apply_has_made_the_tables_and_a_second_has_nothing_to_do() {
    workshop.reaches("Applied");
    assertThat(workshop.columns("products")).isEqualTo("id name price stock");
    var versions = cluster.versions(Purpose.SCHEMA);
    workshop.stk("apply").succeeds().says("unchanged");
    assertThat(cluster.versions(Purpose.SCHEMA)).isEqualTo(versions);
    workshop.stk("schema", "plan", "--exit-code").succeeds();
  }

  @Test
  @Order(1)
  void kubectl_shows_the_designed_columns_in_the_designed_order() {
    List<String> lines = workshop.kubectl("get", "schemaplans").succeeds().out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).split(" +"))
        .containsExactly("NAME", "DATABASE", "PHASE", "CHANGES", "HAZARDS", "APPROVED", "AGE");
    assertThat(lines.get(1)).containsPattern("^shop-main +main +Applied +[0-9]+ ");
  }

  @Test
  @Order(1)
  void kubectl_explains_a_plan_and_waits_for_it() {
    workshop.kubectl("explain", "splan").succeeds().says("KIND:       SchemaPlan");
    workshop.kubectl("explain", "splan.spec.approvedPlan").succeeds().says("verb approve");
    workshop.kubectl("wait", "--for=condition=Ready", Workshop.PLAN, "--timeout=20s").succeeds();
    workshop
        .kubectl("wait", "--for=jsonpath={.status.phase}=Applied", Workshop.PLAN, "--timeout=20s")
        .succeeds();
  }

  @Test
  void a_column_and_a_function_that_uses_it_come_by_one_apply() throws Exception {
    workshop.wants("letters", "body text");
    workshop.function("letters/list", "SELECT id, body FROM letters ORDER BY id");
    workshop.stk("apply").succeeds();
    workshop.psql("INSERT INTO letters VALUES (1, 'hello')");
    try (var client = new Client(shop.http(), "letters/list", "{}")) {
      workshop.wants("letters", "body text", "colour text");
      workshop.function("letters/list", "SELECT id, body, colour FROM letters ORDER BY id");
      workshop.stk("apply").succeeds();
      assertThat(shop.answers("letters/list", "{}").values())
          .hasSize(2)
          .allSatisfy(answer -> {
            assertThat(answer.at("/0/body").asText()).isEqualTo("hello");
            assertThat(answer.path(0).has("colour")).isTrue();
          });
      assertThat(client.failures()).isEmpty();
    }
    workshop.reaches("Applied");
    workshop.stk("schema", "plan", "--exit-code").succeeds();
  }

  @Test
  void a_column_leaves_with_the_function_that_used_it_in_one_apply_and_only_when_approved()
      throws Exception {
    workshop.takeBack(); // what another test has approved
    workshop.wants("parcels", "weight int", "note text");
    workshop.function("parcels/list", "SELECT id, weight, note FROM parcels ORDER BY id");
    workshop.stk("apply").succeeds();
    workshop.psql("INSERT INTO parcels VALUES (1, 5, 'fragile'), (2, 6, 'none')");

    workshop.wants("parcels", "weight int");
    workshop.function("parcels/list", "SELECT id, weight FROM parcels ORDER BY id");
    Ran applied = workshop.stk("apply").succeeds();
    assertThat(applied.out() + applied.err()).contains("stk schema approve");
    workshop.reaches("AwaitingApproval");
    assertThat(workshop.says("Ready")).isEqualTo("False AwaitingApproval");
    assertThat(workshop.says("Approved")).startsWith("False ");
    assertThat(workshop.kubectl("get", "schemaplans").out())
        .containsPattern("shop-main +main +AwaitingApproval +1 +DROP_COLUMN +1? *False ");
    assertThat(workshop.plan().at("/status/plan/contract/0/hazards/0/message").asText())
        .contains("2 rows");
    assertThat(workshop.columns("parcels")).isEqualTo("id note weight");
    assertThat(shop.http().call("parcels/list", "{}").is(200).json().path(0).has("note"))
        .as("the release did not wait")
        .isFalse();
    assertThat(cluster.conditionText(Purpose.SCHEMA, Workshop.PROJECT, "Ready"))
        .as("a plan that waits is no fault of the project")
        .startsWith("True ");

    // Deploys go on meanwhile.
    workshop.function("parcels/list", "SELECT id, weight, 'later' AS mark FROM parcels");
    workshop.stk("logic", "apply").succeeds();
    assertThat(shop.http().call("parcels/list", "{}").is(200).json().at("/0/mark").asText())
        .isEqualTo("later");
    String hash = workshop.hash();
    assertThat(workshop.stk("schema", "plan", "-o", "hash").succeeds().text()).isEqualTo(hash);

    // Who made the change cannot agree to it.
    Ran refused = workshop.stk("schema", "approve", "--hash", hash).ends(3);
    assertThat(refused.err()).contains("verb approve on schemaplans");
    workshop
        .team()
        .kubectl(
            "developer",
            "patch",
            Workshop.PLAN,
            "--type=merge",
            "--patch={\"spec\": {\"approvedPlan\": \"" + hash + "\"}}")
        .fails()
        .says("(Forbidden)");

    // Another hash than that of the plan.
    workshop.approverStk("schema", "approve", "--hash", ANOTHER).ends(1).says(hash);
    workshop.approve(ANOTHER).succeeds();
    workshop.reaches("AwaitingApproval");
    assertThat(workshop.says("Approved")).isEqualTo("False AnotherPlan");
    assertThat(workshop.columns("parcels")).isEqualTo("id note weight");

    // What kubectl has set is kubectl's to take back.
    workshop.takeBack();
    workshop.approverStk("schema", "approve", "--hash", hash).succeeds();
    workshop.reaches("Applied");
    assertThat(workshop.columns("parcels")).isEqualTo("id weight");
    assertThat(workshop.plan().at("/status/applied/hash").asText()).isEqualTo(hash);
    assertThat(workshop.says("Ready")).startsWith("True ");
    shop.http().call("parcels/list", "{}").is(200);
    workshop.stk("schema", "plan", "--exit-code").succeeds();
  }

  @Test
  void a_column_that_an_active_function_uses_does_not_leave_and_the_function_is_named()
      throws Exception {
    workshop.wants("stamps", "value int");
    workshop.function("stamps/values", "SELECT value FROM stamps");
    workshop.stk("apply").succeeds();
    String applied = workshop.hcl();

    workshop.wants("stamps");
    workshop.stk("apply").succeeds();
    workshop.reaches("AwaitingApproval");
    workshop.approve(workshop.hash()).succeeds();
    workshop.reaches("Blocked");
    assertThat(workshop.says("Ready")).isEqualTo("False BreaksLogic");
    assertThat(workshop.message("Ready")).contains("stamps/values").contains("stamps.value");
    assertThat(workshop.columns("stamps")).isEqualTo("id value");
    shop.http().call("stamps/values", "{}").is(200);

    workshop.wants("stamps", "value int");
    assertThat(workshop.hcl()).isEqualTo(applied);
    workshop.stk("apply").succeeds();
    workshop.reaches("Applied");
  }

  @Test
  void a_truncated_file_never_plans_anything() {
    String whole = workshop.hcl();
    var versions = cluster.versions(Purpose.SCHEMA);
    try {
      workshop.write(whole.substring(0, whole.lastIndexOf('}')));
      Ran refused = workshop.stk("apply").ends(1);
      assertThat(refused.err())
          .containsPattern("schema/main\\.hcl:\\d+:\\d+: .*\\[SCHEMA_[A-Z_]+]");
      workshop.stk("schema", "plan").ends(1).says("schema/main.hcl:");
      assertThat(cluster.versions(Purpose.SCHEMA)).isEqualTo(versions);
    } finally {
      workshop.write(whole);
    }
  }

  @Test
  void a_truncated_resource_never_plans_anything() {
    workshop.stk("apply").succeeds();
    workshop.reaches("Applied");
    String tables =
        "SELECT string_agg(table_name || '.' || column_name, ',' ORDER BY 1) FROM"
            + " information_schema.columns WHERE table_schema = 'public'";
    String before = workshop.psql(tables);
    String whole = workshop.hcl();
    int end = whole.lastIndexOf("table \"orders\"");
    hcl(whole.substring(0, end + 40));
    try {
      workshop.reaches("Blocked");
      assertThat(workshop.says("Planned")).isEqualTo("False Invalid");
      assertThat(workshop.message("Planned")).containsPattern("main\\.hcl:\\d+:\\d+");
      assertThat(workshop.plan().at("/status/plan/hash").isMissingNode()).isTrue();
      assertThat(workshop.psql(tables)).isEqualTo(before);
    } finally {
      // The field is kubectl's now, and every later apply would be told so.
      workshop.stk("apply", "--force-conflicts").succeeds();
    }
    workshop.reaches("Applied");
    assertThat(workshop.psql(tables)).isEqualTo(before);
  }

  /** Changes the resource as a developer without Santokit's command line would. */
  private void hcl(String text) {
    var files = Chart.YAML.createArrayNode();
    files.addObject().put("name", "main.hcl").put("hcl", text);
    workshop
        .team()
        .kubectl(
            "developer",
            "patch",
            Workshop.PLAN,
            "--type=merge",
            "--patch={\"spec\": {\"schema\": {\"files\": " + files + "}}}")
        .succeeds();
  }

  @Test
  void a_developer_adds_no_hand_written_migration_and_weakens_no_policy() {
    String databases = shop.read("config/databases.yaml");
    try {
      shop.write(
          "config/databases.yaml",
          databases + "  schema: {policy: {hazards: {DROP_COLUMN: allow}}}\n");
      assertThat(workshop.stk("apply").ends(3).err())
          .contains("spec.policy", "verb approve on schemaplans");
    } finally {
      shop.write("config/databases.yaml", databases);
    }
    shop.writeNew("schema/migrations/main/V1__promote.sql", "UPDATE users SET name = 'x';\n");
    try {
      assertThat(workshop.stk("apply").ends(3).err())
          .contains("spec.migrations", "verb approve on schemaplans");
    } finally {
      shop.delete("schema/migrations/main/V1__promote.sql");
    }
    assertThat(workshop.plan().at("/spec").has("migrations")).isFalse();
    assertThat(workshop.plan().at("/spec").has("policy")).isFalse();
  }

  /** Last: by then the tests above have made operator and plans say what they have to say. */
  @Test
  @Order(Integer.MAX_VALUE)
  void no_secret_is_in_a_plan_an_event_or_a_log(Installation installation, Postgres postgres) {
    var said = new StringBuilder(installation.logs());
    for (String kind : List.of("schemaplans", "events", "configmaps", "santokitprojects")) {
      said.append(
          workshop.kubectl("get", kind, "--output=yaml", "--show-managed-fields").succeeds().out());
    }
    assertThat(said)
        .contains("shop-main", "EXPAND, statement 1")
        .doesNotContain(postgres.password());
  }
}
