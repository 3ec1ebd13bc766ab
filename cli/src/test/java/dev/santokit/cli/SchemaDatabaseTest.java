package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.postgres.EmbeddedPostgres;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Planning and applying by --db-url, on a real Postgres: one server for all, an empty database for
 * each.
 */
class SchemaDatabaseTest {

  private static final String USERS =
      """
      table "users" {
        column "id" {
          type = int
        }
      }
      """;

  private static final String WITH_NAME =
      """
      table "users" {
        column "id" {
          type = int
        }
        column "name" {
          type = text
          null = true
        }
      }
      """;

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;

  @TempDir Path project;

  @BeforeAll
  static void start() {
    postgres = EmbeddedPostgres.in(folder, Build.current().postgres(), System.getenv());
    postgres.start(false, line -> {});
  }

  @AfterAll
  static void stop() {
    postgres.stop();
  }

  @BeforeEach
  void write() throws Exception {
    postgres.create("main");
    file("stk.config.json", "{\"project_id\": \"shop\"}");
    file("config/databases.yaml", "main:\n  url: ${DATABASE_URL}\n");
    file("schema/main.hcl", USERS);
  }

  @Test
  void an_empty_database_gets_the_schema_and_the_statements_are_shown() throws Exception {
    StkRun run = apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    run.complains("CREATE TABLE").prints("main applied to").prints("1 change");
    assertThat(columns("users")).containsExactly("id");
  }

  @Test
  void what_stands_already_is_unchanged() {
    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    StkRun second = apply(here().input(url()), "-").exits(ExitCode.DONE).prints("main unchanged");
    assertThat(second.err()).isEmpty();
  }

  @Test
  void a_person_is_asked_once_the_statements_are_shown() throws Exception {
    StkRun run = here().variable("STK_DB_URL", url()).answering("n\n").stk("schema", "apply");
    run.exits(ExitCode.FAILED).complains("not agreed to");
    assertThat(run.err().indexOf("CREATE TABLE")).isBetween(0, run.err().indexOf("run this on"));
    assertThat(columns("users")).isEmpty();

    here()
        .variable("STK_DB_URL", url())
        .answering("y\n")
        .stk("schema", "push")
        .exits(ExitCode.DONE);
    assertThat(columns("users")).containsExactly("id");
  }

  @Test
  void without_a_person_it_needs_the_agreement_on_the_command_line() throws Exception {
    apply(here().input(url()), "-").exits(ExitCode.USAGE).complains("-y");
    assertThat(columns("users")).isEmpty();
  }

  @Test
  void a_dry_run_prints_sql_and_changes_nothing() throws Exception {
    StkRun run = apply(here().input(url()), "-", "--dry-run").exits(ExitCode.DONE);
    run.prints("CREATE TABLE").prints("sha256:").complains("nothing was changed");
    assertThat(columns("users")).isEmpty();
  }

  @Test
  void a_new_column_is_planned_shown_and_added_and_then_nothing_is_left_to_do() throws Exception {
    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    sql("INSERT INTO users (id) VALUES (1)");
    file("schema/main.hcl", WITH_NAME);

    StkRun shown = plan("--exit-code").exits(ExitCode.CHANGES);
    shown.prints("main: 1 change in").prints("expand").prints("ADD COLUMN").prints("no approval");
    assertThat(columns("users")).containsExactly("id");

    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE).prints("1 change");
    assertThat(columns("users")).containsExactly("id", "name");
    plan("--exit-code").exits(ExitCode.DONE).prints("main: no changes in");
    apply(here().input(url()), "-").exits(ExitCode.DONE).prints("main unchanged");
  }

  @Test
  void a_database_that_an_earlier_stk_made_is_taken_over_as_it_is() throws Exception {
    sql("CREATE TABLE users (id int NOT NULL)");
    sql("CREATE SCHEMA santokit");
    sql(
        "CREATE TABLE santokit.schema_applied (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            + " applied_at timestamptz NOT NULL DEFAULT now(), hash text NOT NULL, schema jsonb NOT NULL)");
    sql("INSERT INTO santokit.schema_applied (hash, schema) VALUES ('x', '{}')");
    plan("--exit-code").exits(ExitCode.DONE).prints("main: no changes in");
    apply(here().input(url()), "-").exits(ExitCode.DONE).prints("main unchanged");
    file("schema/main.hcl", WITH_NAME);
    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    assertThat(columns("users")).containsExactly("id", "name");
  }

  @Test
  void a_statement_that_fails_is_told_and_leaves_the_database_as_it_was() throws Exception {
    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    sql("CREATE VIEW theirs AS SELECT id FROM users");
    file("schema/main.hcl", USERS.replace("\"id\"", "\"number\""));
    StkRun run = apply(here().input(url()), "-", "-y").exits(ExitCode.FAILED);
    run.complains("theirs");
    assertThat(columns("users")).contains("id");
  }

  @Test
  void what_loses_data_is_asked_and_the_consent_is_the_approval() throws Exception {
    file("schema/main.hcl", WITH_NAME);
    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    sql("INSERT INTO users (id, name) VALUES (1, 'Ada')");
    file("schema/main.hcl", USERS);

    here()
        .variable("STK_DB_URL", url())
        .answering("\n")
        .stk("schema", "apply")
        .exits(ExitCode.FAILED)
        .complains("DROP_COLUMN public.users.name")
        .complains("which approves 1 hazard? (y/N)")
        .complains("not agreed to");
    assertThat(columns("users")).containsExactly("id", "name");

    here()
        .variable("STK_DB_URL", url())
        .answering("y\n")
        .stk("schema", "apply")
        .exits(ExitCode.DONE);
    assertThat(columns("users")).containsExactly("id");
  }

  @Test
  void what_the_rows_deny_is_refused_whoever_agrees() throws Exception {
    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    sql("INSERT INTO users (id) VALUES (1)");
    file("schema/main.hcl", WITH_NAME.replace("null = true", "null = false"));

    apply(here().input(url()), "-", "-y")
        .exits(ExitCode.FAILED)
        .complains("ADD_REQUIRED_COLUMN")
        .complains("nothing was changed");
    assertThat(columns("users")).containsExactly("id");
  }

  @Test
  void what_the_policy_of_the_files_denies_is_refused() throws Exception {
    file("schema/main.hcl", WITH_NAME);
    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    file("schema/main.hcl", USERS);
    file(
        "config/databases.yaml",
        "main:\n  url: ${DATABASE_URL}\n  schema: {policy: {hazards: {DROP_COLUMN: deny}}}\n");

    apply(here().input(url()), "-", "-y").exits(ExitCode.FAILED).complains("DROP_COLUMN");
    assertThat(columns("users")).containsExactly("id", "name");
  }

  @Test
  void a_plan_is_one_json_document_with_its_hash_which_hash_prints_alone() throws Exception {
    JsonNode json = new ObjectMapper().readTree(plan("-o", "json").exits(ExitCode.DONE).out());
    assertThat(json.path("approval").asText()).isEqualTo("none");
    assertThat(json.at("/expand/0/sql").asText()).startsWith("CREATE TABLE");
    assertThat(json.at("/expand/0/transactional").asBoolean()).isTrue();
    assertThat(json.path("contract")).isEmpty();
    assertThat(plan("-o", "hash").out().strip())
        .isEqualTo(json.path("hash").asText())
        .startsWith("sha256:");
  }

  @Test
  void an_apply_for_programs_prints_one_document_and_nothing_else() throws Exception {
    StkRun run = apply(here().input(url()), "-", "-y", "-o", "json").exits(ExitCode.DONE);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("applied").asBoolean()).isTrue();
    assertThat(json.at("/expand/0/sql").asText()).startsWith("CREATE TABLE");
  }

  @Test
  void the_sql_of_a_plan_can_be_run_as_it_is_printed() throws Exception {
    sql(plan("-o", "sql").exits(ExitCode.DONE).out());
    plan("--exit-code").exits(ExitCode.DONE);
  }

  @Test
  void a_truncated_file_never_plans_anything() throws Exception {
    apply(here().input(url()), "-", "-y").exits(ExitCode.DONE);
    file("schema/main.hcl", USERS.substring(0, USERS.length() / 2));
    StkRun run = plan("-o", "json").exits(ExitCode.FAILED).complains("schema/main.hcl:");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void what_postgres_refuses_is_shown_where_it_stands() throws Exception {
    file("schema/main.hcl", USERS.replace("type = int", "type = sql(\"colour\")"));
    apply(here().input(url()), "-", "-y")
        .exits(ExitCode.FAILED)
        .complains("schema/main.hcl:3:")
        .complains("[SCHEMA_REFUSED]");
  }

  @Test
  void an_error_in_another_file_is_no_obstacle_and_one_in_the_schema_is() throws Exception {
    file("logic/users/get.sql", "SELECT 'unclosed");
    apply(here().input(url()), "-", "--dry-run").exits(ExitCode.DONE);
    file("schema/main.hcl", "table {");
    apply(here().input(url()), "-", "--dry-run")
        .exits(ExitCode.FAILED)
        .complains("schema/main.hcl:1:");
  }

  @Test
  void a_database_without_a_schema_is_not_found() {
    apply(here().input(url()), "-", "-y", "--database", "stats")
        .exits(ExitCode.NOT_FOUND)
        .complains("schema/stats.hcl")
        .complains("--database main");
  }

  @Test
  void a_url_that_is_none_is_a_usage_error_and_is_not_repeated() {
    StkRun run =
        apply(here(), "mysql://ada:sesame@127.0.0.1/x", "-y")
            .exits(ExitCode.USAGE)
            .complains("postgres://");
    assertThat(run.err() + run.out()).doesNotContain("sesame");
  }

  @Test
  void a_password_on_the_command_line_is_warned_of_and_never_shown() {
    StkRun run = apply(here(), url(), "-y").exits(ExitCode.DONE).complains("seen by everyone");
    String password = url().replaceAll(".*://[^:]*:([^@]*)@.*", "$1");
    assertThat(password).isNotEmpty();
    assertThat(run.out() + run.err()).doesNotContain(password);
  }

  @Test
  void a_wrong_password_is_not_permitted_and_a_missing_database_not_found() {
    String wrong = url().replaceAll("://([^:]*):[^@]*@", "://$1:sesame@");
    StkRun run = apply(here().input(wrong), "-", "-y").exits(ExitCode.NOT_PERMITTED);
    assertThat(run.err()).doesNotContain("sesame");
    apply(here().input(url().replaceAll("/[^/]*$", "/nowhere")), "-", "-y")
        .exits(ExitCode.NOT_FOUND);
  }

  @Test
  void a_database_that_is_away_is_a_failure_that_says_so() {
    apply(here().input("postgres://ada@127.0.0.1:1/x"), "-", "-y")
        .exits(ExitCode.FAILED)
        .complains("postgres://ada@127.0.0.1:1/x");
  }

  private StkRun.In here() {
    return StkRun.In.folder(project);
  }

  private static StkRun apply(StkRun.In in, String url, String... more) {
    List<String> line = new ArrayList<>(List.of("schema", "apply", "--db-url", url));
    line.addAll(List.of(more));
    return in.stk(line.toArray(String[]::new));
  }

  private StkRun plan(String... more) {
    List<String> line = new ArrayList<>(List.of("schema", "plan", "--db-url", "-"));
    line.addAll(List.of(more));
    return here().input(url()).stk(line.toArray(String[]::new));
  }

  private static String url() {
    return postgres.url("main");
  }

  private void file(String path, String text) throws IOException {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void sql(String sql) throws SQLException {
    try (Connection connection = postgres.connect("main");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = postgres.connect("main");
        var rows = connection.getMetaData().getColumns(null, "public", table, null)) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME"));
      }
    }
    return columns;
  }
}
