package dev.santokit.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.event.ServerEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What functions do on a database at run time, seen from outside. */
class SessionsTest {

  private static TestServer server;
  private static TestPostgres database;

  private static String body(String statements) {
    return "export default async (params, {db, invoke, log}) => {\n" + statements + "\n}";
  }

  @BeforeAll
  static void start() {
    database =
        TestPostgres.with(
            "CREATE TABLE t (n int PRIMARY KEY, note text, tags text[], doc jsonb)",
            "CREATE TYPE mood AS ENUM ('sad', 'glad')");
    server =
        TestServer.with(database)
            .pool(1) // whatever needs a second connection waits for ever
            .js(
                "q/types",
                body(
                    "return db.queryDefault('SELECT $1::int AS i, $2::text AS s, $3::text[] AS a,"
                        + " $4::jsonb AS j, $5::mood AS m, $6::bool AS b, $1::int + $1::int AS twice, $7::int AS z',"
                        + " [5, 'x', ['a', null, 'b c'], {k: [1]}, 'glad', true, null])"))
            .js(
                "q/json-text",
                body("return db.queryDefault('SELECT $1::jsonb AS j', ['{\"a\": 1}'])"))
            .js(
                "q/operators",
                body(
                    "return db.queryDefault(`SELECT '{\"a\":1}'::jsonb ? 'a' AS has, '?' AS q`, [])"))
            .js("q/insert", body("return db.queryDefault('INSERT INTO t (n) VALUES ($1)', [1])"))
            .js(
                "q/changing",
                body("return db.queryDefault('SELECT * FROM changing WHERE a = $1', [1])"))
            .js("q/too-few", body("return db.queryDefault('SELECT $1::int, $2::int', [1])"))
            .js("q/begin", body("return db.queryDefault('BEGIN', [])"))
            .js("q/commit", body("return db.queryDefault(' /* x */ commit', [])"))
            .js("q/two", body("return db.queryDefault('SELECT 1; SELECT 2', [])"))
            .js("q/nonsense", body("return db.queryDefault('SELEC 1', [])"))
            .js("q/no-such-alias", body("return db.query('other', 'SELECT 1', [])"))
            .js(
                "q/catch",
                body(
                    "try { await db.queryDefault('INSERT INTO t (n) VALUES (1), (1)', []) }"
                        + " catch (e) { return [e.status, e.code] }"))
            .js(
                "tx/commit",
                body(
                    "await db.tx('main', async tx => {"
                        + " await tx.query('INSERT INTO t (n) VALUES (1)', []);"
                        + " await tx.query('INSERT INTO t (n) VALUES (2)', []) });"
                        + " return db.queryDefault('SELECT count(*) AS c FROM t', [])"))
            .js(
                "tx/throw",
                body(
                    "await db.tx('main', async tx => {"
                        + " await tx.query('INSERT INTO t (n) VALUES (1)', []);"
                        + " throw {status: 409, code: 'NO', message: 'no'} })"))
            .js(
                "tx/swallow",
                body(
                    "await db.tx('main', async tx => {"
                        + " await tx.query('INSERT INTO t (n) VALUES (1)', []);"
                        + " try { await tx.query('INSERT INTO t (n) VALUES (1)', []) } catch (e) {} });"
                        + " return 'committed'"))
            .js(
                "tx/nested",
                body(
                    "await db.tx('main', async outer => {"
                        + " await outer.query('INSERT INTO t (n) VALUES (1)', []);"
                        + " try { await db.tx('main', async inner => {"
                        + "   await inner.query('INSERT INTO t (n) VALUES (2)', []);"
                        + "   await inner.query('INSERT INTO t (n) VALUES (1)', []) }) } catch (e) {}"
                        + " await outer.query('INSERT INTO t (n) VALUES (3)', []) });"
                        + " return db.queryDefault('SELECT n FROM t ORDER BY n', [])"))
            .js(
                "tx/invoke",
                body(
                    "return db.tx('main', async tx => {"
                        + " await tx.query('INSERT INTO t (n) VALUES (1)', []);"
                        + " const seen = await invoke('t/list', {});"
                        + " try { await invoke('t/add-two', {a: 5, b: 1}) } catch (e) { log.info(e.code) }"
                        + " await invoke('t/add-two', {a: 6, b: 7});"
                        + " return [seen, await invoke('t/list', {})] })"))
            .js(
                "tx/invoke-then-throw",
                body(
                    "await db.tx('main', async tx => { await invoke('t/add-two', {a: 6, b: 7});"
                        + " throw {status: 400, code: 'X', message: 'x'} })"))
            .sql("t/list", "{}", "SELECT n FROM t ORDER BY n")
            .sql(
                "t/add-two",
                "{a: {type: int}, b: {type: int}}",
                "INSERT INTO t (n) VALUES (:a); INSERT INTO t (n) VALUES (:b)")
            .sql("t/count-up", "{}", "INSERT INTO t SELECT count(*) FROM t RETURNING n")
            .js(
                "x/sql",
                body(
                    "return [await invoke('t/list', {}), await db.queryDefault('SELECT 1 AS one', [])]"))
            .js("x/deep", body("return invoke('x/deep', {})"))
            .js("x/crud", body("return invoke('crud/main/t/select', {})"))
            .js("x/nowhere", body("return invoke('no/where', {})"))
            .js("x/bad-params", body("return invoke('t/add-two', {c: 1})"))
            .js(
                "s/set",
                body("return db.queryDefault(\"SET application_name = 'left behind'\", [])"))
            .js(
                "s/temp",
                body("return db.queryDefault('CREATE TEMP TABLE left_behind (n int)', [])"))
            .js("s/path", body("return db.queryDefault('SET search_path = pg_catalog', [])"))
            .js("s/listen", body("return db.queryDefault('LISTEN others', [])"))
            .js(
                "s/local",
                body(
                    "return db.tx('main', async tx => {"
                        + " await tx.query(\"SET LOCAL work_mem = '5MB'\", []) })"))
            .js("s/lock", body("return db.queryDefault('SELECT pg_advisory_lock(42)', [])"))
            .js(
                "s/see",
                body(
                    "return db.queryDefault(`SELECT current_setting('application_name') AS name,"
                        + " to_regclass('left_behind') AS temp,"
                        + " current_setting('search_path') ~ 'public' AS path,"
                        + " current_setting('work_mem') = '5MB' AS local,"
                        + " (SELECT count(*) FROM pg_listening_channels()) AS channels,"
                        + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') AS locks`, [])"))
            .logic(
                "ro/write.js",
                "/* ---\naccess: public\nreadOnly: true\n--- */\n"
                    + body("return db.queryDefault('INSERT INTO t (n) VALUES (1)', [])"))
            .logic(
                "ro/tx.js",
                "/* ---\naccess: public\nreadOnly: true\n--- */\n"
                    + body(
                        "return db.tx('main', async tx => {"
                            + " try { await tx.query('SET TRANSACTION READ WRITE', []) } catch (e) { return e.code }"
                            + " await tx.query('INSERT INTO t (n) VALUES (1)', []) })"))
            .logic(
                "ro/invoke.js",
                "/* ---\naccess: public\nreadOnly: true\n--- */\n"
                    + body("return invoke('t/add-two', {a: 1, b: 2})"))
            .js(
                "rw/invoke-ro",
                body(
                    "return db.tx('main', async tx => {"
                        + " const codes = [];"
                        + " for (const f of ['ro/add', 'ro/list']) {"
                        + "   try { codes.push(await invoke(f, {})) } catch (e) { codes.push(e.code) } }"
                        + " await tx.query('INSERT INTO t (n) VALUES (9)', []);"
                        + " return codes })"))
            .logic("ro/add.sql", "/* ---\nreadOnly: true\n--- */\nINSERT INTO t (n) VALUES (8)")
            .logic("ro/list.sql", "/* ---\nreadOnly: true\n--- */\nSELECT n FROM t")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    database.execute("TRUNCATE t");
  }

  private static String result(String path) {
    Response response = server.call(path, "{}");
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return response.body();
  }

  private static void assertRefused(String path, int status, String code) {
    Response response = server.call(path, "{}");
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.code()).isEqualTo(code);
  }

  private static String count() {
    return database.value("SELECT count(*) FROM t");
  }

  @Test
  void values_take_the_types_that_the_statement_asks_for() {
    assertThat(result("q/types"))
        .isEqualTo(
            "[{\"i\":5,\"s\":\"x\",\"a\":[\"a\",null,\"b c\"],\"j\":{\"k\":[1]},\"m\":\"glad\","
                + "\"b\":true,\"twice\":10,\"z\":null}]");
    assertThat(result("q/json-text")).isEqualTo("[{\"j\":{\"a\":1}}]");
    assertThat(result("q/operators")).isEqualTo("[{\"has\":true,\"q\":\"?\"}]");
    assertThat(result("q/insert")).isEqualTo("[]");
  }

  @Test
  void a_table_that_changes_its_types_changes_what_statements_take() {
    String path = "q/changing";
    database.execute("CREATE TABLE changing (a int)", "INSERT INTO changing VALUES (1)");
    assertThat(result(path)).isEqualTo("[{\"a\":1}]");
    database.execute("ALTER TABLE changing ALTER a TYPE text");
    assertRefused(path, 500, "INTERNAL_ERROR"); // only now is it known that $1 is no int any more
    assertThat(result(path)).isEqualTo("[{\"a\":\"1\"}]");
    database.execute("ALTER TABLE changing ADD b int DEFAULT 2");
    assertThat(result(path)).isEqualTo("[{\"a\":\"1\",\"b\":2}]");
  }

  @Test
  void an_authors_mistake_is_500_and_in_the_log() {
    for (String path :
        List.of("q/too-few", "q/begin", "q/commit", "q/two", "q/nonsense", "q/no-such-alias")) {
      assertRefused(path, 500, "INTERNAL_ERROR");
    }
    assertThat(server.events(ServerEvent.FunctionSays.class))
        .extracting(ServerEvent.FunctionSays::text)
        .contains(
            "the statement has 2 parameters and got 1 values",
            "BEGIN is not for db.query: use db.tx",
            "COMMIT is not for db.query: use db.tx",
            "there is no database \"other\" in the configuration");
    assertThat(server.events(ServerEvent.StatementFailed.class))
        .extracting(ServerEvent.StatementFailed::message)
        .contains("syntax error at or near \"SELEC\"");
  }

  @Test
  void a_function_can_catch_what_postgres_refuses() {
    assertThat(result("q/catch")).isEqualTo("[409,\"CONFLICT\"]");
  }

  @Test
  void pitfall_26_a_transaction_spans_several_queries() {
    assertThat(result("tx/commit")).isEqualTo("[{\"c\":2}]");
    assertThat(count()).isEqualTo("2");
  }

  @Test
  void what_throws_inside_a_transaction_undoes_it() {
    assertRefused("tx/throw", 409, "NO");
    assertThat(count()).isEqualTo("0");
  }

  @Test
  void a_transaction_in_which_something_failed_does_not_pretend_to_commit() {
    assertRefused("tx/swallow", 500, "INTERNAL_ERROR");
    assertThat(count()).isEqualTo("0");
  }

  @Test
  void an_inner_transaction_is_undone_alone() {
    assertThat(result("tx/nested")).isEqualTo("[{\"n\":1},{\"n\":3}]");
  }

  @Test
  void an_invoked_function_sees_the_transaction_and_is_undone_alone() {
    assertThat(result("tx/invoke")).isEqualTo("[[{\"n\":1}],[{\"n\":1},{\"n\":6},{\"n\":7}]]");
    assertThat(count()).isEqualTo("3");
  }

  @Test
  void what_an_invoked_function_wrote_is_undone_with_the_transaction_around_it() {
    assertRefused("tx/invoke-then-throw", 400, "X");
    assertThat(count()).isEqualTo("0");
  }

  @Test
  void one_call_tree_holds_one_connection_so_that_calls_never_wait_for_themselves() {
    var calls =
        IntStream.range(0, 20)
            .mapToObj(n -> CompletableFuture.supplyAsync(() -> server.call("x/sql", "{}")))
            .toList();
    assertThat(calls)
        .allSatisfy(call -> assertThat(call.join().body()).isEqualTo("[[],[{\"one\":1}]]"));
  }

  @Test
  void invoking_has_its_bounds() {
    assertRefused("x/deep", 400, "VALIDATION_ERROR");
    assertRefused("x/crud", 400, "VALIDATION_ERROR");
    assertRefused("x/nowhere", 404, "NOT_FOUND");
    assertRefused("x/bad-params", 400, "VALIDATION_ERROR");
  }

  @Test
  void what_logic_leaves_in_a_session_is_gone_before_the_next_call() {
    result("s/set");
    result("s/temp");
    result("s/lock");
    result("s/path");
    result("s/listen");
    result("s/local");
    assertThat(result("s/see"))
        .isEqualTo(
            "[{\"name\":\"santokit\",\"temp\":null,\"path\":true,\"local\":false,\"channels\":0,"
                + "\"locks\":0}]");
  }

  @Test
  void a_read_only_function_in_javascript_cannot_write() {
    assertRefused("ro/write", 500, "INTERNAL_ERROR");
    assertThat(server.call("ro/tx", "{}").status()).isEqualTo(500);
    assertRefused("ro/invoke", 500, "INTERNAL_ERROR");
    assertThat(count()).isEqualTo("0");
  }

  @Test
  void a_read_only_function_cannot_write_inside_the_transaction_of_another() {
    assertThat(result("rw/invoke-ro")).isEqualTo("[\"INTERNAL_ERROR\",[]]");
    assertThat(count()).isEqualTo("1");
  }
}
