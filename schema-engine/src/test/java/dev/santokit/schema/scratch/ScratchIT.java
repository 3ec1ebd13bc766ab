package dev.santokit.schema.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.Case;
import dev.santokit.schema.Schema;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.Verdict;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.create.Creation;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.ColumnType;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScratchIT {

  static List<Case> cases() {
    return Case.fromNothing();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_read_back_from_scratch_is_what_stands_once_it_is_made(Case schema)
      throws SQLException {
    DesiredSchema wanted = schema.schema();
    try (Connection connection = TestPostgres.database().getConnection()) {
      Snapshot before = normalised(connection, wanted);
      try (java.sql.Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false);
        for (Statement next : Creation.statements(wanted)) {
          statement.execute(next.sql());
        }
      }
      Snapshot live = CatalogueReader.read(connection, Scope.of(wanted.scope()));
      assertThat(live.withoutSizes()).isEqualTo(before);
      assertThat(normalised(connection, wanted)).isEqualTo(before);
    }
  }

  static List<Verdict> refused() {
    return Verdict.of("refused");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void what_postgres_refuses_is_told_with_its_place_and_leaves_nothing(Verdict verdict)
      throws SQLException {
    try (Connection connection = TestPostgres.database().getConnection()) {
      verdict.is(problems(connection, Case.parsed(List.of(verdict.input()))));
      assertThat(value(connection, SCHEMAS)).isEqualTo("0");
    }
  }

  @Test
  void sql_that_ends_the_transaction_is_noticed_and_leaves_nothing_of_ours() throws SQLException {
    List<String> attacks =
        List.of(
            "int); COMMIT; CREATE TABLE pwned (x int); COMMIT; BEGIN; CREATE TABLE more (x int",
            "int); COMMIT; SELECT (1 / 0",
            "int); ROLLBACK; SELECT (1");
    for (String attack : attacks) {
      try (Connection connection = TestPostgres.database().getConnection()) {
        List<Problem> problems = problems(connection, withType(attack));
        assertThat(problems)
            .as(attack)
            .singleElement()
            .satisfies(p -> assertThat(p.code()).isEqualTo(ErrorCode.SCRATCH_ESCAPED));
        assertThat(value(connection, SCHEMAS)).as(attack).isEqualTo("0");
      }
    }
  }

  /** As no file can have it: the dialect refuses such SQL before any database sees it. */
  private static DesiredSchema withType(String sql) {
    Range range = new Range("m.hcl", new Position(1, 1), new Position(1, 2));
    Column column = new Column("c", new ColumnType.BuiltIn(sql), true, null, null, null, range);
    Table table =
        new Table(
            new QualifiedName("public", "t"),
            List.of(column),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            range);
    return new DesiredSchema(
        List.of(new Namespace("public", null, null)), List.of(), List.of(table));
  }

  private static final String STRANGERS =
      """
      CREATE ROLE stranger;
      CREATE TABLE called (by name);
      GRANT ALL ON called TO PUBLIC;
      CREATE SCHEMA theirs;
      GRANT ALL ON SCHEMA theirs, public TO stranger;
      SET ROLE stranger;
      CREATE FUNCTION theirs.grade(int) RETURNS int IMMUTABLE LANGUAGE plpgsql
        AS 'BEGIN INSERT INTO public.called VALUES (current_user); RETURN $1; END';
      CREATE FUNCTION public.fine(int) RETURNS boolean IMMUTABLE LANGUAGE plpgsql
        AS 'BEGIN INSERT INTO public.called VALUES (current_user); RETURN true; END';
      CREATE DOMAIN theirs.small AS int CHECK (public.fine(VALUE));
      CREATE OPERATOR public.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
      CREATE OPERATOR theirs.<<<< (RIGHTARG = int, FUNCTION = theirs.grade);
      RESET ROLE;
      """;

  @Test
  void functions_of_strangers_are_not_called() throws SQLException {
    try (Connection connection = TestPostgres.database().getConnection()) {
      run(connection, STRANGERS);
      Normalised.Taken taken =
          (Normalised.Taken)
              run(
                  connection,
                  Case.parsed(
                      List.of(
                          new TextFile(
                              "m.hcl",
                              """
                              table "t" {
                                column "fine" {
                                  type = int
                                }
                                check "calls" {
                                  expr = "\\"fine\\"(1)"
                                }
                                check "casts" {
                                  expr = "1::theirs.Small > 0"
                                }
                                check "none" {
                                  expr = "fine > 0"
                                }
                                index "expression" {
                                  on {
                                    expr = "theirs.grade(1)"
                                  }
                                }
                                index "operator" {
                                  on {
                                    column = column.fine
                                  }
                                  where = "OPERATOR(theirs.<<<<) 1 > 0"
                                }
                                index "own" {
                                  columns = [column.fine]
                                  where   = "abs(fine) > 0"
                                }
                              }
                              """))));
      assertThat(taken.untrusted().values())
          .containsExactlyInAnyOrder(
              "function public.fine",
              "type theirs.small",
              "function theirs.grade",
              "operator theirs.<<<<");
      TableEntry table = taken.wanted().tables().get(new QualifiedName("public", "t"));
      assertThat(table.checks().get("calls").definition()).isEqualTo("CHECK (\"fine\"(1))");
      assertThat(table.checks().get("none").definition()).isEqualTo("CHECK ((fine > 0))");
      assertThat(value(connection, "SELECT count(*) FROM called")).isEqualTo("0");
      run(connection, "DROP OWNED BY stranger; DROP ROLE stranger");
    }
  }

  @Test
  void what_an_index_calls_already_may_be_called() throws SQLException {
    try (Connection connection = TestPostgres.database().getConnection()) {
      run(connection, STRANGERS);
      run(connection, "CREATE TABLE t (id int); CREATE INDEX i ON t (theirs.grade(id))");
      String hcl =
          """
          table "t" {
            column "id" {
              type = int
              null = true
            }
            index "i" {
              on {
                expr = "theirs.grade(id)"
              }
            }
          }
          """;
      Normalised.Taken taken =
          (Normalised.Taken) run(connection, Case.parsed(List.of(new TextFile("m.hcl", hcl))));
      assertThat(taken.untrusted()).isEmpty();
      assertThat(taken.wanted().tables().get(new QualifiedName("public", "t")).indexes().get("i"))
          .hasFieldOrPropertyWithValue("definition", "USING btree (theirs.grade(id))");
      run(connection, "DROP OWNED BY stranger CASCADE; DROP ROLE stranger");
    }
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
    try (Connection connection = TestPostgres.database().getConnection()) {
      for (int round = 0; round < 1_500; round++) {
        StringBuilder fragment = new StringBuilder(random.nextBoolean() ? "0" : "");
        for (int i = random.nextInt(7); i >= 0; i--) {
          fragment.append(parts.get(random.nextInt(parts.size())));
        }
        Optional<DesiredSchema> wanted = withDefault(fragment.toString());
        if (wanted.isPresent()) {
          taken++;
          String said = said(run(connection, wanted.get()));
          assertThat(said)
              .as("seed %d, round %d: %s", seed, round, fragment)
              .doesNotContain("SCRATCH_ESCAPED");
        }
      }
      assertThat(value(connection, "SELECT to_regclass('pwned') IS NULL")).isEqualTo("t");
      assertThat(value(connection, SCHEMAS)).isEqualTo("0");
    }
    assertThat(taken).isGreaterThan(50);
  }

  private static String said(Normalised normalised) {
    return switch (normalised) {
      case Normalised.Taken taken -> taken.wanted().toString();
      case Normalised.Refused refused -> refused.problems().toString();
    };
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
  void two_thousand_tables_need_no_more_locks_than_a_default_postgres_has() throws SQLException {
    StringBuilder hcl = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      hcl.append(
          """
          table "t%d" {
            column "id" {
              type = int
            }
            column "name" {
              type    = text
              default = "x"
            }
            primary_key {
              columns = [column.id]
            }
            index "i%d" {
              columns = [column.name]
            }
          }
          """
              .formatted(i, i));
    }
    DesiredSchema wanted = Case.parsed(List.of(new TextFile("m.hcl", hcl.toString())));
    try (Connection connection = TestPostgres.database().getConnection()) {
      assertThat(normalised(connection, wanted).tables()).hasSize(2_000);
    }
  }

  private static final String SCHEMAS =
      "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'stk_scratch%'";

  private static List<Problem> problems(Connection connection, DesiredSchema wanted)
      throws SQLException {
    return ((Normalised.Refused) run(connection, wanted)).problems();
  }

  private static Normalised run(Connection connection, DesiredSchema wanted) throws SQLException {
    Snapshot live = CatalogueReader.read(connection, Scope.of(wanted.scope()));
    connection.setAutoCommit(false);
    Normalised normalised = Scratch.normalise(connection, wanted, live);
    connection.rollback();
    connection.setAutoCommit(true);
    return normalised;
  }

  private static Snapshot normalised(Connection connection, DesiredSchema wanted)
      throws SQLException {
    Normalised normalised = run(connection, wanted);
    assertThat(normalised).isInstanceOf(Normalised.Taken.class);
    return ((Normalised.Taken) normalised).wanted();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (java.sql.Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
