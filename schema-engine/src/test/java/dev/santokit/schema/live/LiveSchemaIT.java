package dev.santokit.schema.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.Case;
import dev.santokit.schema.Schema;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.Verdict;
import dev.santokit.schema.create.Creation;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.model.DesiredSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveSchemaIT {

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
        index "users_email" {
          columns = [column.email]
        }
      }
      """;

  private DataSource database;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    database = TestPostgres.database();
    connection = database.getConnection();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private static DesiredSchema schema(String hcl) {
    return Case.parsed(List.of(new TextFile("m.hcl", hcl)));
  }

  private Outcome apply(String hcl) throws SQLException {
    return LiveSchema.apply(connection, schema(hcl));
  }

  private List<String> differences(String hcl) throws SQLException {
    return ((Outcome.Differs) apply(hcl)).differences().stream().map(Difference::toString).toList();
  }

  private void sql(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void what_was_created_is_recorded() throws SQLException {
    Outcome.Created created = (Outcome.Created) apply(USERS);
    assertThat(created.statements()).isEqualTo(2);
    assertThat(created.hash()).matches("1:sha256:[0-9a-f]{64}");
    assertThat(value("SELECT hash FROM santokit.schema_applied")).isEqualTo(created.hash());
    assertThat(
            value(
                "SELECT schema #>> '{tables,public,users,columns,id,type}' FROM santokit.schema_applied"))
        .isEqualTo("integer");
    assertThat(connection.getAutoCommit()).isTrue();
  }

  @Test
  void an_attempt_tells_what_would_be_created_and_changes_nothing() throws SQLException {
    Outcome attempted = LiveSchema.attempt(connection, schema(USERS));
    assertThat(value("SELECT to_regclass('public.users')")).isNull();
    assertThat(value("SELECT to_regnamespace('santokit')")).isNull();
    assertThat(apply(USERS)).isEqualTo(attempted).isInstanceOf(Outcome.Created.class);
  }

  @Test
  void another_order_of_columns_another_spelling_and_another_place_are_no_difference()
      throws SQLException {
    apply(USERS);
    String other =
        """
        # moved
        schema "public" {}
        table "users" {
          index "users_email" {
            on {
              column     = column.email
              nulls_last = true # as by itself
            }
          }
          column "email" {
            type    = text
            default = null
          }
          column "id" {
            type = int4
            null = false
          }
          primary_key {
            columns = [table.users.column.id]
          }
        }
        """;
    assertThat(apply(other)).isInstanceOf(Outcome.Unchanged.class);
  }

  @Test
  void an_edited_schema_differs_by_name_and_nothing_changes() throws SQLException {
    apply(USERS);
    String edited =
        """
        schema "app" {}
        enum "status" {
          values = ["open"]
        }
        table "users" {
          comment = "who"
          column "id" {
            type = bigint
          }
          column "name" {
            type = text
          }
          unique "users_name" {
            columns = [column.name]
          }
          check "c" {
            expr = "id > 0"
          }
        }
        table "orders" {
          schema = schema.app
        }
        """;
    assertThat(differences(edited))
        .containsExactly(
            "check public.users.c is new",
            "column public.users.email is no longer in the schema",
            "column public.users.id has changed",
            "column public.users.name is new",
            "comment of table public.users is new",
            "enum public.status is new",
            "index public.users_email is no longer in the schema",
            "primary key of public.users is no longer in the schema",
            "schema app is new",
            "table app.orders is new",
            "unique public.users_name is new");
    assertThat(apply(USERS)).isInstanceOf(Outcome.Unchanged.class);
    assertThat(value("SELECT count(*) FROM santokit.schema_applied")).isEqualTo("1");
  }

  @Test
  void what_was_changed_by_hand_is_named() throws SQLException {
    apply(USERS);
    sql("ALTER TABLE users ADD COLUMN extra int");
    sql("ALTER TABLE users DROP COLUMN email");
    sql("CREATE TABLE scratch (id int)");
    assertThat(differences(USERS))
        .containsExactly(
            "column public.users.email is missing in the database",
            "column public.users.extra is in the database and was not made from the schema",
            "table public.scratch is in the database and was not made from the schema");
    sql("DROP TABLE users");
    assertThat(differences(USERS)).contains("table public.users is missing in the database");
  }

  @Test
  void tables_that_nobody_applied_are_left_alone() throws SQLException {
    sql("CREATE TABLE theirs (id serial)");
    sql("CREATE VIEW seen AS SELECT 1");
    sql("CREATE TYPE mood AS ENUM ('fine')");
    sql("CREATE SEQUENCE numbers");
    assertThat(((Outcome.NotEmpty) apply(USERS)).objects())
        .containsExactly(
            "enum public.mood",
            "sequence public.numbers",
            "table public.theirs",
            "view public.seen");
    assertThat(value("SELECT to_regnamespace('santokit') IS NULL")).isEqualTo("t");
  }

  @Test
  void what_stands_in_other_schemas_and_what_extensions_brought_is_nobodys_business()
      throws SQLException {
    sql("CREATE SCHEMA theirs");
    sql("CREATE TABLE theirs.users (id int)");
    sql("CREATE EXTENSION pg_stat_statements");
    assertThat(apply(USERS)).isInstanceOf(Outcome.Created.class);
    assertThat(apply(USERS)).isInstanceOf(Outcome.Unchanged.class);
  }

  static List<Verdict> refused() {
    return Verdict.of("refused");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void what_postgres_refuses_is_told_with_its_place_and_leaves_nothing(Verdict verdict)
      throws SQLException {
    Problems problems = new Problems();
    DesiredSchema wanted = Schema.parse(List.of(verdict.input()), problems);
    assertThat(problems.sorted()).isEmpty();
    Outcome.Refused refused = (Outcome.Refused) LiveSchema.apply(connection, wanted);
    verdict.is(List.of(refused.problem()));
    assertThat(Catalogue.objects(connection, List.of("public"))).isEmpty();
    assertThat(value("SELECT to_regnamespace('santokit') IS NULL")).isEqualTo("t");
  }

  @Test
  void two_runners_at_once_create_once() throws Exception {
    DesiredSchema wanted = schema(USERS);
    Callable<Outcome> run =
        () -> {
          try (Connection own = database.getConnection()) {
            return LiveSchema.apply(own, wanted);
          }
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<String> outcomes = new ArrayList<>();
      for (Future<Outcome> future : threads.invokeAll(List.of(run, run, run, run))) {
        outcomes.add(future.get().getClass().getSimpleName());
      }
      assertThat(outcomes)
          .containsExactlyInAnyOrder("Created", "Unchanged", "Unchanged", "Unchanged");
    }
  }

  @Test
  void a_user_who_may_not_is_told_so() throws SQLException {
    sql("CREATE ROLE reader");
    sql("SET ROLE reader");
    Outcome.Refused refused = (Outcome.Refused) apply("schema \"app\" {}\n");
    assertThat(refused.problem().line())
        .startsWith("m.hcl:1:1: Postgres refuses this: permission denied for database");
    sql("RESET ROLE");
    sql("DROP ROLE reader");
  }

  @Test
  void a_database_that_reads_backslashes_otherwise_gets_the_same_texts() throws SQLException {
    String name = value("SELECT current_database()");
    sql("ALTER DATABASE " + name + " SET standard_conforming_strings = off");
    sql("ALTER DATABASE " + name + " SET backslash_quote = on");
    connection.close();
    connection = database.getConnection();
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
    assertThat(apply(hcl)).isInstanceOf(Outcome.Created.class);
    sql("INSERT INTO t DEFAULT VALUES");
    assertThat(value("SELECT a || b FROM t"))
        .isEqualTo("\\'); DROP TABLE t; --\\); COMMIT; CREATE TABLE pwned(x int); --");
  }

  /** What the lexer lets through stays one expression, whatever it is made of. */
  @Test
  void no_sql_of_a_schema_ends_its_transaction() throws SQLException {
    long seed = 20250101;
    Random random = new Random(seed);
    List<String> parts =
        List.of(
            "0",
            "1",
            ")",
            "(",
            ";",
            "COMMIT",
            "; COMMIT;",
            "--",
            "/*",
            "*/",
            "'",
            "''",
            "E'",
            "\\",
            "\\'",
            "\"",
            "$a$",
            "$$",
            "$b$",
            "\n",
            " ",
            ",",
            "||",
            "U&'",
            "x",
            "?",
            "{",
            "}",
            "[",
            "]",
            "::int",
            "CREATE TABLE pwned(x int)",
            ":",
            "$1",
            "\u00a0",
            "é",
            "N'",
            "B'");
    int taken = 0;
    connection.setAutoCommit(false);
    String transaction = value("SELECT pg_current_xact_id()");
    for (int round = 0; round < 3_000; round++) {
      StringBuilder fragment = new StringBuilder(random.nextBoolean() ? "0" : "");
      for (int i = random.nextInt(7); i >= 0; i--) {
        fragment.append(parts.get(random.nextInt(parts.size())));
      }
      Optional<DesiredSchema> wanted = withDefault(fragment.toString());
      if (wanted.isPresent()) {
        taken++;
        var savepoint = connection.setSavepoint();
        LiveSchema.execute(connection, Creation.statements(wanted.get()));
        connection.rollback(savepoint);
        assertThat(value("SELECT pg_current_xact_id()"))
            .as("seed %d, round %d: %s", seed, round, fragment)
            .isEqualTo(transaction);
      }
    }
    assertThat(taken).isGreaterThan(100);
    connection.rollback();
    assertThat(Catalogue.objects(connection, List.of("public"))).isEmpty();
  }

  private static Optional<DesiredSchema> withDefault(String sql) {
    String escaped =
        sql.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("${", "$${");
    String hcl =
        "table \"t\" {\n  column \"c\" {\n    type = text\n    default = sql(\""
            + escaped
            + "\")\n  }\n}\n";
    return Optional.ofNullable(Schema.parse(List.of(new TextFile("m.hcl", hcl)), new Problems()));
  }

  @Test
  void a_statement_that_ends_the_transaction_is_noticed() throws SQLException {
    connection.setAutoCommit(false);
    List<Statement> statements =
        List.of(
            new Statement("CREATE TABLE a ()", null, List.of()),
            new Statement("COMMIT", null, List.of()));
    assertThatThrownBy(() -> LiveSchema.execute(connection, statements))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a statement of the schema ended its transaction");
    connection.rollback();
  }

  @Test
  void a_database_that_goes_away_is_no_fault_of_the_schema() throws SQLException {
    try (Connection other = database.getConnection()) {
      String pid = value("SELECT pg_backend_pid()");
      try (java.sql.Statement statement = other.createStatement()) {
        statement.execute("SELECT pg_terminate_backend(" + pid + ")");
      }
      assertThatThrownBy(() -> apply(USERS)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void a_problem_has_the_code_of_its_kind() throws SQLException {
    Problem problem =
        ((Outcome.Refused)
                apply("table \"t\" {\n  column \"c\" {\n    type = sql(\"nosuch\")\n  }\n}\n"))
            .problem();
    assertThat(problem.code()).isEqualTo(ErrorCode.SCHEMA_REFUSED);
    assertThat(problem.hint()).isNull();
  }
}
