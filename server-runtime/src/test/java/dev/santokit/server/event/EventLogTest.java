package dev.santokit.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import dev.santokit.server.TestServer.Response;
import dev.santokit.server.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in the log of a call, and what is not. */
class EventLogTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Lines LINES = new Lines();
  private static final Logger LOG = Logger.getLogger("dev.santokit");

  private static TestServer server;

  /** Keeps what is logged. */
  private static final class Lines extends Handler {
    private static final Formatter MESSAGE = new PatternFormatter("%s%e");

    private final List<Line> all = new CopyOnWriteArrayList<>();

    private record Line(String message, Map<String, String> fields) {}

    @Override
    public void publish(LogRecord record) {
      all.add(new Line(MESSAGE.format(record), ExtLogRecord.wrap(record).getMdcCopy()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    String text() {
      return all.toString();
    }
  }

  @BeforeAll
  static void start() {
    LOG.addHandler(LINES);
    server =
        TestServer.with(
                TestPostgres.with(
                    "CREATE TYPE mood AS ENUM ('ok')",
                    "CREATE TABLE t (n int PRIMARY KEY, s varchar(5), m mood, CHECK (n < 100))",
                    "INSERT INTO t VALUES (1)"))
            .slowCall(Duration.ofMillis(700))
            .listening(new EventLog())
            .sql("l/int", "{v: {type: string}}", "SELECT :v::text::int")
            .sql("l/mood", "{v: {type: string}}", "INSERT INTO t (n, m) VALUES (2, :v::text::mood)")
            .sql("l/long", "{v: {type: string}}", "INSERT INTO t (n, s) VALUES (3, :v)")
            .sql("l/date", "{v: {type: string}}", "SELECT :v::text::date")
            .sql("l/json", "{v: {type: string}}", "SELECT :v::text::jsonb")
            .sql("l/regex", "{v: {type: string}}", "SELECT 'a' ~ ('(' || :v)")
            .sql("l/taken", "{v: {type: int}}", "INSERT INTO t (n) VALUES (:v)")
            .sql("l/slow", "{v: {type: string}}", "SELECT pg_sleep(0.8), :v AS v")
            .js("l/says", "export default (p, {log}) => { log.warn('said'); return 1 }")
            .secret("HIDDEN", "poison-secret")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
    LOG.removeHandler(LINES);
  }

  @BeforeEach
  void forget() {
    LINES.all.clear();
  }

  @Test
  void a_line_of_a_call_names_its_request_trace_release_function_and_user() {
    String token = TestTokens.of("user-7");
    Response answer =
        server.send(
            server
                .post("{\"path\": \"l/says\"}")
                .header("Authorization", "Bearer " + token)
                .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01"));
    assertThat(LINES.all)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.message()).isEqualTo("l/says: said");
          assertThat(line.fields())
              .containsEntry("requestId", answer.header("X-Request-ID"))
              .containsEntry("traceId", TRACE)
              .containsEntry("release", answer.header("X-Santokit-Release"))
              .containsEntry("function", "l/says")
              .containsEntry("userId", "user-7");
        });
    assertThat(LINES.text()).doesNotContain(token);
  }

  @Test
  void no_line_has_a_parameter_or_a_token_in_it() {
    String token = TestTokens.of("user-7");
    for (String path : List.of("int", "mood", "long", "date", "json", "regex", "slow")) {
      server.call("l/" + path, "{\"v\": \"poison-value\"}", token);
    }
    server.call("l/taken", "{\"v\": 1}", token);
    server.call("l/taken", "{\"v\": 31415926}", token);
    server.call("l/says", "{\"poison\": \"poison-value\"}", token);
    server.call("l/says", "{}", "poison." + token);

    assertThat(LINES.all).hasSizeGreaterThan(7);
    assertThat(LINES.text())
        .doesNotContain("poison")
        .doesNotContain("31415926")
        .doesNotContain(token.substring(token.lastIndexOf('.')));
  }

  @Test
  void a_slow_call_is_worth_a_line_and_a_fast_one_is_not() {
    server.call("l/taken", "{\"v\": 5}");
    assertThat(LINES.all).isEmpty();
    Response slow = server.call("l/slow", "{\"v\": \"x\"}");
    assertThat(LINES.all)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.message()).matches("l/slow took [0-9]+ ms and answered 200");
          assertThat(line.fields())
              .containsEntry("requestId", slow.header("X-Request-ID"))
              .containsEntry("function", "l/slow");
        });
  }
}
