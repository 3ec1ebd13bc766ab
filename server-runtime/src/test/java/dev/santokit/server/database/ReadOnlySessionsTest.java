package dev.santokit.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One connection, on which many reads in a row have made READ ONLY the default. */
class ReadOnlySessionsTest {

  /** More than a connection needs to settle. */
  private static final int MANY = 20;

  private static TestServer server;
  private static TestPostgres database;

  @BeforeAll
  static void start() {
    database =
        TestPostgres.with(
            "CREATE TABLE t (n int PRIMARY KEY)",
            """
            CREATE FUNCTION add() RETURNS int LANGUAGE sql VOLATILE AS
            $$ INSERT INTO t VALUES (100) RETURNING n $$\
            """,
            "CREATE VIEW hidden AS SELECT add() AS n");
    server =
        TestServer.with(database)
            .pool(1)
            .logic("t/read.sql", readOnly("SELECT count(*) AS n FROM t"))
            .logic("t/read-hidden.sql", readOnly("SELECT n FROM hidden"))
            .logic("t/read-default.sql", readOnly("SHOW default_transaction_read_only"))
            .sql("t/write", "{n: {type: int}}", "INSERT INTO t VALUES (:n)")
            .sql("t/write-rows", "{n: {type: int}}", "INSERT INTO t VALUES (:n) RETURNING n")
            .sql("t/write-two", "{n: {type: int}}", "DELETE FROM t; INSERT INTO t VALUES (:n)")
            .sql("t/write-hidden", "{}", "SELECT n FROM hidden")
            .js("t/js", js("await context.db.queryDefault('INSERT INTO t VALUES (5)')"))
            .js(
                "t/js-tx",
                js("await context.db.tx('main', tx => tx.query('INSERT INTO t VALUES (6)'))"))
            .logic(
                "t/js-read.js",
                "/* ---\naccess: public\nreadOnly: true\n--- */\n"
                    + js(
                        """
                        await context.db.queryDefault(
                          'SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE');
                        return context.invoke('t/read-hidden');
                        """))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String readOnly(String sql) {
    return "/* ---\naccess: public\nreadOnly: true\n--- */\n" + sql;
  }

  private static String js(String body) {
    return "export default async function (params, context) { " + body + " }";
  }

  @BeforeEach
  void settle() {
    database.execute("TRUNCATE t");
    for (int i = 0; i < MANY; i++) {
      assertThat(server.call("t/read", "{}").body()).isEqualTo("[{\"n\":0}]");
    }
  }

  private static String rows() {
    return database.value("SELECT count(*) FROM t");
  }

  @Test
  void a_single_read_needs_no_transaction_around_it() {
    assertThat(server.call("t/read-default", "{}").body())
        .isEqualTo("[{\"default_transaction_read_only\":\"on\"}]");
  }

  @Test
  void whoever_may_write_still_can() {
    for (String call : new String[] {"t/write", "t/write-rows", "t/write-two"}) {
      settle();
      assertThat(server.call(call, "{\"n\": 1}").status()).as(call).isEqualTo(200);
      assertThat(rows()).as(call).isEqualTo("1");
    }
    for (String call : new String[] {"t/write-hidden", "t/js", "t/js-tx"}) {
      settle();
      assertThat(server.call(call, "{}").status()).as(call).isEqualTo(200);
      assertThat(rows()).as(call).isEqualTo("1");
    }
  }

  @Test
  void a_write_that_no_word_of_the_statement_shows_is_refused_by_postgres() {
    assertThat(server.call("t/read-hidden", "{}").status()).isEqualTo(500);
    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void logic_cannot_make_a_read_only_call_write_by_changing_the_session() {
    assertThat(server.call("t/js-read", "{}").status()).isEqualTo(500);
    assertThat(rows()).isEqualTo("0");
    assertThat(server.call("t/read-hidden", "{}").status()).isEqualTo(500);
    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void reads_and_writes_in_turn_work() {
    for (int i = 0; i < MANY; i++) {
      assertThat(server.call("t/write", "{\"n\": " + i + "}").status()).isEqualTo(200);
      assertThat(server.call("t/read", "{}").body()).isEqualTo("[{\"n\":" + (i + 1) + "}]");
    }
  }
}
