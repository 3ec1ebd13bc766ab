package dev.santokit.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.santokit.server.TestPostgres;
import dev.santokit.server.TestServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.Search;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be seen of calls from outside of them. */
class MeasuresTest {

  private static TestServer server;
  private static TestPostgres database;

  @BeforeAll
  static void start() {
    database = TestPostgres.with();
    server =
        TestServer.with(database)
            .sql("m/one", "{n: {type: int}}", "SELECT 1 / :n AS n")
            .sql("m/other", "{}", "SELECT 1 AS n")
            .logic("m/closed.sql", "/* ---\naccess: admin\n--- */\nSELECT 1")
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static double calls(String function, int status) {
    return Search.in(server.meters())
        .name("santokit.calls")
        .tags("function", function, "status", Integer.toString(status))
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static double gauge(String name) {
    Gauge gauge = server.meters().find(name).gauge();
    assertThat(gauge).as(name).isNotNull();
    return gauge.value();
  }

  @Test
  void calls_are_counted_by_function_and_status() {
    server.call("m/one", "{\"n\": 1}");
    server.call("m/one", "{\"n\": 1}");
    server.call("m/one", "{\"n\": 0}");
    server.call("m/one", "{\"n\": \"x\"}");
    server.call("m/closed", "{}");

    assertThat(calls("m/one", 200)).isEqualTo(2);
    assertThat(calls("m/one", 400)).isEqualTo(2);
    assertThat(calls("m/closed", 401)).isEqualTo(1);
    assertThat(
            server.meters().get("santokit.call.duration").tag("function", "m/one").timer().count())
        .isEqualTo(4);
  }

  @Test
  void a_path_that_does_not_exist_never_becomes_a_label() {
    double before = calls("unknown", 404);
    for (int i = 0; i < 5; i++) {
      server.call("made/up-" + i, "{}");
    }
    assertThat(calls("unknown", 404)).isEqualTo(before + 5);
    assertThat(functions()).doesNotContain("made/up-0");
    server.send(server.post("no json"));
    assertThat(calls("unknown", 400)).isPositive();
  }

  private static Set<String> functions() {
    Set<String> functions = new TreeSet<>();
    for (Meter meter : server.meters().getMeters()) {
      String function = meter.getId().getTag("function");
      if (function != null) {
        functions.add(function);
      }
    }
    return functions;
  }

  @Test
  void pools_and_releases_say_how_they_are() {
    server.call("m/other", "{}");
    assertThat(gauge("santokit.pool.size")).isEqualTo(4);
    assertThat(gauge("santokit.pool.waiting")).isZero();
    assertThat(gauge("santokit.database.reachable")).isEqualTo(1);
    assertThat(gauge("santokit.candidate.refused")).isZero();
    await().until(() -> gauge("santokit.pool.in.use") == 0);
  }

  @Test
  void a_function_that_left_the_release_leaves_the_metrics() {
    try (var other =
        TestServer.withoutDatabase()
            .js("m/a", "export default () => 1")
            .js("m/b", "export default () => 2")
            .start()) {
      other.call("m/a", "{}");
      other.remove("m/a.js").release(2);
      await()
          .until(() ->
              other.meters().find("santokit.release.info").tag("revision", "2").gauge() != null);
      assertThat(other.meters().find("santokit.calls").tag("function", "m/a").counters()).isEmpty();
      assertThat(other.meters().find("santokit.calls").tag("function", "m/b").counters())
          .isNotEmpty();
      assertThat(other.meters().find("santokit.release.info").gauges()).hasSize(1);
    }
  }
}
