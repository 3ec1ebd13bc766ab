package dev.santokit.schema.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.schema.Approval;
import dev.santokit.project.schema.Decision;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.Case;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.apply.Applied;
import dev.santokit.schema.apply.Part;
import dev.santokit.schema.apply.PlanRun;
import dev.santokit.schema.apply.Progress;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.hazard.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlannerIT {

  private static final String USERS =
      """
      table "users" {
        column "id" {
          type = int
        }
        column "email" {
          type = text
        }
        primary_key {
          columns = [column.id]
        }
      }
      """;

  /** A column comes, and another leaves. */
  private static final String CHANGED =
      """
      table "users" {
        column "id" {
          type = int
        }
        column "name" {
          type = text
          null = true
        }
        primary_key {
          columns = [column.id]
        }
      }
      """;

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = TestPostgres.database().getConnection();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private Planning planning(String hcl, SchemaPolicy policy, TextFile... migrations)
      throws SQLException {
    return Planner.plan(
        connection,
        new PlanRequest(
            Case.parsed(List.of(new TextFile("m.hcl", hcl))), List.of(migrations), policy));
  }

  private Plan plan(String hcl, SchemaPolicy policy, TextFile... migrations) throws SQLException {
    return ((Planning.Planned) planning(hcl, policy, migrations)).plan();
  }

  private Plan plan(String hcl) throws SQLException {
    return plan(hcl, SchemaPolicy.DEFAULT);
  }

  private List<String> refused(String hcl, SchemaPolicy policy) throws SQLException {
    return ((Planning.Refused) planning(hcl, policy))
        .problems().stream().map(Problem::line).toList();
  }

  private void sql(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void run(List<PlannedStatement> statements) throws SQLException {
    for (PlannedStatement next : statements) {
      sql(next.sql());
    }
  }

  private String value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static SchemaPolicy policy(Approval approval, Map<String, Decision> hazards) {
    SchemaPolicy standard = SchemaPolicy.DEFAULT;
    return new SchemaPolicy(
        approval,
        new TreeMap<>(hazards),
        standard.largeTable(),
        standard.lockTimeout(),
        standard.statementTimeout(),
        standard.concurrentIndexes(),
        standard.exclude());
  }

  private static SchemaPolicy excluding(String... globs) {
    SchemaPolicy standard = SchemaPolicy.DEFAULT;
    return new SchemaPolicy(
        standard.approval(),
        standard.hazards(),
        standard.largeTable(),
        standard.lockTimeout(),
        standard.statementTimeout(),
        standard.concurrentIndexes(),
        List.of(globs));
  }

  @Test
  void planning_changes_nothing_and_leaves_the_connection_as_it_was() throws SQLException {
    sql("CREATE TABLE users (id int PRIMARY KEY)");
    sql("SET search_path = pg_catalog");
    String everything = "SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_class";
    String before = value(everything);
    assertThat(plan(USERS).changes()).isEqualTo(1);
    assertThat(value(everything)).isEqualTo(before);
    assertThat(value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(stk|santokit)'"))
        .isEqualTo("0");
    assertThat(connection.getAutoCommit()).isTrue();
    assertThat(value("SHOW search_path")).isEqualTo("pg_catalog");
    assertThat(value("SHOW lock_timeout")).isEqualTo("0");
  }

  @Test
  void a_plan_locks_no_table_that_is_there() throws SQLException {
    sql("CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL)");
    try (Connection other = TestPostgres.sameAs(connection)) {
      other.setAutoCommit(false);
      try (Statement writer = other.createStatement()) {
        writer.execute("INSERT INTO users VALUES (1, 'a')"); // holds a lock until it commits
        String orders =
            """
            table "orders" {
              column "user_id" {
                type = int
              }
              foreign_key "orders_user" {
                columns     = [column.user_id]
                ref_columns = [table.users.column.id]
              }
            }
            """;
        assertThat(plan(USERS + orders).changes()).isEqualTo(1);
      }
      other.rollback();
    }
  }

  @Test
  void what_has_the_name_of_a_new_table_and_is_none_is_in_its_way() throws SQLException {
    sql("CREATE VIEW users AS SELECT 1 AS id");
    sql("CREATE DOMAIN mood AS int");
    assertThat(refused(USERS + "enum \"mood\" {\n  values = [\"fine\"]\n}\n", SchemaPolicy.DEFAULT))
        .containsExactlyInAnyOrder(
            "m.hcl:1:1: the database has a view public.users, of which no plan may dispose"
                + " [SCHEMA_IN_THE_WAY]",
            "m.hcl:12:1: the database has a domain public.mood, of which no plan may dispose"
                + " [SCHEMA_IN_THE_WAY]");
  }

  @Test
  void what_the_policy_excludes_is_neither_dropped_nor_made() throws SQLException {
    sql("CREATE TABLE audit_log (id int); CREATE TABLE old (id int)");
    assertThat(plan("schema \"public\" {}\n", excluding("audit_*", "public.o?d")).isEmpty())
        .isTrue();
    assertThat(plan("schema \"public\" {}\n").leaving())
        .extracting(Leaving::toString)
        .containsExactly("public.audit_log", "public.old");
    assertThat(refused(USERS, excluding("*.users")))
        .containsExactly(
            "m.hcl:1:1: the policy excludes public.users, and the schema declares it"
                + " [SCHEMA_CONFLICT]");
  }

  @Test
  void an_approval_outlives_expand_and_new_rows() throws SQLException {
    run(plan(USERS).expand());
    sql("INSERT INTO users VALUES (1, 'a')");
    Plan plan = plan(CHANGED);
    assertThat(plan.hash()).matches("sha256:[0-9a-f]{64}");
    sql("INSERT INTO users VALUES (2, 'b')");
    assertThat(plan(CHANGED).hash()).isEqualTo(plan.hash());
    run(plan.expand());
    Plan rest = plan(CHANGED);
    assertThat(rest.expand()).isEmpty();
    assertThat(rest.hash()).isEqualTo(plan.hash());
    assertThat(rest.contract()).isNotEqualTo(plan.contract()); // two rows lose it now
    assertThat(rest.leaving()).extracting(Leaving::toString).containsExactly("public.users.email");
  }

  @Test
  void an_approval_dies_with_what_it_was_given_for() throws SQLException {
    run(plan(USERS).expand());
    String approved = plan(CHANGED).hash();
    assertThat(plan(USERS).hash()).as("another goal").isNotEqualTo(approved);
    sql("ALTER TABLE users ALTER COLUMN email TYPE varchar(10)");
    assertThat(plan(CHANGED).hash()).as("what leaves is another").isNotEqualTo(approved);
    sql("ALTER TABLE users ALTER COLUMN email TYPE text");
    assertThat(plan(CHANGED).hash()).isEqualTo(approved);
    sql("ALTER TABLE users ADD COLUMN extra int");
    assertThat(plan(CHANGED).hash()).as("more leaves").isNotEqualTo(approved);
    TextFile file = new TextFile("V1__x.sql", "SELECT 1");
    assertThat(plan(CHANGED, SchemaPolicy.DEFAULT, file).hash())
        .isNotEqualTo(
            plan(CHANGED, SchemaPolicy.DEFAULT, new TextFile("V1__x.sql", "SELECT 2")).hash());
  }

  @Test
  void what_destroys_needs_approval_and_waits_without_holding_up_the_rest() throws SQLException {
    run(plan(USERS).expand());
    Plan plan = plan(CHANGED);
    assertThat(plan.need()).isEqualTo(Need.REQUIRED);
    assertThat(plan.approvalBeforeExpand()).isFalse();
    assertThat(plan.hazards()).isEqualTo("DROP_COLUMN 1");
    assertThat(plan(USERS.replace("type = text", "type = text\n    null = true")).need())
        .isEqualTo(Need.NONE);
  }

  @Test
  void a_policy_decides_otherwise() throws SQLException {
    run(plan(USERS).expand());
    Plan denied = plan(CHANGED, policy(Approval.DESTRUCTIVE, Map.of("DROP_COLUMN", Decision.DENY)));
    assertThat(denied.need()).isEqualTo(Need.DENIED);
    assertThat(denied.denied())
        .singleElement()
        .satisfies(h -> assertThat(h.object()).isEqualTo("public.users.email"));
    assertThat(
            plan(CHANGED, policy(Approval.DESTRUCTIVE, Map.of("DROP_COLUMN", Decision.ALLOW)))
                .need())
        .isEqualTo(Need.NONE);
    Plan never = plan(CHANGED, policy(Approval.NEVER, Map.of()));
    assertThat(never.need()).isEqualTo(Need.NONE);
    Plan always = plan(CHANGED, policy(Approval.ALWAYS, Map.of()));
    assertThat(always.need()).isEqualTo(Need.REQUIRED);
    assertThat(always.approvalBeforeExpand()).isTrue();
    assertThat(plan(USERS, policy(Approval.ALWAYS, Map.of())).need()).isEqualTo(Need.NONE);
  }

  @Test
  void a_migration_written_by_hand_is_agreed_to_before_anything_happens() throws SQLException {
    Plan plan = plan(USERS, SchemaPolicy.DEFAULT, new TextFile("V1__x.sql", "SELECT 1"));
    assertThat(plan.approvalBeforeExpand()).isTrue();
    assertThat(plan.migrations())
        .singleElement()
        .satisfies(m -> {
          assertThat(m.sql()).isEqualTo("SELECT 1");
          assertThat(m.hazards())
              .singleElement()
              .hasToString("HAND_WRITTEN V1__x.sql: nobody but its reader knows what it does");
        });
  }

  @Test
  void a_function_of_a_stranger_is_called_only_once_somebody_agreed() throws SQLException {
    sql("CREATE ROLE a_stranger");
    sql("GRANT CREATE ON SCHEMA public TO a_stranger");
    sql("CREATE SEQUENCE calls; GRANT ALL ON calls TO PUBLIC");
    sql("SET ROLE a_stranger");
    sql(
        "CREATE FUNCTION grade(int) RETURNS int IMMUTABLE LANGUAGE plpgsql"
            + " AS 'BEGIN PERFORM nextval(''public.calls''); RETURN $1; END'");
    sql("RESET ROLE");
    String hcl =
        """
        table "t" {
          column "id" {
            type = int
          }
          index "i" {
            on {
              expr = "grade(1)"
            }
          }
        }
        """;
    Plan plan = plan(hcl);
    assertThat(value("SELECT is_called FROM calls")).isEqualTo("f");
    assertThat(plan.need()).isEqualTo(Need.REQUIRED);
    assertThat(plan.approvalBeforeExpand()).isTrue();
    assertThat(plan.expand().stream().flatMap(s -> s.hazards().stream()))
        .anySatisfy(h -> {
          assertThat(h.level()).isEqualTo(Level.APPROVE);
          assertThat(h)
              .hasToString(
                  "UNTRUSTED_FUNCTION function public.grade: others may change it, and it"
                      + " runs with the rights of the role that migrates");
        });
    run(plan.expand());
    assertThat(value("SELECT is_called FROM calls")).isEqualTo("t");
    assertThat(plan(hcl).isEmpty()).isTrue();
    sql("DROP OWNED BY a_stranger CASCADE");
    sql("DROP ROLE a_stranger");
  }

  @Test
  void a_database_that_reads_backslashes_otherwise_gets_the_same_texts() throws SQLException {
    String name = value("SELECT current_database()");
    sql("ALTER DATABASE " + name + " SET standard_conforming_strings = off");
    sql("ALTER DATABASE " + name + " SET backslash_quote = on");
    String hcl =
        """
        table "t" {
          column "a" {
            type    = text
            default = "\\\\'); DROP TABLE t; --"
          }
          column "b" {
            type    = text
            default = sql("'\\\\' || '); COMMIT; CREATE TABLE pwned(x int); --'")
          }
        }
        """;
    OwnerDatabase database = OwnerDatabase.of(TestPostgres.urlOf(connection), "santokit test");
    PlanRequest request =
        new PlanRequest(
            Case.parsed(List.of(new TextFile("m.hcl", hcl))), List.of(), SchemaPolicy.DEFAULT);
    Applied applied =
        PlanRun.run(
            database, request, plan(hcl).hash(), Part.EXPAND, Optional.empty(), Progress.NONE);
    assertThat(applied).isInstanceOf(Applied.Done.class);
    assertThat(plan(hcl).isEmpty()).isTrue();
    sql("INSERT INTO t DEFAULT VALUES");
    assertThat(value("SELECT a || b FROM t"))
        .isEqualTo("\\'); DROP TABLE t; --\\); COMMIT; CREATE TABLE pwned(x int); --");
  }

  @Test
  void a_role_that_may_not_create_schemas_is_told_so_by_postgres() throws SQLException {
    sql("CREATE ROLE reader");
    sql("SET ROLE reader");
    assertThatThrownBy(() -> plan(USERS))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    sql("RESET ROLE");
    sql("DROP ROLE reader");
  }

  @Test
  void five_hundred_tables_are_compared_in_seconds() throws SQLException {
    StringBuilder hcl = new StringBuilder(USERS);
    for (int i = 0; i < 500; i++) {
      hcl.append(
          """
          table "t%1$d" {
            column "id" {
              type = bigserial
            }
            column "user_id" {
              type = int
            }
            column "name" {
              type    = varchar(40)
              default = "x"
            }
            column "price" {
              type    = decimal(10, 2)
              default = 0
            }
            column "made" {
              type    = timestamptz
              default = sql("now()")
            }
            primary_key {
              columns = [column.id]
            }
            index "i%1$d" {
              columns = [column.name]
              where   = "price > 0"
            }
            unique "u%1$d" {
              columns = [column.user_id, column.name]
            }
            check "c%1$d" {
              expr = "price >= 0"
            }
            foreign_key "f%1$d" {
              columns     = [column.user_id]
              ref_columns = [table.users.column.id]
            }
          }
          """
              .formatted(i));
    }
    run(plan(hcl.toString()).expand());
    long start = System.nanoTime();
    Plan plan = plan(hcl.toString());
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("500 tables planned in %.1f s%n", seconds);
    assertThat(plan.isEmpty()).isTrue();
    assertThat(seconds).isLessThan(30);
  }
}
