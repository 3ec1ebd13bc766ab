package dev.santokit.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import dev.santokit.server.event.ServerEvent;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Postgres takes a parameter for, and what it gets. */
class BindTypesTest {

  private static final String ID = "0190163d-8694-739b-aea5-966c26f8ad91";

  private static TestServer server;
  private static TestPostgres database;

  @BeforeAll
  static void start() {
    database =
        TestPostgres.with(
            "CREATE EXTENSION citext",
            "CREATE TYPE status AS ENUM ('open', 'done')",
            """
            CREATE TABLE t (
              id uuid PRIMARY KEY, n2 int2, n4 int4, n8 int8, num numeric, f4 float4, f8 float8,
              b bool, s text, v varchar(5), c citext, e status, ip inet, d date, ts timestamp,
              tz timestamptz, tm time, iv interval, j json, jb jsonb, tags text[], ids uuid[],
              docs jsonb[], bin bytea)\
            """,
            "INSERT INTO t (id, n4, s, e, c) VALUES ('%s', 1, 'a', 'open', 'Ab')".formatted(ID),
            "CREATE TABLE owned (user_id int8, note text)",
            "INSERT INTO owned VALUES (7, 'mine'), (8, 'yours')");
    server =
        TestServer.with(database)
            .sql("t/by-id", "{id: {type: uuid}}", "SELECT s FROM t WHERE id = :id")
            .sql(
                "t/filter",
                "{e: {type: string}, n: {type: int}, c: {type: string}}",
                """
                SELECT s FROM t
                WHERE (:e IS NULL OR e = :e) AND (:n IS NULL OR n4 >= :n) AND (c = :c OR :c IS NULL)\
                """)
            .sql("t/only-tested", "{x: {type: json}}", "SELECT :x IS NULL AS absent")
            .sql(
                "t/text",
                "{s: {type: string}}",
                "SELECT '12:30' AS a, :s::text AS b, (ARRAY[1,2,3])[1:2] AS c, $$:no$$ AS d"
                    + " /* :no */ -- :no\n, 'x' AS e")
            .sql(
                "t/operators",
                "{j: {type: json}, k: {type: string}, ks: {type: array<string>}}",
                "SELECT :j ? :k AS has, :j ?| :ks AS any_of, :j ?& :ks AS all_of, :j @> '{}' AS c")
            .sql(
                "t/fallback",
                "{i: {type: int}, x: {type: number}, s: {type: string}, j: {type: json}, b: {type: bool},"
                    + " a: {type: array<int>}}",
                "SELECT :i AS i, :x AS x, :s AS s, :j AS j, :b AS b, :a AS a,"
                    + " pg_typeof(:i)::text AS ti, pg_typeof(:x)::text AS tx, pg_typeof(:s)::text AS ts,"
                    + " pg_typeof(:j)::text AS tj, pg_typeof(:b)::text AS tb, pg_typeof(:a)::text AS ta")
            .sql(
                "t/polymorphic",
                "{x: {type: string}, n: {type: int}}",
                "SELECT to_jsonb(:x) AS j, jsonb_build_object('n', :n) AS o, abs(:n) AS a,"
                    + " coalesce(:x, 'none') AS c")
            .sql(
                "t/group",
                "{unit: {type: string, default: day}}",
                "SELECT date_trunc(:unit, tz) AS at, count(*) FROM t GROUP BY date_trunc(:unit, tz)")
            .sql(
                "t/limit",
                "{limit: {type: int}, offset: {type: int, default: 0}}",
                "SELECT g FROM generate_series(1, 5) g LIMIT :limit OFFSET :offset")
            .sql(
                "t/put",
                """
                {id: {type: uuid}, n2: {type: int}, n8: {type: int}, num: {type: number},
                 f8: {type: number}, b: {type: bool}, v: {type: string}, c: {type: string},
                 e: {type: string}, ip: {type: string}, d: {type: date}, ts: {type: timestamp},
                 tz: {type: timestamp}, tm: {type: string}, iv: {type: string}, j: {type: json},
                 jb: {type: json}, tags: {type: array<string>}, ids: {type: array<uuid>},
                 docs: {type: array<json>}, bin: {type: string}}\
                """,
                """
                INSERT INTO t (id, n2, n8, num, f8, b, v, c, e, ip, d, ts, tz, tm, iv, j, jb, tags,
                  ids, docs, bin)
                VALUES (:id, :n2, :n8, :num, :f8, :b, :v, :c, :e, :ip, :d, :ts, :tz, :tm, :iv, :j,
                  :jb, :tags, :ids, :docs, :bin)
                RETURNING *\
                """)
            .sql("t/any", "{ids: {type: array<uuid>}}", "SELECT s FROM t WHERE id = ANY (:ids)")
            .sql("t/json-list", "{tags: {type: json}}", "SELECT :tags::text[] AS tags")
            .logic(
                "me/owned.sql",
                "/* ---\naccess: authenticated\n--- */\nSELECT note FROM owned WHERE user_id = :user_id")
            .sql(
                "me/who",
                "{}",
                "SELECT :user_id AS id, :user_email AS email, :user_roles AS roles,"
                    + " 'admin' = ANY (:user_roles) AS admin, :request_id AS request")
            .sql("bad/type", "{b: {type: bool}}", "SELECT s FROM t WHERE id = :b")
            .sql("bad/json", "{s: {type: string}}", "INSERT INTO t (jb) VALUES (:s)")
            .sql("bad/column", "{}", "SELECT\n  s,\n  nope\nFROM t")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String result(String path, String params) {
    Response response = server.call(path, params);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return response.body();
  }

  @Test
  void a_uuid_is_compared_with_a_uuid() {
    assertThat(result("t/by-id", "{\"id\": \"%s\"}".formatted(ID))).isEqualTo("[{\"s\":\"a\"}]");
    assertThat(result("t/by-id", "{}")).isEqualTo("[]");
  }

  @Test
  void pitfall_21_a_null_test_does_not_keep_postgres_from_inferring_the_type() {
    assertThat(result("t/filter", "{}")).isEqualTo("[{\"s\":\"a\"}]");
    assertThat(result("t/filter", "{\"e\": \"open\", \"n\": 1, \"c\": \"aB\"}"))
        .isEqualTo("[{\"s\":\"a\"}]");
    assertThat(result("t/filter", "{\"e\": \"done\"}")).isEqualTo("[]");
    assertThat(result("t/filter", "{\"n\": 2}")).isEqualTo("[]");
    assertThat(result("t/only-tested", "{}")).isEqualTo("[{\"absent\":true}]");
    assertThat(result("t/only-tested", "{\"x\": {}}")).isEqualTo("[{\"absent\":false}]");
  }

  @Test
  void a_value_that_the_type_does_not_have_is_400() {
    Response response = server.call("t/filter", "{\"e\": \"lost\"}");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.message()).isEqualTo("A value has the wrong form for its type");
  }

  @Test
  void pitfall_20_colons_in_casts_strings_comments_and_slices_are_no_parameters() {
    assertThat(result("t/text", "{\"s\": \"x\"}"))
        .isEqualTo("[{\"a\":\"12:30\",\"b\":\"x\",\"c\":[1,2],\"d\":\":no\",\"e\":\"x\"}]");
  }

  @Test
  void pitfall_22_question_marks_of_json_operators_are_no_parameters() {
    assertThat(result("t/operators", "{\"j\": {\"a\": 1}, \"k\": \"a\", \"ks\": [\"a\", \"b\"]}"))
        .isEqualTo("[{\"has\":true,\"any_of\":true,\"all_of\":false,\"c\":true}]");
  }

  @Test
  void where_postgres_infers_nothing_the_declared_type_counts() {
    assertThat(
            result(
                "t/fallback",
                "{\"i\": 5, \"x\": 1.50, \"s\": \"t\", \"j\": {\"a\": [1, null]}, \"b\": true, \"a\": [1, 2]}"))
        .isEqualTo(
            "[{\"i\":5,\"x\":1.50,\"s\":\"t\",\"j\":{\"a\": [1, null]},\"b\":true,\"a\":[1,2],"
                + "\"ti\":\"bigint\",\"tx\":\"numeric\",\"ts\":\"text\",\"tj\":\"jsonb\",\"tb\":\"boolean\","
                + "\"ta\":\"bigint[]\"}]");
  }

  @Test
  void functions_that_take_anything_get_the_declared_type() {
    assertThat(result("t/polymorphic", "{\"x\": \"5\", \"n\": -3}"))
        .isEqualTo("[{\"j\":\"5\",\"o\":{\"n\": -3},\"a\":3,\"c\":\"5\"}]");
  }

  @Test
  void one_name_is_one_value_so_that_group_by_recognises_it() {
    assertThat(result("t/group", "{}")).isEqualTo("[{\"at\":null,\"count\":1}]");
  }

  @Test
  void pitfall_19_a_limit_is_a_bound_number_and_never_sql() {
    assertThat(result("t/limit", "{\"limit\": 2, \"offset\": 1}"))
        .isEqualTo("[{\"g\":2},{\"g\":3}]");
    assertThat(result("t/limit", "{\"limit\": 0}")).isEqualTo("[]");
    for (String limit : new String[] {"\"1; DROP TABLE t\"", "\"1\"", "1.5", "true", "[1]"}) {
      assertThat(server.call("t/limit", "{\"limit\": " + limit + "}").status()).isEqualTo(400);
    }
    assertThat(server.call("t/limit", "{\"limit\": -1}").code()).isEqualTo("VALIDATION_ERROR");
  }

  @Test
  void every_type_takes_its_values() {
    String id = UUID.randomUUID().toString();
    assertThat(
            result(
                "t/put",
                """
                {"id": "%1$s", "n2": -32768, "n8": 9007199254740993, "num": 12345678901234567890.10,
                 "f8": 1e-7, "b": false, "v": "éx", "c": "Ab", "e": "done", "ip": "10.0.0.1",
                 "d": "2024-02-29", "ts": "2024-02-29T12:00:00", "tz": "2024-02-29T12:00:00.5+02:00",
                 "tm": "08:30", "iv": "1 day", "j": "text", "jb": {"b": 1, "a": null},
                 "tags": ["a b", "q\\"\\\\", "", "NULL", "{}"], "ids": ["%1$s"],
                 "docs": [{"x": "y"}, "s"], "bin": "\\\\x00ff"}\
                """
                    .formatted(id)))
        .isEqualTo(
            """
            [{"id":"%1$s","n2":-32768,"n4":null,"n8":9007199254740993,"num":12345678901234567890.10,\
            "f4":null,"f8":1e-07,"b":false,"s":null,"v":"éx","c":"Ab","e":"done","ip":"10.0.0.1",\
            "d":"2024-02-29","ts":"2024-02-29T12:00:00","tz":"2024-02-29T10:00:00.5Z","tm":"08:30:00",\
            "iv":"1 day","j":"text","jb":{"a": null, "b": 1},"tags":["a b","q\\"\\\\","","NULL","{}"],\
            "ids":["%1$s"],"docs":[{"x": "y"},"s"],"bin":"AP8="}]\
            """
                .formatted(id));
  }

  @Test
  void values_that_a_column_cannot_hold_are_400() {
    String id = UUID.randomUUID().toString();
    assertThat(server.call("t/put", "{\"id\": \"%s\", \"n2\": 32768}".formatted(id)).message())
        .isEqualTo("A value is out of range");
    assertThat(server.call("t/put", "{\"id\": \"%s\", \"v\": \"sixsix\"}".formatted(id)).message())
        .isEqualTo("A value is too long");
    assertThat(server.call("t/put", "{\"id\": \"%s\", \"v\": \"a\\u0000\"}".formatted(id)).status())
        .isEqualTo(400);
    assertThat(server.call("t/put", "{\"v\": \"x\"}").message())
        .isEqualTo("A required value is missing");
  }

  @Test
  void lists_are_arrays_of_postgres() {
    assertThat(result("t/any", "{\"ids\": [\"%s\"]}".formatted(ID))).isEqualTo("[{\"s\":\"a\"}]");
    assertThat(result("t/any", "{\"ids\": []}")).isEqualTo("[]");
    assertThat(result("t/json-list", "{\"tags\": [\"x\", null, 5]}"))
        .isEqualTo("[{\"tags\":[\"x\",null,\"5\"]}]");
    assertThat(server.call("t/json-list", "{\"tags\": \"x\"}").message())
        .isEqualTo("tags must be an array");
  }

  @Test
  void pitfall_3_the_user_comes_from_the_token_and_never_from_the_client() {
    assertThat(server.call("me/owned", "{}", TestTokens.of("7")).body())
        .isEqualTo("[{\"note\":\"mine\"}]");
    assertThat(server.call("me/owned", "{\"user_id\": 8}", TestTokens.of("7")).message())
        .isEqualTo("Unknown parameter: user_id");
  }

  @ParameterizedTest
  @CsvSource({"not-a-number", "7.5", "99999999999999999999", "' 7'", ID})
  void an_id_that_does_not_fit_the_column_is_401(String id) {
    assertThat(server.call("me/owned", "{}", TestTokens.of(id)).code())
        .isEqualTo("AUTHENTICATION_ERROR");
  }

  @Test
  void the_server_binds_what_it_knows_of_the_caller() {
    Response anonymous = server.call("me/who", "{}");
    assertThat(anonymous.json().at("/0").toString())
        .isEqualTo(
            "{\"id\":null,\"email\":null,\"roles\":null,\"admin\":null,\"request\":\"%s\"}"
                .formatted(anonymous.header("X-Request-ID")));
    String token =
        TestTokens.signed(
            "{\"sub\": \"u1\", \"email\": \"a@b.c\", \"roles\": [\"admin\", \"x,y\"], \"exp\": %d}"
                .formatted(TestTokens.in(60)));
    assertThat(server.call("me/who", "{}", token).body())
        .startsWith(
            "[{\"id\":\"u1\",\"email\":\"a@b.c\",\"roles\":[\"admin\",\"x,y\"],\"admin\":true,");
  }

  @Test
  void a_statement_that_does_not_fit_the_database_answers_500_and_the_log_says_where() {
    for (String path : new String[] {"bad/type", "bad/json", "bad/column"}) {
      Response response = server.call(path, "{}");
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.message()).isEqualTo("Internal error");
    }
    assertThat(server.events(ServerEvent.FunctionUnusable.class))
        .extracting(ServerEvent.FunctionUnusable::problem)
        .contains(
            "logic/bad/type.sql (body):1:28: :b is declared bool and the statement takes it for uuid"
                + " [SQL_PARAMETER_TYPE]",
            "logic/bad/json.sql (body):1:28: :s is declared string and the statement takes it for jsonb"
                + " [SQL_PARAMETER_TYPE]",
            "logic/bad/column.sql (body):3:3: column \"nope\" does not exist [SQL_NOT_PREPARED]");
  }
}
