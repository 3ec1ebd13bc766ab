package dev.santokit.schema.difference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.schema.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we say of types holds in Postgres itself. */
class TypeChangeIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          smallint                       | integer                        | widening  | rewrite
          integer                        | bigint                         | widening  | rewrite
          integer                        | numeric                        | widening  | rewrite
          bigint                         | integer                        | narrowing | rewrite
          bigint                         | double precision               | narrowing | rewrite
          real                           | double precision               | widening  | rewrite
          double precision               | real                           | narrowing | rewrite
          character varying(10)          | character varying(40)          | widening  | kept
          character varying(40)          | character varying(10)          | narrowing | rewrite
          character varying(10)          | character varying              | widening  | kept
          character varying(10)          | text                           | widening  | kept
          character varying              | text                           | widening  | kept
          text                           | character varying              | widening  | kept
          text                           | character varying(10)          | narrowing | rewrite
          character(3)                   | character(5)                   | widening  | rewrite
          character(5)                   | character(3)                   | narrowing | rewrite
          bit varying(3)                 | bit varying(5)                 | widening  | kept
          numeric(8,2)                   | numeric(12,2)                  | widening  | kept
          numeric(8,2)                   | numeric                        | widening  | kept
          numeric(8,2)                   | numeric(12,4)                  | widening  | rewrite
          numeric(8,2)                   | numeric(8,4)                   | narrowing | rewrite
          numeric(8,2)                   | numeric(8,1)                   | narrowing | rewrite
          numeric                        | numeric(8,2)                   | narrowing | rewrite
          timestamp(3) without time zone | timestamp(6) without time zone | widening  | kept
          timestamp(3) without time zone | timestamp without time zone    | widening  | kept
          timestamp without time zone    | timestamp(3) without time zone | narrowing | rewrite
          timestamp without time zone    | date                           | narrowing | rewrite
          cidr                           | inet                           | widening  | kept
          inet                           | cidr                           | narrowing | rewrite
          json                           | jsonb                          | narrowing | rewrite
          integer                        | text                           | other     | rewrite
          uuid                           | text                           | other     | rewrite
          character varying(5)[]         | character varying(9)[]         | widening  | rewrite
          integer[]                      | bigint[]                       | widening  | rewrite
          """)
  void a_type_is_called_wider_and_rewritten_as_postgres_has_it(
      String from, String to, String holds, String table) throws SQLException {
    TypeChange change = TypeChange.of(from, to);

    assertThat(change.widening()).isEqualTo(holds.equals("widening"));
    assertThat(change.lossless()).isEqualTo(!holds.equals("narrowing"));
    assertThat(change.rewrite()).isEqualTo(table.equals("rewrite"));
    assertThat(rewritten(from, to)).isEqualTo(change.rewrite());
  }

  private static boolean rewritten(String from, String to) throws SQLException {
    try (Connection connection = TestPostgres.database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (c " + from + ")");
      String before = file(statement);
      statement.execute("ALTER TABLE t ALTER COLUMN c TYPE " + to + " USING c::" + to);
      return !before.equals(file(statement));
    }
  }

  private static String file(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("SELECT relfilenode FROM pg_class WHERE relname = 't'")) {
      row.next();
      return row.getString(1);
    }
  }
}
