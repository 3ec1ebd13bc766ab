package dev.santokit.server.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Modules that work on a database. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WasmOnPostgresTest {

  private static TestPostgres database;
  private static TestServer server;

  @BeforeAll
  static void start() {
    database = TestPostgres.with("CREATE TABLE wasm_rows (n int PRIMARY KEY)");
    server =
        TestServer.with(database)
            .callTimeout(Duration.ofSeconds(2))
            .pool(1)
            .wasm("w/handler", Modules.named("handler"))
            .logic(
                "w/all_or_nothing.js",
                """
                /* ---
                access: public
                params: {do: {type: string}}
                --- */
                export default (params, context) => context.db.tx('main', async tx => {
                  await tx.query('INSERT INTO wasm_rows VALUES (5)');
                  const { result } = await context.invoke('w/handler', { do: params.do });
                  throw { status: 422, message: JSON.stringify(result) };
                });
                """)
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    database.execute("DELETE FROM wasm_rows");
  }

  private static TestServer.Response handler(String letter) {
    return server.call("w/handler", "{\"do\": \"" + letter + "\"}");
  }

  private static String rows() {
    return database.value("SELECT count(*)::text FROM wasm_rows");
  }

  @Test
  void a_module_queries_the_database_of_its_target() {
    database.execute("INSERT INTO wasm_rows VALUES (1), (2)");
    assertThat(handler("q").body())
        .isEqualTo("{\"result\":[{\"n\":1,\"given\":\"7\"},{\"n\":2,\"given\":\"7\"}]}");
  }

  @Test
  void each_statement_counts_for_itself_and_a_failure_is_an_error_that_the_module_sees() {
    var reply = handler("Q");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("CONFLICT");
    assertThat(rows()).isEqualTo("1");
  }

  @Test
  void a_module_works_within_the_transaction_of_its_caller() {
    var response = server.call("w/all_or_nothing", "{\"do\": \"q\"}");
    assertThat(response.status()).isEqualTo(422);
    assertThat(response.message()).isEqualTo("[{\"n\":5,\"given\":\"7\"}]");
    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void what_a_module_did_there_is_undone_with_it() {
    assertThat(server.call("w/all_or_nothing", "{\"do\": \"Q\"}").status()).isEqualTo(409);
    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void a_statement_that_takes_too_long_ends_the_call() {
    assertThat(handler("k").status()).isEqualTo(504);
    // The only connection of the pool is usable again.
    assertThat(handler("q").status()).isEqualTo(200);
  }
}
