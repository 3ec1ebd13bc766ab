package dev.santokit.project.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.problem.Position;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.sql.SqlStatement.Occurrence;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

  private final Problems problems = new Problems();

  @Test
  void statements_are_divided_at_semicolons_and_empty_ones_left_out() {
    assertThat(
            parse("; -- nothing\nINSERT INTO a VALUES (:x);;\n  /* then */ (SELECT 1); ;")
                .statements())
        .containsExactly(
            new SqlStatement(
                "INSERT INTO a VALUES (:x)",
                new Position(2, 1),
                List.of(new Occurrence("x", 22, 24, false))),
            new SqlStatement("(SELECT 1)", new Position(3, 14), List.of()));
  }

  @Test
  void places_are_those_of_the_file_that_the_body_is_a_part_of() {
    SqlScript script =
        SqlScript.parse("logic/a/b.sql", new Position(7, 5), "SELECT 1;\n SELECT :x", problems);
    assertThat(script.statements())
        .extracting(SqlStatement::start)
        .containsExactly(new Position(7, 5), new Position(8, 2));
    assertThat(script.statements().getLast().placeOf(7)).isEqualTo(new Position(8, 9));
  }

  @Test
  void a_semicolon_in_a_string_a_name_or_a_comment_divides_nothing() {
    assertThat(parse("SELECT ';', $$;$$, \";\" /* ; */ -- ;\n").statements()).hasSize(1);
  }

  @Test
  void a_statement_that_stored_an_order_reads_as_postgres_reads_it() {
    var body =
        """
        -- placed by :user_id, at '12:30'
        INSERT INTO orders (user_id, lines, at)
        VALUES (:user_id, :lines::jsonb, '12:30'::time)
        RETURNING id, lines[1:2], lines ? 'sku';
        """;
    SqlStatement statement = parse(body).statements().getFirst();
    assertThat(statement.occurrences())
        .extracting(Occurrence::name)
        .containsExactly("user_id", "lines");
    assertThat(statement.nativeText(o -> o.name().equals("lines") ? "$1" : "$2"))
        .isEqualTo(
            """
            INSERT INTO orders (user_id, lines, at)
            VALUES ($2, $1::jsonb, '12:30'::time)
            RETURNING id, lines[1:2], lines ? 'sku'\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT :a IS NULL OR b = :a                   | a! a
          SELECT :a is not null, :b IS  NOT  NULL       | a! b!
          SELECT :a /* x */ IS -- y␤ NOT /*z*/ NULL     | a!
          SELECT :a ISNULL, :b NOTNULL                  | a! b!
          SELECT (:a IS NULL)                           | a!
          SELECT NOT :a IS NULL AND :b IS NOT NULL      | a! b!
          SELECT :a IS DISTINCT FROM NULL               | a
          SELECT :a IS NOT DISTINCT FROM :b             | a b
          SELECT :a IS TRUE, :b IS NOT TRUE             | a b
          SELECT :a::int IS NULL                        | a
          SELECT :a + 1 IS NULL                         | a
          SELECT x = :a IS NULL                         | a
          SELECT x LIKE :a IS NULL                      | a
          SELECT :a "IS" NULL                           | a
          SELECT :a IS "NULL"                           | a
          SELECT ':a IS NULL', ":a IS NULL" IS NULL     | ``
          """)
  void a_null_test_is_known_as_one(String sql, String expected) {
    SqlStatement statement = parse(sql.replace('␤', '\n')).statements().getFirst();
    assertThat(
            statement.occurrences().stream()
                .map(o -> o.name() + (o.nullTest() ? "!" : ""))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
    for (Occurrence o : statement.occurrences()) {
      assertThat(statement.text().substring(o.from(), o.to())).isEqualTo(":" + o.name());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT a ? 'x', a ?% ':x', ":x", $$:x$$ /* :x */, :x | SELECT a ? 'x', a ?% ':x', ":x", $$:x$$ /* :x */, $1
          SELECT:a                       | SELECT $1
          SELECT 1 LIMIT:n               | SELECT 1 LIMIT $1
          SELECT 1 LIMIT(:n)             | SELECT 1 LIMIT($1)
          SELECT :a?:b                   | SELECT $1?$1
          SELECT $$x$$:a                 | SELECT $$x$$ $1
          SELECT :a:b                    | SELECT $1 $1
          SELECT /**/:b::text            | SELECT /**/ $1::text
          """)
  void parameters_alone_are_replaced_and_run_into_nothing(String sql, String expected) {
    assertThat(parse(sql).statements().getFirst().nativeText(o -> "$1")).isEqualTo(expected);
  }

  @Test
  void a_placeholder_may_be_an_expression_and_differ_from_place_to_place() {
    SqlStatement statement = parse("SELECT :a IS NULL OR b = :a").statements().getFirst();
    assertThat(statement.nativeText(o -> o.nullTest() ? "NULL" : "CAST($1 AS citext)"))
        .isEqualTo("SELECT NULL IS NULL OR b = CAST($1 AS citext)");
  }

  @Test
  void what_postgres_complains_about_is_found_in_the_file() {
    SqlStatement statement = parse("SELECT :first,\n  :second ? colum").statements().getFirst();
    String sent = "SELECT $1,\n  CAST($2 AS text) ? colum";
    assertThat(
            statement.placeOf(
                sent.indexOf("colum"), o -> o.name().equals("first") ? "$1" : "CAST($2 AS text)"))
        .isEqualTo(new Position(2, 13));
    assertThat(
            statement.placeOf(
                sent.indexOf("AS"), o -> o.name().equals("first") ? "$1" : "CAST($2 AS text)"))
        .isEqualTo(new Position(2, 3));
    assertThat(statement.placeOf(1_000, o -> "$1")).isEqualTo(new Position(2, 18));
  }

  /** The stretch between ‹ and › is what the error is about. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ‹SET› x = 1                           | SET is refused in a call
          ‹set› session x = 1                   | SET is refused in a call
          ‹SET› search_path TO a                | SET is refused in a call
          ‹SET› TRANSACTION READ WRITE          | SET TRANSACTION is refused in a call
          SET LOCAL ‹transaction_read_only› = f | SET LOCAL transaction_read_only is refused in a call
          SET LOCAL ‹"Transaction_Isolation"› = x | SET LOCAL "Transaction_Isolation" is refused in a call
          SET LOCAL ‹TRANSACTION› READ WRITE    | SET LOCAL TRANSACTION is refused in a call
          SET LOCAL ‹standard_conforming_strings› = off | SET LOCAL standard_conforming_strings is refused in a call
          SET LOCAL ‹DateStyle› = German        | SET LOCAL DateStyle is refused in a call
          SET LOCAL ‹NAMES› 'latin1'            | SET LOCAL NAMES is refused in a call
          SET LOCAL ‹U&"d\\0061testyle"› = x    | SET LOCAL U&"d\\0061testyle" is refused in a call
          /* x */ ‹RESET› ALL                   | RESET is refused in a call
          ‹LISTEN› a                            | LISTEN is refused in a call
          ‹UNLISTEN› *                          | UNLISTEN is refused in a call
          ‹PREPARE› p AS SELECT 1               | PREPARE is refused in a call
          ‹PREPARE› TRANSACTION 'x'             | PREPARE is refused in a call
          ‹EXECUTE› p                           | EXECUTE is refused in a call
          ‹DEALLOCATE› ALL                      | DEALLOCATE is refused in a call
          ‹DISCARD› ALL                         | DISCARD is refused in a call
          ‹LOAD› 'x'                            | LOAD is refused in a call
          ‹DECLARE› c CURSOR FOR SELECT 1       | DECLARE is refused in a call
          ‹FETCH› c                             | FETCH is refused in a call
          ‹MOVE› c                              | MOVE is refused in a call
          ‹CLOSE› c                             | CLOSE is refused in a call
          ‹BEGIN›                               | BEGIN is refused in a call
          ‹Start› TRANSACTION                   | START is refused in a call
          SELECT 1; ‹COMMIT›                    | COMMIT is refused in a call
          ‹END›                                 | END is refused in a call
          ‹ROLLBACK› TO x                       | ROLLBACK is refused in a call
          ‹ABORT›                               | ABORT is refused in a call
          ‹SAVEPOINT› x                         | SAVEPOINT is refused in a call
          ‹RELEASE› x                           | RELEASE is refused in a call
          ‹COPY› t TO STDOUT                    | COPY is refused in a call
          ‹DO› $$ BEGIN COMMIT; END $$          | DO is refused in a call
          ‹VACUUM›                              | VACUUM is refused in a call
          (((‹COMMIT›)))                        | COMMIT is refused in a call
          SELECT ‹set_config›('a', 'b', false)  | set_config is refused in a call
          SELECT ‹SET_CONFIG› /* x */ ('a')     | set_config is refused in a call
          SELECT pg_catalog.‹"set_config"›('a') | set_config is refused in a call
          SELECT "pg_catalog" . ‹set_config›()  | set_config is refused in a call
          SELECT db.pg_catalog.‹set_config›()   | set_config is refused in a call
          WITH a AS (SELECT ‹set_config›()) SELECT 1 | set_config is refused in a call
          SELECT ‹U&"set\\005fconfig"›('a')     | U&"…" is refused in a call
          SELECT ‹U&"set!005fconfig"› UESCAPE '!' ('a') | U&"…" is refused in a call
          SELECT ‹U&"pg!005fcatalog"› UESCAPE '!'.set_config() | U&"…" is refused in a call
          SELECT U&"pg\\005fcatalog".‹set_config›() | set_config is refused in a call
          SELECT ‹pg_advisory_lock›(1)          | pg_advisory_lock is refused in a call
          SELECT ‹pg_advisory_xact_lock_shared›(1) | pg_advisory_xact_lock_shared is refused in a call
          SELECT ‹pg_try_advisory_lock›(1)      | pg_try_advisory_lock is refused in a call
          SELECT ‹pg_advisory_unlock_all›()     | pg_advisory_unlock_all is refused in a call
          CREATE ‹TEMP› TABLE t (a int)         | a temporary object is refused in a call
          CREATE OR REPLACE ‹TEMPORARY› VIEW v AS SELECT 1 | a temporary object is refused in a call
          CREATE GLOBAL ‹TEMP› TABLE t (a int)  | a temporary object is refused in a call
          CREATE TABLE ‹pg_temp›.t (a int)      | a temporary object is refused in a call
          SELECT 1 AS a INTO ‹TEMP› t           | a temporary object is refused in a call
          SELECT 1 AS a INTO LOCAL ‹TEMPORARY› TABLE t | a temporary object is refused in a call
          ‹CREATE› FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; | BEGIN ATOMIC is refused in a call
          """)
  void what_would_outlive_a_call_or_end_its_transaction_is_refused(String marked, String what) {
    Problem problem = refused(marked);
    assertThat(problem.code()).hasToString("SQL_REFUSED");
    assertThat(problem.what()).startsWith(what + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ‹SELCT› 1                | no SQL statement begins with SELCT [SQL_SYNTAX]
          ‹1›                      | no SQL statement begins with 1 [SQL_SYNTAX]
          ‹:x›                     | no SQL statement begins with :x [SQL_SYNTAX]
          (‹)›                     | no SQL statement begins with ) [SQL_SYNTAX]
          ‹"SELECT"› 1             | no SQL statement begins with "SELECT" [SQL_SYNTAX]
          SELECT ‹$1›              | parameters have names here, not numbers [SQL_POSITIONAL_PARAMETER]
          NOTIFY a, ‹:x›           | Postgres takes no parameters in NOTIFY [SQL_PARAMETER_NOT_ALLOWED]
          SET LOCAL a = ‹:x›       | Postgres takes no parameters in SET [SQL_PARAMETER_NOT_ALLOWED]
          TRUNCATE ‹:x›            | Postgres takes no parameters in TRUNCATE [SQL_PARAMETER_NOT_ALLOWED]
          SELECT (1‹;› SELECT 2)   | a ; inside brackets [SQL_UNBALANCED]
          ‹›                       | there is no SQL statement here [SQL_EMPTY]
          ‹›;; -- x                | there is no SQL statement here [SQL_EMPTY]
          SELECT ‹'›x              | this string is never closed [SQL_UNTERMINATED]
          """)
  void what_is_no_sql_is_refused(String marked, String expected) {
    Problem problem = refused(marked);
    assertThat(problem.what() + " [" + problem.code() + "]").isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET LOCAL statement_timeout = '1s'",
        "SET LOCAL app.user = 'x'",
        "SET LOCAL ROLE editor",
        "SET CONSTRAINTS ALL DEFERRED",
        "NOTIFY a, 'x'",
        "SELECT pg_notify('a', :x)",
        "SELECT app.set_config(:x), \"SET_CONFIG\"(1), set_config, app.pg_advisory_lock(1)",
        "SELECT 'COMMIT', \"commit\", a.commit FROM set_config",
        "INSERT INTO temp VALUES (1)",
        "MERGE INTO temp USING x ON true WHEN MATCHED THEN DELETE",
        "SELECT temp FROM temp, temporary",
        "CALL p(:x)",
        "EXPLAIN SELECT :x",
        "VALUES (:x)",
        "TABLE t",
        "((WITH a AS (SELECT 1) SELECT * FROM a))",
        "LOCK TABLE t",
        "TRUNCATE t",
        "REFRESH MATERIALIZED VIEW v",
        "ALTER SEQUENCE s RESTART",
        "CREATE TABLE t PARTITION OF p DEFAULT",
        "SHOW timezone"
      })
  void what_ends_with_the_call_is_allowed(String sql) {
    assertThat(parse(sql).statements()).hasSize(1);
  }

  @Test
  void all_that_is_wrong_in_a_script_is_told_at_once() {
    String body = "COMMIT;\nSELECT set_config('a', 'b', true), $1;\nNOTIFY a, :b";
    assertThat(SqlScript.parse("logic/a/b.sql", Position.START, body, problems)).isNull();
    assertThat(problems.sorted())
        .extracting(p -> p.range().from() + " " + p.code())
        .containsExactly(
            "1:1 SQL_REFUSED",
            "2:8 SQL_REFUSED",
            "2:36 SQL_POSITIONAL_PARAMETER",
            "3:11 SQL_PARAMETER_NOT_ALLOWED");
  }

  @Test
  void a_misspelt_command_names_the_one_that_was_meant() {
    assertThat(refused("‹UPDTE› t SET a = 1").hint()).isEqualTo("did you mean UPDATE?");
  }

  private SqlScript parse(String body) {
    SqlScript script = SqlScript.parse("logic/a/b.sql", Position.START, body, problems);
    assertThat(problems.sorted()).extracting(Problem::line).isEmpty();
    return script;
  }

  private Problem refused(String marked) {
    String body = marked.replace("‹", "").replace("›", "");
    assertThat(SqlScript.parse("logic/a/b.sql", Position.START, body, problems)).isNull();
    assertThat(problems.sorted()).hasSize(1);
    Problem problem = problems.sorted().getFirst();
    assertThat(problem.range().from().column()).isEqualTo(marked.indexOf('‹') + 1);
    assertThat(problem.range().to().column()).isEqualTo(marked.indexOf('›'));
    return problem;
  }
}
