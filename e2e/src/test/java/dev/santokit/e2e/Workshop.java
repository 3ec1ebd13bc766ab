package dev.santokit.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.e2e.Cluster.Purpose;
import dev.santokit.e2e.Command.Ran;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A shop whose schema tests change: each adds tables of its own to those of the sample. A developer
 * applies, an approver agrees, each with the rights of the chart's roles and no more.
 */
final class Workshop {

  static final String PLAN = "schemaplan/shop-main";
  static final String PROJECT = "santokitproject/shop";
  static final Duration SOON = Duration.ofSeconds(60);

  private static final String SCHEMA = "schema/main.hcl";

  private final Cluster cluster;
  private final Shop shop;
  private final Team team;
  private final Map<String, String> developer;
  private final Map<String, String> approver;
  private final String sample;
  private final SortedMap<String, String> tables = new TreeMap<>();

  Workshop(Cluster cluster, Postgres postgres, Installation installed) {
    assertThat(installed).as("somebody must make a project run").isNotNull();
    this.cluster = cluster;
    this.shop = Shop.served(cluster, postgres, Purpose.SCHEMA);
    this.sample = shop.read(SCHEMA);
    this.team =
        new Team(cluster, Purpose.SCHEMA)
            .with("developer", "developer")
            .with("approver", "developer", "approver");
    this.developer = team.environment("developer");
    this.approver = team.environment("approver");
  }

  Shop shop() {
    return shop;
  }

  Team team() {
    return team;
  }

  /**
   * Wants a table, instead of one of the same name. It has a key {@code id}.
   *
   * @param columns {@code name type}, with the words of HCL; each may be null
   */
  void wants(String name, String... columns) {
    var table =
        new StringBuilder("table \"" + name + "\" {\n  column \"id\" {\n    type = int\n  }\n");
    for (String column : columns) {
      String[] words = column.split(" ", 2);
      table.append(
          "  column \"%s\" {\n    type = %s\n    null = true\n  }\n".formatted(words[0], words[1]));
    }
    table.append("  primary_key {\n    columns = [column.id]\n  }\n}\n");
    tables.put(name, table.toString());
    write(hcl());
  }

  /** The desired schema as it stands in the file now. */
  String hcl() {
    return sample + "\n" + String.join("\n", tables.values());
  }

  /** Writes something else into the file, until {@link #wants} or this is called again. */
  void write(String hcl) {
    shop.write(SCHEMA, hcl);
  }

  /** A public function of one statement. */
  void function(String path, String sql) {
    shop.writeNew("logic/" + path + ".sql", "/* ---\naccess: public\n--- */\n" + sql + "\n");
  }

  /** stk of the developer, in the project's folder. */
  Ran stk(String... words) {
    return shop.stkAs(developer, words).run();
  }

  /** stk of the approver, in the project's folder. */
  Ran approverStk(String... words) {
    return shop.stkAs(approver, words).run();
  }

  Ran kubectl(String... words) {
    return cluster.kubectl(Purpose.SCHEMA, words);
  }

  /** Approves a hash with nothing but kubectl. */
  Ran approve(String hash) {
    return team.kubectl(
        "approver",
        "patch",
        PLAN,
        "--type=merge",
        "--patch={\"spec\": {\"approvedPlan\": \"" + hash + "\"}}");
  }

  /** Takes that approval back. */
  void takeBack() {
    team.kubectl(
            "approver",
            "patch",
            PLAN,
            "--type=merge",
            "--patch={\"spec\": {\"approvedPlan\": null}}")
        .succeeds();
  }

  JsonNode plan() {
    return cluster.get(Purpose.SCHEMA, PLAN);
  }

  /** The hash of the plan that is shown now. */
  String hash() {
    return plan().at("/status/plan/hash").asText();
  }

  /** {@code status reason} of a condition of the plan. */
  String says(String condition) {
    return cluster.conditionText(Purpose.SCHEMA, PLAN, condition);
  }

  String message(String condition) {
    return cluster.condition(Purpose.SCHEMA, PLAN, condition).path("message").asText();
  }

  /** Waits until the plan, as it is wanted now, is in a phase. */
  void reaches(String phase) {
    await("the plan is " + phase)
        .atMost(SOON)
        .untilAsserted(() -> {
          JsonNode plan = plan();
          assertThat(plan.at("/status/observedGeneration").asLong())
              .isEqualTo(plan.at("/metadata/generation").asLong());
          assertThat(plan.at("/status/phase").asText())
              .as(plan.at("/status/conditions").toPrettyString())
              .isEqualTo(phase);
        });
  }

  String psql(String sql) {
    return shop.psql(sql);
  }

  /** The columns of a table as the database has it, in alphabetical order; empty without it. */
  String columns(String table) {
    return psql(
        "SELECT string_agg(column_name, ' ' ORDER BY column_name) FROM information_schema.columns"
            + " WHERE table_schema = 'public' AND table_name = '"
            + table
            + "'");
  }
}
