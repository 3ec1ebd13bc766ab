package dev.santokit.schema.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.Schema;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.Planning;
import dev.santokit.schema.system.Grants;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From HCL to a database, as whoever applies a project goes. */
class SchemaRunIT {

  private static final String USERS =
      """
      table "users" {
        column "id" { type = int }
        column "email" { type = text }
        column "old" {
          type = int
          null = true
        }
        primary_key { columns = [column.id] }
      }
      """;

  private static final String CHANGED =
      """
      table "users" {
        column "id" { type = int }
        column "email" { type = text }
        column "age" {
          type = int
          null = true
        }
        primary_key { columns = [column.id] }
        index "users_email" {
          columns = [column.email]
          unique  = true
        }
        check "grown" { expr = "age > 17" }
      }
      table "posts" {
        column "id" { type = int }
        column "author" { type = int }
        primary_key { columns = [column.id] }
        foreign_key "posts_author" {
          columns     = [column.author]
          ref_columns = [table.users.column.id]
        }
      }
      """;

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
  void a_schema_is_made_and_changed_and_then_there_is_nothing_to_do() throws SQLException {
    applied(request(USERS));
    execute("INSERT INTO users VALUES (1, 'a', 1), (2, 'b', 2)");
    Plan plan = next(request(CHANGED));
    assertThat(plan.hazards()).contains("DROP_COLUMN 1");
    applied(request(CHANGED));
    assertThat(next(request(CHANGED)).isEmpty()).isTrue();
    assertThat(string("SELECT string_agg(email, ',' ORDER BY id) FROM users")).isEqualTo("a,b");
    assertThat(string("SELECT count(*) FROM santokit.schema_journal WHERE applied_at IS NOT NULL"))
        .isEqualTo("2");
  }

  @Test
  void killed_before_any_statement_of_a_change_the_next_run_goes_on() throws SQLException {
    for (int n = 1; ; n++) {
      execute("DROP SCHEMA public CASCADE");
      execute("CREATE SCHEMA public");
      execute("DROP SCHEMA IF EXISTS santokit CASCADE");
      applied(request(USERS));
      execute("INSERT INTO users VALUES (1, 'a', 1), (2, 'b', 2)");
      String hash = next(request(CHANGED)).hash();
      boolean killed = killedBefore(n, request(CHANGED), hash);
      assertThat(next(request(CHANGED)).hash()).isEqualTo(hash);
      assertThat(run(request(CHANGED), hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
      assertThat(run(request(CHANGED), hash, Part.CONTRACT)).isInstanceOf(Applied.Done.class);
      assertThat(next(request(CHANGED)).isEmpty()).isTrue();
      if (!killed) {
        assertThat(n).isGreaterThan(5);
        return;
      }
    }
  }

  @Test
  void a_statement_that_fails_names_its_place_in_the_file() throws SQLException {
    applied(request(USERS));
    PlanRequest request = request(CHANGED);
    String hash = next(request).hash();
    Progress rows =
        (part, ordinal, count, sql) -> {
          if (sql.contains("users_email")) {
            execute("INSERT INTO users VALUES (1, 'same'), (2, 'same')");
          }
        };
    assertThat(PlanRun.run(database, request, hash, Part.EXPAND, Optional.empty(), rows))
        .isInstanceOfSatisfying(
            Applied.Failed.class,
            failed ->
                assertThat(failed.problem())
                    .extracting(Problem::line)
                    .isEqualTo(
                        "schema/main.hcl:9:3: Postgres refuses this: could not create unique index"
                            + " \"users_email\" [SCHEMA_REFUSED]"));
    execute("DELETE FROM users WHERE id = 2");
    assertThat(run(request, hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertThat(run(request, hash, Part.CONTRACT)).isInstanceOf(Applied.Done.class);
  }

  @Test
  void an_existing_database_that_matches_is_taken_over() throws SQLException {
    execute("CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, old int)");
    Plan plan = next(request(USERS));
    assertThat(plan.isEmpty()).isTrue();
    assertThat(run(request(USERS), plan.hash(), Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertThat(string("SELECT applied_at IS NOT NULL FROM santokit.schema_journal")).isEqualTo("t");
    run(request(USERS), next(request(USERS)).hash(), Part.EXPAND);
    assertThat(string("SELECT count(*) FROM santokit.schema_journal")).isEqualTo("1");
  }

  @Test
  void migrations_run_once_and_before_what_is_computed() throws SQLException {
    PlanRequest request =
        request(
            USERS,
            migration(
                "V1__seed.sql",
                "CREATE TABLE users (id int PRIMARY KEY);\n"
                    + "INSERT INTO users VALUES (1);\nALTER TABLE users ADD email text;"),
            migration("V2__fill.sql", "UPDATE users SET email = 'it is $' || '{not} replaced';"));
    Plan plan = next(request);
    assertThat(plan.migrations()).hasSize(2);
    assertThat(plan.approvalBeforeExpand()).isTrue();
    Applied first = run(request, plan.hash(), Part.EXPAND);
    assertThat(first)
        .as("what is left is not what was agreed to")
        .isInstanceOf(Applied.Changed.class);
    assertThat(string("SELECT email FROM users")).isEqualTo("it is ${not} replaced");
    applied(request);
    assertThat(next(request).isEmpty()).isTrue();
    assertThat(string("SELECT count(*) FROM santokit.history_manual WHERE type = 'SQL'"))
        .isEqualTo("2");
  }

  @Test
  void a_plan_goes_on_under_its_hash_when_migrations_leave_it_as_it_was() throws SQLException {
    applied(request(USERS));
    PlanRequest request =
        request(CHANGED, migration("V1__seed.sql", "INSERT INTO users VALUES (1, 'a', 1);"));
    String hash = next(request).hash();
    assertThat(run(request, hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertThat(next(request).hash()).isEqualTo(hash);
    assertThat(run(request, hash, Part.CONTRACT)).isInstanceOf(Applied.Done.class);
    assertThat(string("SELECT count(*) FROM users")).isEqualTo("1");
  }

  @Test
  void killed_before_any_migration_the_next_run_goes_on() throws SQLException {
    for (int n = 1; n <= 3; n++) {
      execute("DROP SCHEMA public CASCADE");
      execute("CREATE SCHEMA public");
      execute("DROP SCHEMA IF EXISTS santokit CASCADE");
      applied(request(USERS));
      PlanRequest request =
          request(
              CHANGED,
              migration("V1__a.sql", "INSERT INTO users VALUES (1, 'a', 1);"),
              migration("V2__b.sql", "INSERT INTO users VALUES (2, 'b', 1);"));
      String hash = next(request).hash();
      assertThat(killedBefore(n, request, hash)).isTrue();
      assertThat(next(request).hash()).isEqualTo(hash);
      assertThat(run(request, hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
      assertThat(string("SELECT count(*) FROM users")).isEqualTo("2");
    }
  }

  @Test
  void a_migration_that_fails_says_where_and_leaves_nothing() throws SQLException {
    PlanRequest request =
        request(
            USERS,
            migration("V1__bad.sql", "CREATE TABLE x ();\n\nINSERT INTO nowhere\n  VALUES (1);"));
    assertThat(run(request, next(request).hash(), Part.EXPAND))
        .isInstanceOfSatisfying(
            Applied.Failed.class,
            failed -> {
              assertThat(failed.sqlState()).isEqualTo("42P01");
              assertThat(failed.sql()).startsWith("INSERT INTO nowhere");
              assertThat(failed.problem())
                  .extracting(Problem::line)
                  .isEqualTo(
                      "schema/migrations/main/V1__bad.sql:3:1: Postgres refuses this: relation"
                          + " \"nowhere\" does not exist [MIGRATION_REFUSED]");
            });
    assertThat(string("SELECT to_regclass('x')")).isNull();
  }

  @Test
  void a_migration_that_was_changed_after_it_was_run_is_refused() throws SQLException {
    TextFile second = migration("V2__b.sql", "SELECT 2;");
    applied(request(USERS, migration("V1__a.sql", "SELECT 1;")));
    PlanRequest request = request(USERS, migration("V1__a.sql", "SELECT 'other';"), second);
    assertThat(run(request, next(request).hash(), Part.EXPAND))
        .isInstanceOfSatisfying(
            Applied.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(Problem::line)
                    .containsExactly(
                        "schema/migrations/main/V1__a.sql:1:1: the migration was run already, and"
                            + " is another one now [MIGRATION_CHANGED]"));
  }

  @Test
  void the_role_of_the_server_gets_its_rights_and_no_more() throws SQLException {
    execute("DROP ROLE IF EXISTS shop_app");
    execute("CREATE ROLE shop_app");
    PlanRequest request = request(USERS);
    String hash = next(request).hash();
    PlanRun.run(database, request, hash, Part.EXPAND, Optional.of("shop_app"), Progress.NONE);
    assertThat(
            string(
                """
                SELECT string_agg(privilege_type, ' ' ORDER BY privilege_type)
                FROM information_schema.role_table_grants
                WHERE grantee = 'shop_app' AND table_name = 'users'
                """))
        .isEqualTo("DELETE INSERT SELECT UPDATE");
    assertThat(
            string(
                """
                SELECT string_agg(table_name || ' ' || privilege_type, ', ')
                FROM information_schema.role_table_grants
                WHERE grantee = 'shop_app' AND table_schema = 'santokit'
                """))
        .isEqualTo("audit_log INSERT");
    assertThat(Grants.give(admin, "shop_app", List.of("public"))).isEmpty();
    execute("SET ROLE shop_app");
    execute("INSERT INTO santokit.audit_log (action, table_name) VALUES ('select', 'users')");
    assertThatThrownBy(() -> execute("SELECT FROM santokit.audit_log"))
        .hasMessageContaining("permission denied");
    execute("RESET ROLE");
    execute("DROP OWNED BY shop_app");
    execute("DROP ROLE shop_app");
  }

  private void applied(PlanRequest request) throws SQLException {
    String hash = next(request).hash();
    assertThat(run(request, hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertThat(run(request, hash, Part.CONTRACT)).isInstanceOf(Applied.Done.class);
  }

  /** Whether there was an nth statement, before which the session was ended. */
  private boolean killedBefore(int n, PlanRequest request, String hash) throws SQLException {
    int[] count = {0};
    Progress killer =
        (part, ordinal, all, sql) -> {
          if (++count[0] == n) {
            execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname ="
                    + " current_database())");
          }
        };
    try {
      for (Part part : Part.values()) {
        PlanRun.run(database, request, hash, part, Optional.empty(), killer);
      }
      return false;
    } catch (SQLException killed) {
      assertThat(count[0]).as(killed.getMessage()).isEqualTo(n);
      return true;
    }
  }

  private Applied run(PlanRequest request, String hash, Part part) throws SQLException {
    List<String> statements = new ArrayList<>();
    return PlanRun.run(
        database,
        request,
        hash,
        part,
        Optional.empty(),
        (which, ordinal, count, sql) -> statements.add(sql));
  }

  private Plan next(PlanRequest request) throws SQLException {
    Planning planning = NextPlan.of(admin, request);
    assertThat(planning).isInstanceOf(Planning.Planned.class);
    return ((Planning.Planned) planning).plan();
  }

  private static PlanRequest request(String hcl, TextFile... migrations) {
    Problems problems = new Problems();
    DesiredSchema schema = Schema.parse(List.of(new TextFile("schema/main.hcl", hcl)), problems);
    assertThat(problems.sorted()).isEmpty();
    assertThat(schema).isNotNull();
    return new PlanRequest(schema, List.of(migrations), SchemaPolicy.DEFAULT);
  }

  private static TextFile migration(String name, String sql) {
    return new TextFile("schema/migrations/main/" + name, sql);
  }

  private String string(String query) throws SQLException {
    try (Statement statement = admin.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) {
    try (Statement statement = admin.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
