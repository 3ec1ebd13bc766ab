package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Cluster.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes of a schema when something is not as the plan thought. */
@Order(6)
@ExtendWith(Fixtures.class)
class SchemaFaultsIT {

  private final Cluster cluster;
  private final Installation installation;
  private final Workshop workshop;

  SchemaFaultsIT(Cluster cluster, Installation installation, Workshop workshop) {
    this.cluster = cluster;
    this.installation = installation;
    this.workshop = workshop;
  }

  @AfterEach
  void nothingIsLeftToDo() {
    workshop.reaches("Applied");
  }

  @Test
  void a_plan_made_for_a_database_that_has_changed_since_is_made_again() {
    workshop.wants("visits", "page text", "agent text");
    workshop.stk("apply").succeeds();
    workshop.wants("visits", "page text");
    workshop.stk("apply").succeeds();
    workshop.reaches("AwaitingApproval");
    String read = workshop.hash();

    workshop.psql("ALTER TABLE visits ADD COLUMN by_hand int");
    workshop.approve(read).succeeds();

    await("the plan is another one")
        .atMost(Workshop.SOON)
        .until(() -> !workshop.hash().equals(read));
    workshop.reaches("AwaitingApproval");
    assertThat(workshop.says("Approved")).startsWith("False ");
    assertThat(workshop.columns("visits")).isEqualTo("agent by_hand id page");

    workshop.approve(workshop.hash()).succeeds();
    workshop.reaches("Applied");
    assertThat(workshop.columns("visits")).isEqualTo("id page");
  }

  @Test
  void a_statement_that_fails_leaves_the_database_as_it_was_before_its_group() {
    workshop.wants("readings", "value text", "unit text");
    workshop.stk("apply").succeeds();
    workshop.psql("INSERT INTO readings VALUES (1, '12', 'm'), (2, 'twelve', 'm')");
    // The column leaves in the same transaction in which the other one changes.
    workshop.wants("readings", "value int");
    workshop.stk("apply").succeeds();
    workshop.reaches("AwaitingApproval");
    workshop.approve(workshop.hash()).succeeds();

    workshop.reaches("Failed");
    assertThat(workshop.message("Ready"))
        .contains("ALTER TABLE", "readings", "invalid input syntax for type integer");
    assertThat(workshop.says("Applied")).startsWith("False ");
    assertThat(workshop.columns("readings")).isEqualTo("id unit value");
    assertThat(workshop.psql("SELECT string_agg(value, ' ' ORDER BY id) FROM readings"))
        .isEqualTo("12 twelve");

    // It is tried again from time to time, under the same approval.
    workshop.psql("UPDATE readings SET value = '13' WHERE id = 2");
    workshop.reaches("Applied");
    assertThat(workshop.columns("readings")).isEqualTo("id value");
    assertThat(workshop.psql("SELECT sum(value) FROM readings")).isEqualTo("25");
  }

  @Test
  void an_operator_killed_in_the_middle_of_expand_goes_on_after_it() throws Exception {
    workshop.wants("trips", "start text");
    workshop.stk("apply").succeeds();
    workshop.wants("trips", "start text", "slow_to_come text");
    workshop.function("trips/list", "SELECT id, slow_to_come FROM trips");
    slowly("slow_to_come", () -> workshop.stk("apply", "--no-wait").succeeds());

    workshop.reaches("Applied");
    assertThat(workshop.columns("trips")).isEqualTo("id slow_to_come start");
    await("the function is served")
        .atMost(Workshop.SOON)
        .untilAsserted(() -> workshop.shop().http().call("trips/list", "{}").is(200));
    workshop.stk("schema", "plan", "--exit-code").succeeds();
  }

  @Test
  void an_operator_killed_in_the_middle_of_contract_goes_on_under_the_same_approval() {
    workshop.wants("rides", "start text", "slow_to_go text");
    workshop.stk("apply").succeeds();
    workshop.wants("rides", "start text");
    workshop.stk("apply").succeeds();
    workshop.reaches("AwaitingApproval");
    String hash = workshop.hash();
    slowly("slow_to_go", () -> workshop.approve(hash).succeeds());

    workshop.reaches("Applied");
    assertThat(workshop.columns("rides")).isEqualTo("id start");
    assertThat(workshop.plan().at("/status/applied/hash").asText()).isEqualTo(hash);
    workshop.stk("schema", "plan", "--exit-code").succeeds();
  }

  /**
   * Kills the operator while a statement on a column runs, which Postgres holds up for that.
   *
   * @param column a part of the statement
   * @param begin makes the operator run it
   */
  private void slowly(String column, Runnable begin) {
    workshop.psql(
        """
        CREATE SCHEMA IF NOT EXISTS e2e;
        CREATE FUNCTION e2e.slow() RETURNS event_trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF current_query() LIKE '%COLUMN%' THEN PERFORM pg_sleep(6); END IF;
        END $$;
        CREATE EVENT TRIGGER e2e_slow ON ddl_command_start WHEN TAG IN ('ALTER TABLE')
          EXECUTE FUNCTION e2e.slow();
        """
            .replace("COLUMN", column));
    try {
      begin.run();
      await("the statement runs")
          .atMost(Workshop.SOON)
          .pollInterval(Duration.ofMillis(300))
          .until(() ->
              workshop
                  .psql(
                      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                          + " AND query LIKE '%ALTER TABLE%"
                          + column
                          + "%' AND wait_event = 'PgSleep'")
                  .equals("1"));
      installation.kill();
    } finally {
      workshop.psql("DROP EVENT TRIGGER e2e_slow; DROP SCHEMA e2e CASCADE");
    }
  }

  @Test
  void of_two_plans_for_one_database_the_younger_does_nothing_and_says_so() {
    String before = workshop.plan().path("status").toString();
    cluster
        .apply(
            Purpose.SCHEMA,
            """
            apiVersion: santokit.dev/v1alpha1
            kind: SchemaPlan
            metadata: {name: another}
            spec:
              project: shop
              database: main
              schema:
                files: [{name: main.hcl, hcl: 'table "only" { column "id" { type = int } }'}]
            """)
        .succeeds();
    try {
      await("the younger one says so")
          .atMost(Workshop.SOON)
          .untilAsserted(() ->
              assertThat(cluster.conditionText(Purpose.SCHEMA, "schemaplan/another", "Ready"))
                  .isEqualTo("False DatabaseConflict"));
      assertThat(cluster.conditionText(Purpose.SCHEMA, "schemaplan/another", "Stalled"))
          .isEqualTo("True DatabaseConflict");
      assertThat(workshop.columns("only")).isEmpty();
      assertThat(workshop.plan().path("status").toString()).isEqualTo(before);
    } finally {
      cluster.kubectl(Purpose.SCHEMA, "delete", "schemaplan/another").succeeds();
    }
  }

  @Test
  void while_the_database_is_away_plan_and_release_wait_and_say_so_and_go_on_when_it_is_back(
      Postgres postgres) {
    postgres.goAway();
    try {
      workshop.wants("absences", "reason text");
      workshop.function("absences/list", "SELECT id, reason FROM absences");
      workshop.stk("apply", "--no-wait").succeeds();
      await("the plan says that its database is away")
          .atMost(Workshop.SOON)
          .untilAsserted(() -> {
            assertThat(workshop.says("Planned")).isEqualTo("False Unreachable");
            assertThat(workshop.says("Ready")).isEqualTo("False Unreachable");
            assertThat(cluster.conditionText(Purpose.SCHEMA, Workshop.PROJECT, "ReleaseActive"))
                .isEqualTo("False AwaitingSchema");
          });
      assertThat(workshop.plan().path("status").toString())
          .doesNotContain("postgresql.org", "PSQLException", postgres.password());
    } finally {
      postgres.comeBack();
    }
    workshop.reaches("Applied");
    await("the function is served")
        .atMost(Workshop.SOON)
        .untilAsserted(() -> workshop.shop().http().call("absences/list", "{}").is(200));
  }

  @Test
  void what_somebody_changed_by_hand_is_seen_told_once_and_left_alone() {
    workshop.wants("ledger", "amount int");
    workshop.stk("apply").succeeds();
    interval("2s");
    try {
      workshop.reaches("Applied");
      workshop.psql("ALTER TABLE ledger ADD COLUMN by_hand int");
      await("it is seen")
          .atMost(Workshop.SOON)
          .untilAsserted(() -> assertThat(workshop.says("Drifted")).startsWith("True "));
      assertThat(workshop.plan().at("/status/drift/sql").asText())
          .contains("DROP COLUMN", "by_hand");
      assertThat(workshop.columns("ledger")).isEqualTo("amount by_hand id");
      assertThat(events("Drifted")).hasSize(1);
      workshop.psql("ALTER TABLE ledger DROP COLUMN by_hand");
      await("it is seen that it is gone")
          .atMost(Workshop.SOON)
          .untilAsserted(() -> assertThat(workshop.says("Drifted")).startsWith("False "));
      assertThat(workshop.plan().at("/status").has("drift")).isFalse();
    } finally {
      interval("10m");
    }
  }

  private void interval(String time) {
    workshop
        .kubectl(
            "patch",
            Workshop.PLAN,
            "--type=merge",
            "--patch={\"spec\": {\"driftCheckInterval\": \"" + time + "\"}}")
        .succeeds();
  }

  private List<JsonNode> events(String reason) {
    var events = new ArrayList<JsonNode>();
    cluster
        .get(Purpose.SCHEMA, "events", "--field-selector=involvedObject.name=shop-main")
        .path("items")
        .forEach(event -> {
          if (event.path("reason").asText().startsWith(reason)
              && event.path("type").asText().equals("Warning")) {
            events.add(event);
          }
        });
    return events;
  }

  @Test
  void without_the_policy_that_guards_approvals_none_is_honoured() {
    workshop.wants("badges", "name text", "shape text");
    workshop.stk("apply").succeeds();
    workshop.wants("badges", "name text");
    workshop.stk("apply").succeeds();
    workshop.reaches("AwaitingApproval");
    installation.withoutApprovalPolicy(() -> {
      untilTheOperatorLooksAgain();
      workshop.approve(workshop.hash()).succeeds();
      await("the plan says so")
          .atMost(Workshop.SOON)
          .untilAsserted(
              () -> assertThat(workshop.says("Approved")).isEqualTo("Unknown PolicyMissing"));
      assertThat(workshop.columns("badges")).isEqualTo("id name shape");
    });
    untilTheOperatorLooksAgain();
    workshop.takeBack();
    workshop.approve(workshop.hash()).succeeds();
    workshop.reaches("Applied");
    assertThat(workshop.columns("badges")).isEqualTo("id name");
  }

  /** For ten seconds the operator goes by what it saw last of the policy. */
  private static void untilTheOperatorLooksAgain() {
    await().pollDelay(Duration.ofSeconds(11)).atMost(Duration.ofSeconds(20)).until(() -> true);
  }
}
