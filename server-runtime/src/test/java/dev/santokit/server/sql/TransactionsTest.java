package dev.santokit.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.event.ServerEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call is one transaction, and its answer is true. */
class TransactionsTest {

  private static final String READ_ONLY = "/* ---\naccess: public\nreadOnly: true\n--- */\n";

  private static TestServer server;
  private static TestPostgres database;

  @BeforeAll
  static void start() {
    database =
        TestPostgres.with(
            "CREATE TABLE t (n int PRIMARY KEY, note text CHECK (note <> 'bad'))",
            "CREATE TABLE child (n int REFERENCES t DEFERRABLE INITIALLY DEFERRED)",
            "CREATE TABLE typed (n int2)",
            "CREATE TABLE held (n int PRIMARY KEY)",
            "CREATE TABLE holding (n int REFERENCES held ON DELETE RESTRICT)",
            "INSERT INTO held VALUES (1)",
            "INSERT INTO holding VALUES (1)",
            """
            CREATE FUNCTION noisy(many int) RETURNS SETOF text LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO t VALUES (1000, 'noisy');
              RETURN QUERY SELECT repeat('x', 100) FROM generate_series(1, many);
            END $$\
            """,
            """
            CREATE FUNCTION fail(state text, says text) RETURNS int LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '%', says USING ERRCODE = state; END $$\
            """);
    server =
        TestServer.with(database)
            .bufferedBody(10_000)
            .callTimeout(Duration.ofSeconds(2))
            .sql(
                "t/two",
                "{note: {type: string, default: ok}}",
                "INSERT INTO t VALUES (1, 'first'); INSERT INTO t VALUES (2, :note) RETURNING n")
            .sql("t/deferred", "{}", "INSERT INTO child VALUES (99)")
            .sql("t/deferred-rows", "{}", "INSERT INTO child VALUES (99) RETURNING n")
            .sql(
                "t/many",
                "{}",
                "INSERT INTO t SELECT g, repeat('x', 100) FROM generate_series(1, 500) g RETURNING *")
            .sql("t/noisy", "{many: {type: int}}", "SELECT noisy(:many) AS x")
            .sql(
                "t/select-many",
                "{many: {type: int}}",
                "SELECT repeat('x', 100) AS x FROM generate_series(1, :many)")
            .sql("t/huge", "{}", "SELECT repeat('x', 20000000) AS x")
            .sql("t/endless", "{}", "SELECT repeat('x', 1000) AS x FROM generate_series(1, 100000)")
            .sql("t/fail", "{state: {type: string}}", "SELECT fail(:state, 'the author''s words')")
            .sql("t/sleep", "{}", "SELECT pg_sleep(30)")
            .sql("t/slow-write", "{}", "INSERT INTO t VALUES (5, 'slow'); SELECT pg_sleep(30)")
            .logic("t/read.sql", READ_ONLY + "SELECT n FROM t ORDER BY n")
            .logic("t/read-and-write.sql", READ_ONLY + "INSERT INTO t VALUES (7, 'x')")
            .logic("t/read-hidden.sql", READ_ONLY + "SELECT noisy(1)")
            .sql("t/add", "{n: {type: int}}", "INSERT INTO t VALUES (:n, 'x')")
            .sql("t/typed", "{n: {type: int}}", "INSERT INTO typed VALUES (:n)")
            .sql("t/remove-held", "{}", "DELETE FROM held")
            .sql("t/denied", "{}", "SELECT pg_read_file('/etc/passwd')")
            .sql("t/divide", "{}", "SELECT 1 / (SELECT count(*) FROM t WHERE false)")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    database.execute("TRUNCATE t, child");
  }

  private static String count() {
    return database.value("SELECT count(*) FROM t");
  }

  private static void assertRefused(Response response, int status, String code) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.code()).isEqualTo(code);
  }

  @Test
  void several_statements_are_one_transaction_and_the_last_ones_rows_the_result() {
    assertThat(server.call("t/two", "{}").body()).isEqualTo("[{\"n\":2}]");
    assertThat(count()).isEqualTo("2");
  }

  @Test
  void when_a_later_statement_fails_nothing_stays() {
    assertRefused(server.call("t/two", "{\"note\": \"bad\"}"), 400, "VALIDATION_ERROR");
    assertThat(count()).isEqualTo("0");
  }

  @Test
  void what_fails_at_commit_is_no_success() {
    assertRefused(server.call("t/deferred", "{}"), 409, "CONFLICT");
    assertRefused(server.call("t/deferred-rows", "{}"), 409, "CONFLICT");
    assertThat(database.value("SELECT count(*) FROM child")).isEqualTo("0");
  }

  @Test
  void a_row_that_others_still_refer_to_is_a_conflict() {
    assertRefused(server.call("t/remove-held", "{}"), 409, "CONFLICT");
  }

  @Test
  void a_write_whose_answer_is_too_large_did_not_happen() {
    assertRefused(server.call("t/many", "{}"), 500, "RESULT_TOO_LARGE");
    assertThat(count()).isEqualTo("0");
  }

  @Test
  void a_select_that_writes_and_is_too_large_did_not_happen_either() {
    assertRefused(server.call("t/noisy", "{\"many\": 500}"), 500, "RESULT_TOO_LARGE");
    assertThat(count()).isEqualTo("0");
    assertThat(server.call("t/noisy", "{\"many\": 2}").status()).isEqualTo(200);
    assertThat(count()).isEqualTo("1");
  }

  @Test
  void a_result_over_the_limit_is_refused_and_its_connection_goes_on() {
    assertRefused(server.call("t/select-many", "{\"many\": 500}"), 500, "RESULT_TOO_LARGE");

    assertThat(server.call("t/select-many", "{\"many\": 5}").status()).isEqualTo(200);
  }

  @Test
  void rows_that_would_fill_the_memory_are_not_read() {
    for (int i = 0; i < 5; i++) { // more often than there are connections
      assertRefused(server.call("t/huge", "{}"), 500, "RESULT_TOO_LARGE");
      assertRefused(server.call("t/endless", "{}"), 500, "RESULT_TOO_LARGE");
    }
    assertThat(server.call("t/read", "{}").body()).isEqualTo("[]");
  }

  @Test
  void a_read_only_function_cannot_write_whatever_it_calls() {
    assertThat(server.call("t/read", "{}").body()).isEqualTo("[]");
    for (String path : List.of("t/read-and-write", "t/read-hidden")) {
      Response refused = server.call(path, "{}");
      assertRefused(refused, 500, "INTERNAL_ERROR");
      assertThat(refused.message()).isEqualTo("The function is readOnly and tried to write");
    }
    assertThat(count()).isEqualTo("0");
    assertThat(server.call("t/add", "{\"n\": 3}").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "P0001, 400, VALIDATION_ERROR, the author's words",
    "SK404, 404, NOT_FOUND, the author's words",
    "SK409, 409, CONFLICT, the author's words",
    "SK422, 422, VALIDATION_ERROR, the author's words",
    "SK429, 429, RATE_LIMIT, the author's words",
    "SK401, 401, AUTHENTICATION_ERROR, the author's words",
    "SK500, 500, INTERNAL_ERROR, Internal error",
    "22012, 400, VALIDATION_ERROR, Division by zero",
    "22023, 400, VALIDATION_ERROR, A value is invalid",
    "23505, 409, CONFLICT, A value that must be unique exists already",
    "23001, 409, CONFLICT, 'A row that is referred to is missing, or still referred to'",
    "23P01, 409, CONFLICT, A row excludes another one",
    "23514, 400, VALIDATION_ERROR, A value breaks a rule of its table",
    "42501, 403, AUTHORIZATION_ERROR, Permission denied by the database",
    "57014, 504, TIMEOUT, The call took longer than it may",
    "53300, 503, UNAVAILABLE, The database is not available",
    "08S01, 503, UNAVAILABLE, The database is not available",
    "XX000, 500, INTERNAL_ERROR, Internal error",
  })
  void an_error_of_postgres_has_its_status(String state, int status, String code, String message) {
    Response response = server.call("t/fail", "{\"state\": \"%s\"}".formatted(state));
    assertRefused(response, status, code);
    assertThat(response.message()).isEqualTo(message);
    assertThat(response.header("Retry-After")).isEqualTo(status == 503 ? "1" : "");
  }

  @ParameterizedTest
  @CsvSource({"40001", "40P01"})
  void a_conflict_of_transactions_is_retried_once_and_then_told_to_be_retryable(String state) {
    int before = server.events(ServerEvent.StatementFailed.class).size();
    Response response = server.call("t/fail", "{\"state\": \"%s\"}".formatted(state));
    assertRefused(response, 409, "CONFLICT");
    assertThat(response.json().at("/error/details/retryable").asBoolean()).isTrue();
    assertThat(server.events(ServerEvent.StatementFailed.class)).hasSize(before + 1);
  }

  @Test
  void pitfall_62_raw_messages_of_the_database_stay_in_the_log() {
    database.execute("INSERT INTO t VALUES (1, 'x')");
    Response response = server.call("t/add", "{\"n\": 1}");
    assertRefused(response, 409, "CONFLICT");
    assertThat(response.body()).doesNotContain("t_pkey").doesNotContain("(n)");
    assertThat(server.events(ServerEvent.StatementFailed.class))
        .anySatisfy(event -> {
          assertThat(event.requestId()).isEqualTo(response.header("X-Request-ID"));
          assertThat(event.sqlState()).isEqualTo("23505");
          assertThat(event.message()).contains("t_pkey");
        });
  }

  @Test
  void pitfall_26_a_statement_ends_when_the_calls_time_is_over() {
    long began = System.nanoTime();
    assertRefused(server.call("t/sleep", "{}"), 504, "TIMEOUT");
    assertRefused(server.call("t/slow-write", "{}"), 504, "TIMEOUT");
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    assertThat(count()).isEqualTo("0");
    assertThat(
            database.value(
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()"))
        .isEqualTo("0");
  }

  @Test
  void a_column_that_takes_more_than_it_did_is_noticed_by_what_it_refuses() {
    assertRefused(server.call("t/typed", "{\"n\": 70000}"), 400, "VALIDATION_ERROR");
    database.execute("ALTER TABLE typed ALTER COLUMN n TYPE int8");
    await().until(() -> server.call("t/typed", "{\"n\": 70000}").status() == 200);
  }

  @Test
  void through_a_pooler_of_transactions_nothing_stays_prepared() {
    try (var pooled =
        TestServer.with(database)
            .poolMode("transaction")
            .pool(1)
            .sql("t/add", "{n: {type: int}}", "INSERT INTO t VALUES (:n, 'x') RETURNING n")
            .logic("t/read.sql", READ_ONLY + "SELECT n FROM t ORDER BY n")
            .sql("t/prepared", "{}", "SELECT count(*) AS c FROM pg_prepared_statements")
            .start()) {
      assertThat(pooled.call("t/add", "{\"n\": 1}").body()).isEqualTo("[{\"n\":1}]");
      assertThat(pooled.call("t/add", "{\"n\": 2}").body()).isEqualTo("[{\"n\":2}]");
      assertThat(pooled.call("t/read", "{}").body()).isEqualTo("[{\"n\":1},{\"n\":2}]");
      assertThat(pooled.call("t/prepared", "{}").body()).isEqualTo("[{\"c\":0}]");
    }
  }

  @Test
  void callers_wait_for_a_connection_in_their_order_and_none_is_lost() {
    List<CompletableFuture<Response>> calls =
        IntStream.range(0, 100)
            .mapToObj(n ->
                CompletableFuture.supplyAsync(
                    () -> server.call("t/add", "{\"n\": %d}".formatted(n))))
            .toList();
    assertThat(calls).allSatisfy(call -> assertThat(call.join().status()).isEqualTo(200));
    assertThat(count()).isEqualTo("100");
  }
}
