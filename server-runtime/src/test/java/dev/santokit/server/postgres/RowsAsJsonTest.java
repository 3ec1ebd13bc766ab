package dev.santokit.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One form for a type, whatever the value. */
class RowsAsJsonTest {

  private static TestPostgres database;

  @BeforeAll
  static void start() {
    database =
        TestPostgres.with(
            "CREATE TYPE mood AS ENUM ('sad', 'ok \"then\"')",
            "CREATE DOMAIN price AS numeric(10,2)",
            "CREATE TYPE pair AS (a int, b text)");
  }

  @Test
  void each_type_has_its_form() {
    String[][] cases = {
      {"NULL::int", "null"},
      {"true", "true"},
      {"(-32768)::int2", "-32768"},
      {"9223372036854775807", "9223372036854775807"},
      {"1.50::numeric", "1.50"},
      {"'NaN'::numeric", "null"},
      {"'Infinity'::numeric", "null"},
      {"0.1::float8", "0.1"},
      {"1e300::float8", "1e+300"},
      {"'NaN'::float8", "null"},
      {"'-Infinity'::float4", "null"},
      {"'a \"b\" \\ \n\t\u0001 é 😀'::text", "\"a \\\"b\\\" \\\\ \\n\\t\\u0001 é 😀\""},
      {"'x'::char(3)", "\"x  \""},
      {"'2024-02-29'::date", "\"2024-02-29\""},
      {"'infinity'::date", "null"},
      {"'0044-03-15 BC'::date", "\"0044-03-15 BC\""},
      {"'2024-02-29 12:00:00.25+05:30'::timestamptz", "\"2024-02-29T06:30:00.25Z\""},
      {"'infinity'::timestamptz", "null"},
      {"'2024-02-29 12:00:00'::timestamp", "\"2024-02-29T12:00:00\""},
      {"'-infinity'::timestamp", "null"},
      {"'12345-01-01 00:00:00+00'::timestamptz", "\"12345-01-01T00:00:00Z\""},
      {"'08:30'::time", "\"08:30:00\""},
      {"'1 day 02:00'::interval", "\"1 day 02:00:00\""},
      {"'\\x00ff'::bytea", "\"AP8=\""},
      {"''::bytea", "\"\""},
      {"'{\"b\": 1,\n \"a\": 1.50}'::json", "{\"b\": 1,\n \"a\": 1.50}"},
      {"'{\"b\": 1, \"a\": null}'::jsonb", "{\"a\": null, \"b\": 1}"},
      {"'0190163d-8694-739b-aea5-966c26f8ad91'::uuid", "\"0190163d-8694-739b-aea5-966c26f8ad91\""},
      {"'ok \"then\"'::mood", "\"ok \\\"then\\\"\""},
      {"1.5::price", "1.50"},
      {"'10.0.0.0/8'::cidr", "\"10.0.0.0/8\""},
      {"int4range(1, 5)", "\"[1,5)\""},
      {"ROW(1, 'x')::pair", "\"(1,x)\""},
      {"'{1,NULL,3}'::int[]", "[1,null,3]"},
      {"'{}'::text[]", "[]"},
      {
        "ARRAY['a', NULL, 'NULL', 'q\"\\', '', ' ', ',', '{}']",
        "[\"a\",null,\"NULL\",\"q\\\"\\\\\",\"\",\" \",\",\",\"{}\"]"
      },
      {"'{{1,2},{3,4}}'::int[]", "[[1,2],[3,4]]"},
      {"'[0:1]={5,6}'::int[]", "[5,6]"},
      {"ARRAY['2024-02-29 12:00:00+00'::timestamptz]", "[\"2024-02-29T12:00:00Z\"]"},
      {"ARRAY['{\"a\": \"x y\"}'::jsonb, NULL]", "[{\"a\": \"x y\"},null]"},
      {"ARRAY['sad'::mood]", "[\"sad\"]"},
      {"ARRAY[1.5::price]", "[1.50]"},
      {"ARRAY['NaN'::float8, 1]", "[null,1]"},
      {"'((0,0),(1,1));((2,2),(3,3))'::text", "\"((0,0),(1,1));((2,2),(3,3))\""},
      {"ARRAY[box '((0,0),(1,1))', box '((2,2),(3,3))']", "[\"(1,1),(0,0)\",\"(3,3),(2,2)\"]"},
      {"'1 2'::int2vector", "\"1 2\""},
      {"'pg_class'::regclass", "\"pg_class\""},
      {"26::oid", "26"},
    };
    var columns = new StringBuilder();
    var expected = new StringBuilder();
    for (int i = 0; i < cases.length; i++) {
      columns.append(i == 0 ? "" : ", ").append(cases[i][0]).append(" AS c").append(i);
      expected.append(i == 0 ? "" : ",").append("\"c").append(i).append("\":").append(cases[i][1]);
    }
    try (var server = TestServer.with(database).sql("a/b", "{}", "SELECT " + columns).start()) {
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[{" + expected + "}]");
    }
  }

  @Test
  void a_session_in_another_zone_gives_utc_too() {
    try (var server =
        TestServer.with(database)
            .sql(
                "a/b",
                "{}",
                "SET LOCAL TIME ZONE 'Asia/Kathmandu';"
                    + " SELECT '2024-02-29 12:00:00.123456+00'::timestamptz AS x")
            .start()) {
      assertThat(server.call("a/b", "{}").body())
          .isEqualTo("[{\"x\":\"2024-02-29T12:00:00.123456Z\"}]");
    }
  }

  @Test
  void large_numbers_are_strings_when_the_project_wants_it() {
    try (var server =
        TestServer.with(database)
            .numbersAsStrings()
            .sql(
                "a/b",
                "{}",
                "SELECT 1::int8 AS a, 1.50 AS b, 'NaN'::numeric AS c, 2 AS d, ARRAY[3::int8] AS e")
            .start()) {
      assertThat(server.call("a/b", "{}").body())
          .isEqualTo("[{\"a\":\"1\",\"b\":\"1.50\",\"c\":null,\"d\":2,\"e\":[\"3\"]}]");
    }
  }

  @Test
  void of_columns_with_one_name_the_last_counts() {
    try (var server =
        TestServer.with(database).sql("a/b", "{}", "SELECT 1 AS x, 2 AS y, 3 AS x").start()) {
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[{\"y\":2,\"x\":3}]");
    }
  }

  @ParameterizedTest
  @CsvSource({"SELECT 1 AS \"q\"\"x\", '{\"q\\\"x\":1}'", "SELECT 1, '{\"?column?\":1}'"})
  void names_of_columns_are_escaped(String sql, String row) {
    try (var server = TestServer.with(database).sql("a/b", "{}", sql).start()) {
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[" + row + "]");
    }
  }

  @Test
  void a_row_without_columns_is_an_empty_object() {
    try (var server =
        TestServer.with(database).sql("a/b", "{}", "SELECT FROM generate_series(1, 2)").start()) {
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[{},{}]");
    }
  }

  @Test
  void a_statement_without_rows_tells_how_many_it_changed() {
    database.execute("CREATE TABLE counted (n int)");
    try (var server =
        TestServer.with(database)
            .sql("a/add", "{}", "INSERT INTO counted SELECT generate_series(1, 3)")
            .sql("a/set", "{}", "UPDATE counted SET n = 0 WHERE n > 1")
            .start()) {
      var added = server.call("a/add", "{}");
      assertThat(added.body()).isEqualTo("[]");
      assertThat(added.header("X-Rows-Affected")).isEqualTo("3");
      assertThat(server.call("a/set", "{}").header("X-Rows-Affected")).isEqualTo("2");
    }
  }

  @Test
  void a_table_that_changes_changes_the_answer() {
    database.execute("CREATE TABLE changing (a int)", "INSERT INTO changing VALUES (1)");
    try (var server =
        TestServer.with(database).sql("a/b", "{}", "SELECT * FROM changing").start()) {
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[{\"a\":1}]");
      database.execute("ALTER TABLE changing ADD b text DEFAULT 'x'");
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[{\"a\":1,\"b\":\"x\"}]");
      database.execute("ALTER TABLE changing ALTER a TYPE text");
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[{\"a\":\"1\",\"b\":\"x\"}]");
      database.execute("ALTER TABLE changing DROP a");
      assertThat(server.call("a/b", "{}").body()).isEqualTo("[{\"b\":\"x\"}]");
    }
  }
}
