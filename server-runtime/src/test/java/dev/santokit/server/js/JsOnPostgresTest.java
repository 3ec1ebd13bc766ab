package dev.santokit.server.js;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.event.ServerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions in JavaScript over HTTP, on a real database. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsOnPostgresTest {

  private TestPostgres database;

  @BeforeEach
  void fill() {
    database =
        TestPostgres.with(
            "CREATE TABLE items (id int PRIMARY KEY, name text UNIQUE NOT NULL, price numeric)",
            "INSERT INTO items VALUES (1, 'pen', 1.50), (2, 'ink', 19.99)");
  }

  private TestServer.Builder server() {
    return TestServer.with(database);
  }

  private static String function(String body) {
    return "export default async function (params, context) {\n"
        + "  const { db, invoke } = context;\n"
        + body
        + "\n}";
  }

  private Response result(String body) {
    try (var server = server().js("a/b", function(body)).start()) {
      return server.call("a/b", "{}");
    }
  }

  private String items() {
    return database.value("SELECT string_agg(id || ' ' || name, ', ' ORDER BY id) FROM items");
  }

  // Values

  @Test
  void rows_have_the_values_that_an_sql_function_answers() {
    String sql =
        "SELECT 1 AS i, 9007199254740991::int8 AS l, 1.50 AS n, 'NaN'::float8 AS nan, true AS b,"
            + " 'é' AS t, NULL AS nothing, '\\x00ff'::bytea AS bytes, '{\"a\": [1]}'::jsonb AS j,"
            + " ARRAY[1, 2] AS list, timestamptz '2026-01-02 03:04:05+01' AS at,"
            + " date '2026-01-02' AS day";
    try (var server =
        server()
            .sql("a/sql", "{}", sql)
            .js("a/js", function("return db.queryDefault(`" + sql.replace("\\", "\\\\") + "`)"))
            .start()) {
      assertThat(server.call("a/js", "{}").json().toString().replace("1.5,", "1.50,"))
          .isEqualTo(server.call("a/sql", "{}").json().toString().replace("1.5,", "1.50,"));
    }
  }

  @Test
  void one_value_may_stand_in_many_places_and_be_null() {
    assertThat(
            result(
                    """
                    const found = name => db.queryDefault(
                      'SELECT id FROM items WHERE ($1::text IS NULL OR name = $1) ORDER BY id', [name]);
                    return [await found(null), await found('ink')];
                    """)
                .body())
        .isEqualTo("[[{\"id\":1},{\"id\":2}],[{\"id\":2}]]");
  }

  @Test
  void a_value_is_never_a_part_of_the_statement() {
    assertThat(
            result(
                    """
                    return db.queryDefault('SELECT name FROM items WHERE name = $1',
                      ["x' OR 1=1; DROP TABLE items; --"]);
                    """)
                .body())
        .isEqualTo("[]");
    assertThat(items()).isEqualTo("1 pen, 2 ink");
  }

  @Test
  void a_statement_without_rows_gives_an_empty_array() {
    assertThat(result("return db.query('main', 'DELETE FROM items WHERE id = $1', [1])").body())
        .isEqualTo("[]");
    assertThat(items()).isEqualTo("2 ink");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "SELECT 1; COMMIT",
        "PREPARE x AS SELECT 1",
      })
  void what_would_end_a_transaction_or_stay_prepared_is_refused(String sql) {
    Response answer = result("await db.queryDefault(`" + sql + "`)");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.message()).isEqualTo("Internal error");
  }

  @Test
  void a_database_that_is_not_configured_is_an_internal_error() {
    assertThat(result("await db.query('other', 'SELECT 1')").code()).isEqualTo("INTERNAL_ERROR");
  }

  // Errors

  @Test
  void a_constraint_can_be_caught_or_is_a_conflict() {
    assertThat(
            result(
                    """
                    try { await db.queryDefault("INSERT INTO items VALUES (1, 'x')"); }
                    catch (error) { return [error.status, error.code]; }
                    """)
                .body())
        .isEqualTo("[409,\"CONFLICT\"]");
    assertThat(result("await db.queryDefault(\"INSERT INTO items VALUES (1, 'x')\")").status())
        .isEqualTo(409);
  }

  @Test
  void what_is_thrown_with_a_status_is_what_the_client_gets() {
    Response answer =
        result(
            "throw { status: 402, code: 'NO_CREDIT', message: 'Pay first', details: { due: 3 } }");
    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.json().path("error").path("details").path("due").asInt()).isEqualTo(3);
    assertThat(answer.json().path("error").path("requestId").asText())
        .isEqualTo(answer.header("X-Request-ID"));
  }

  @Test
  void an_error_is_in_the_log_with_its_place_and_not_in_the_answer() {
    try (var server = server().js("a/b", function("null.secret")).start()) {
      Response answer = server.call("a/b", "{}");
      assertThat(answer.message()).isEqualTo("Internal error");
      assertThat(server.events(ServerEvent.FunctionThrew.class))
          .singleElement()
          .satisfies(threw -> {
            assertThat(threw.requestId()).isEqualTo(answer.header("X-Request-ID"));
            assertThat(threw.stack()).contains("secret", "/logic/a/b.js:");
          });
    }
  }

  @Test
  void a_result_beyond_the_limit_is_refused() {
    try (var server =
        server().bufferedBody(1000).js("a/b", function("return 'x'.repeat(999);")).start()) {
      assertThat(server.call("a/b", "{}").code()).isEqualTo("RESULT_TOO_LARGE");
    }
  }

  // Transactions

  @Test
  void a_transaction_counts_as_a_whole() {
    assertThat(
            result(
                    """
                    await db.tx('main', async tx => {
                      await tx.query("INSERT INTO items VALUES (3, 'cap')");
                      await tx.query("INSERT INTO items VALUES (4, 'jar')");
                    });
                    try {
                      await db.tx('main', async tx => {
                        await tx.query('DELETE FROM items');
                        throw new Error('never mind');
                      });
                    } catch (error) { return error.message; }
                    """)
                .body())
        .isEqualTo("\"never mind\"");
    assertThat(items()).isEqualTo("1 pen, 2 ink, 3 cap, 4 jar");
  }

  @Test
  void a_query_beside_tx_belongs_to_the_open_transaction() {
    result(
        """
        try {
          await db.tx('main', async () => {
            await db.queryDefault('DELETE FROM items');
            throw new Error('never mind');
          });
        } catch {}
        """);
    assertThat(items()).isEqualTo("1 pen, 2 ink");
  }

  @Test
  void a_transaction_within_a_transaction_is_undone_alone() {
    assertThat(
            result(
                    """
                    await db.tx('main', async tx => {
                      await tx.query("INSERT INTO items VALUES (3, 'cap')");
                      try {
                        await db.tx('main', async inner => {
                          await inner.query('DELETE FROM items');
                          await inner.query('SELECT 1 / 0');
                        });
                      } catch {}
                      await tx.query("INSERT INTO items VALUES (4, 'jar')");
                    });
                    """)
                .status())
        .isEqualTo(200);
    assertThat(items()).isEqualTo("1 pen, 2 ink, 3 cap, 4 jar");
  }

  @Test
  void transactions_that_overlap_fail_and_leave_nothing() {
    assertThat(
            result(
                    """
                    const add = id => db.tx('main', async tx => {
                      await tx.query('INSERT INTO items VALUES ($1, $2)', [id, 'n' + id]);
                    });
                    await Promise.all([add(3), add(4)]);
                    """)
                .status())
        .isEqualTo(500);
    assertThat(items()).isEqualTo("1 pen, 2 ink");
  }

  @Test
  void a_transaction_that_is_not_awaited_leaves_nothing() {
    assertThat(
            result(
                    """
                    db.tx('main', async tx => {
                      await tx.query('DELETE FROM items');
                      await new Promise(() => {});
                    });
                    return 1;
                    """)
                .status())
        .isEqualTo(500);
    assertThat(items()).isEqualTo("1 pen, 2 ink");
  }

  @Test
  void a_read_only_function_cannot_write() {
    try (var server =
        server()
            .logic(
                "a/b.js",
                "/* ---\naccess: public\nreadOnly: true\n--- */\n"
                    + function(
                        """
                        await invoke('a/_write');
                        """))
            .js("a/_write", function("return db.queryDefault('DELETE FROM items')"))
            .start()) {
      assertThat(server.call("a/b", "{}").status()).isEqualTo(500);
      assertThat(items()).isEqualTo("1 pen, 2 ink");
    }
  }

  @Test
  void what_a_call_leaves_on_its_connection_is_gone_for_the_next() {
    try (var server =
        server()
            .pool(1)
            .js(
                "a/leave",
                function(
                    """
                    await db.queryDefault('CREATE TEMP TABLE left_over (x int)');
                    await db.queryDefault("SET application_name = 'left over'");
                    await db.queryDefault('SELECT pg_advisory_lock(1)');
                    """))
            .js(
                "a/look",
                function(
                    """
                    return db.queryDefault(`SELECT to_regclass('left_over') AS t,
                      current_setting('application_name') = 'left over' AS s,
                      (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory') AS l`);
                    """))
            .start()) {
      assertThat(server.call("a/leave", "{}").status()).isEqualTo(200);
      assertThat(server.call("a/look", "{}").body())
          .isEqualTo("[{\"t\":null,\"s\":false,\"l\":0}]");
    }
  }

  // Other functions

  @Test
  void an_invoked_function_gets_its_defaults_and_checks_and_no_access_check() {
    try (var server =
        server()
            .js(
                "a/b",
                function(
                    """
                    const seen = [await invoke('a/_sql', { id: 2 }), await invoke('a/_sql')];
                    try { await invoke('a/_sql', { id: 'x' }); } catch (error) {
                      return [...seen, error.status, error.message];
                    }
                    """))
            .logic(
                "a/_sql.sql",
                "/* ---\naccess: admin\nparams:\n  id: {type: int, default: 1}\n--- */\n"
                    + "SELECT name FROM items WHERE id = :id")
            .start()) {
      assertThat(server.call("a/b", "{}").body())
          .startsWith("[[{\"name\":\"ink\"}],[{\"name\":\"pen\"}],400,\"Invalid parameter id");
      assertThat(server.call("a/_sql", "{}").status()).isEqualTo(403);
    }
  }

  @Test
  void pitfall_32_a_function_in_a_nested_namespace_is_invoked_by_its_path() {
    try (var server =
        server()
            .js("a/b", function("return invoke('users/profile/settings/get')"))
            .js("users/profile/settings/get", function("return 'found'"))
            .start()) {
      assertThat(server.call("a/b", "{}").body()).isEqualTo("\"found\"");
    }
  }

  @Test
  void what_it_does_in_a_transaction_of_its_caller_is_undone_alone_when_it_fails() {
    try (var server =
        server()
            .js(
                "a/b",
                function(
                    """
                    await db.tx('main', async tx => {
                      await tx.query("INSERT INTO items VALUES (3, 'cap')");
                      for (const path of ['a/_sql', 'a/_js']) {
                        try { await invoke(path); } catch {}
                      }
                      await tx.query("INSERT INTO items VALUES (4, 'jar')");
                    });
                    """))
            .sql("a/_sql", "{}", "DELETE FROM items WHERE id = 1; SELECT 1 / 0")
            .js(
                "a/_js",
                function(
                    """
                    await db.tx('main', async tx => {
                      await tx.query('DELETE FROM items WHERE id = 2');
                      throw new Error('no');
                    });
                    """))
            .start()) {
      assertThat(server.call("a/b", "{}").toString()).startsWith("200");
      assertThat(items()).isEqualTo("1 pen, 2 ink, 3 cap, 4 jar");
    }
  }

  @Test
  void calls_with_calls_within_need_one_connection_each_and_never_wait_for_each_other()
      throws Exception {
    try (var server =
            server()
                .pool(2)
                .js(
                    "a/outer",
                    function("await db.queryDefault('SELECT 1'); return invoke('a/_inner')"))
                .js("a/_inner", function("return db.tx('main', tx => tx.query('SELECT 2 AS two'))"))
                .start();
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<Response>>();
      for (int i = 0; i < 10; i++) {
        calls.add(callers.submit(() -> server.call("a/outer", "{}")));
      }
      for (var call : calls) {
        assertThat(call.get().body()).isEqualTo("[{\"two\":2}]");
      }
    }
  }

  @Test
  void functions_that_invoke_each_other_without_end_are_refused() {
    try (var server = server().js("a/b", function("return invoke('a/b')")).start()) {
      assertThat(server.call("a/b", "{}").message()).contains("16");
    }
  }

  // Limits

  @Test
  void a_call_whose_time_is_over_is_a_timeout_and_others_are_answered_meanwhile() throws Exception {
    try (var server =
            server()
                .callTimeout(Duration.ofMillis(500))
                .js("a/loop", function("for (;;);"))
                .js("a/sleep", function("await db.queryDefault('SELECT pg_sleep(60)')"))
                .js(
                    "a/caught",
                    function(
                        "try { await db.queryDefault('SELECT pg_sleep(60)') } catch {} for (;;);"))
                .js("a/fine", function("return 'fine'"))
                .start();
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String path : new String[] {"a/loop", "a/sleep", "a/caught"}) {
        var slow = callers.submit(() -> server.call(path, "{}"));
        assertThat(server.call("a/fine", "{}").body()).isEqualTo("\"fine\"");
        assertThat(slow.get().status()).as(path).isEqualTo(504);
        assertThat(slow.get().code()).isEqualTo("TIMEOUT");
      }
      assertThat(server.call("a/fine", "{}").body()).isEqualTo("\"fine\"");
    }
  }

  @Test
  void a_transaction_that_is_cut_leaves_nothing() {
    try (var server =
        server()
            .callTimeout(Duration.ofMillis(500))
            .pool(1)
            .js(
                "a/b",
                function(
                    "await db.tx('main', async tx => { await tx.query('DELETE FROM items'); for (;;); })"))
            .js(
                "a/count",
                function("return (await db.queryDefault('SELECT count(*) AS n FROM items'))[0].n"))
            .start()) {
      assertThat(server.call("a/b", "{}").status()).isEqualTo(504);
      assertThat(server.call("a/count", "{}").body()).isEqualTo("2");
    }
  }

  // The rest of the context

  @Test
  void only_secrets_that_the_file_names_can_be_read_and_never_those_of_the_configuration() {
    String asks =
        function(
            """
            try { return context.getSecret(params.name); } catch (error) { return error.code; }
            """);
    String front =
        "/* ---\naccess: public\nparams: {name: {type: string}}\nsecrets: [API_KEY, JWT_SECRET]\n--- */\n";
    try (var server =
        server()
            .secret("API_KEY", "k3y")
            .secret("OTHER", "o")
            .logic("a/b.js", front + asks)
            .start()) {
      assertThat(server.call("a/b", "{\"name\": \"API_KEY\"}").body()).isEqualTo("\"k3y\"");
      for (String name : new String[] {"OTHER", "JWT_SECRET", "DATABASE_URL"}) {
        assertThat(server.call("a/b", "{\"name\": \"" + name + "\"}").body())
            .isEqualTo("\"INTERNAL_ERROR\"");
      }
    }
  }

  @Test
  void the_request_has_no_headers_that_are_meant_for_others() {
    try (var server = server().js("a/b", function("return context.request")).start()) {
      var answer =
          server.send(
              server
                  .post("{\"path\": \"a/b\"}")
                  .header("Cookie", "session=1")
                  .header("X-Forwarded-For", "10.0.0.1")
                  .header("Proxy-Authorization", "x")
                  .header("Accept-Language", "de")
                  .header("X-Request-ID", "mine"));
      assertThat(answer.json().path("requestId").asText()).isEqualTo("mine");
      assertThat(answer.json().path("path").asText()).isEqualTo("/call");
      assertThat(answer.json().path("headers").path("accept-language").asText()).isEqualTo("de");
      assertThat(answer.json().path("headers").fieldNames())
          .toIterable()
          .doesNotContain("cookie", "x-forwarded-for", "proxy-authorization", "authorization");
    }
  }

  @Test
  void lines_of_the_log_are_cut_and_counted_but_what_is_thrown_is_always_there() {
    try (var server =
        server()
            .js(
                "a/b",
                function(
                    """
                    context.log.info('x'.repeat(20000));
                    for (let i = 0; i < 1000; i++) console.log(i);
                    throw new Error('after all');
                    """))
            .start()) {
      server.call("a/b", "{}");
      var said = server.events(ServerEvent.FunctionSays.class);
      assertThat(said).hasSize(100);
      assertThat(said.getFirst().text().length()).isBetween(8192, 8193);
      assertThat(server.events(ServerEvent.FunctionThrew.class)).hasSize(1);
    }
  }

  // Releases

  @Test
  void a_release_with_a_module_that_does_not_parse_is_refused_and_the_last_one_goes_on() {
    try (var server = server().js("a/b", function("return 'old'")).start()) {
      server.edit("a/b.js", "/* ---\naccess: public\n--- */\n" + function("let x = ;"));
      server.release(2);
      Awaitility.await().until(() -> !server.events(ServerEvent.ReleaseRefused.class).isEmpty());
      assertThat(server.events(ServerEvent.ReleaseRefused.class).getFirst().problems().getFirst())
          .startsWith("logic/a/b.js (body):3:9: Expected an operand but found ; [JS_SYNTAX]");
      assertThat(server.call("a/b", "{}").body()).isEqualTo("\"old\"");
    }
  }
}
