package dev.santokit.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import org.junit.jupiter.api.Test;

/** A function runs on the database that its target names, and JavaScript reaches all of them. */
class AliasesTest {

  private static final String ON_LOGS = "/* ---\naccess: public\ntarget: logs\n--- */\n";

  @Test
  void functions_run_on_the_database_of_their_alias() {
    try (TestServer server =
        TestServer.with(TestPostgres.with("CREATE TABLE t AS SELECT 'of main' AS x"))
            .database("logs", TestPostgres.with("CREATE TABLE t AS SELECT 'of logs' AS x"))
            .sql("t/main", "{}", "SELECT x FROM t")
            .logic("t/logs.sql", ON_LOGS + "SELECT x FROM t")
            .js(
                "t/both",
                """
                export default async function (params, context) {
                  const [main] = await context.db.queryDefault("SELECT x FROM t");
                  const [logs] = await context.db.query("logs", "SELECT x FROM t");
                  return [main.x, logs.x];
                }
                """)
            .start()) {

      assertThat(server.call("t/main", "{}").body()).isEqualTo("[{\"x\":\"of main\"}]");
      assertThat(server.call("t/logs", "{}").body()).isEqualTo("[{\"x\":\"of logs\"}]");
      assertThat(server.call("t/both", "{}").body()).isEqualTo("[\"of main\",\"of logs\"]");
    }
  }
}
