package dev.santokit.schema.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.Schema;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.apply.Applied;
import dev.santokit.schema.apply.NextPlan;
import dev.santokit.schema.apply.Part;
import dev.santokit.schema.apply.PlanRun;
import dev.santokit.schema.apply.Progress;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.Planning;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriftIT {

  private static final PlanRequest USERS =
      request(
          """
          table "users" {
            column "id" { type = int }
            column "email" { type = text }
          }
          """);

  private static final PlanRequest WITHOUT_EMAIL =
      request(
          """
          table "users" {
            column "id" { type = int }
            column "age" {
              type = int
              null = true
            }
          }
          """);

  private OwnerDatabase database;
  private Connection admin;

  @BeforeEach
  void database() throws SQLException {
    database = OwnerDatabase.of(TestPostgres.url(), "santokit test");
    admin = database.open();
  }

  @AfterEach
  void close() throws SQLException {
    admin.close();
  }

  @Test
  void where_nothing_was_applied_there_is_no_drift() throws SQLException {
    execute("CREATE TABLE users ()");
    assertThat(Drift.of(admin, USERS)).isEmpty();
  }

  @Test
  void rows_are_no_drift() throws SQLException {
    run(USERS, Part.EXPAND);
    execute("INSERT INTO users SELECT n, n::text FROM generate_series(1, 1000) n");
    execute("ANALYZE users");
    assertThat(Drift.of(admin, USERS)).isEmpty();
  }

  @Test
  void what_was_changed_by_hand_is_told_with_what_leads_back() throws SQLException {
    run(USERS, Part.EXPAND);
    execute("ALTER TABLE users ADD COLUMN by_hand int");
    execute("CREATE INDEX by_hand ON users (id)");
    List<String> back = Drift.of(admin, USERS);
    assertThat(back).anyMatch(sql -> sql.contains("DROP COLUMN \"by_hand\""));
    assertThat(back).anyMatch(sql -> sql.contains("DROP INDEX"));
    execute("DROP INDEX by_hand");
    execute("ALTER TABLE users DROP COLUMN by_hand");
    assertThat(Drift.of(admin, USERS)).isEmpty();
  }

  @Test
  void a_contract_that_waits_is_no_drift_and_what_is_done_beside_it_is() throws SQLException {
    run(USERS, Part.EXPAND);
    run(WITHOUT_EMAIL, Part.EXPAND);
    assertThat(Drift.of(admin, WITHOUT_EMAIL)).isEmpty();
    execute("ALTER TABLE users DROP COLUMN age");
    assertThat(Drift.of(admin, WITHOUT_EMAIL))
        .singleElement()
        .asString()
        .contains("ADD COLUMN \"age\"");
  }

  private void run(PlanRequest request, Part part) throws SQLException {
    String hash = ((Planning.Planned) NextPlan.of(admin, request)).plan().hash();
    assertThat(PlanRun.run(database, request, hash, part, Optional.empty(), Progress.NONE))
        .isInstanceOf(Applied.Done.class);
  }

  private static PlanRequest request(String hcl) {
    Problems problems = new Problems();
    DesiredSchema schema = Schema.parse(List.of(new TextFile("schema/main.hcl", hcl)), problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(schema).isNotNull();
    return new PlanRequest(schema, List.of(), SchemaPolicy.DEFAULT);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    }
  }
}
