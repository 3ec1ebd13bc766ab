package dev.santokit.server.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.santokit.server.call.Refusal;
import dev.santokit.server.worker.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A call ends when its time is over, whatever it does; and calls wait only so long for a thread.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsLimitsTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private static Workers workers;
  private static JsEngine engine;

  @BeforeAll
  static void start() {
    workers = new Workers(1);
    engine = new JsEngine(workers, Script.NO_NETWORK);
  }

  @AfterAll
  static void stop() {
    workers.close();
    engine.close();
  }

  private static void times_out(Script script, String path) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> script.call(path))
        .satisfies(refusal -> {
          assertThat(refusal.status()).isEqualTo(504);
          assertThat(refusal.code()).isEqualTo("TIMEOUT");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a loop
        "for (;;);",
        // one that holds on to its life
        "for (;;) try { for (;;); } catch {} finally { for (;;); }",
        // one that lets promises run in between
        "for (;;) await 1;",
        // a regular expression that backtracks
        "return /^(?=(a+)+$)(a|a)*\\1$/.test('a'.repeat(200) + 'b');",
        // a sort, of the engine's own code and with code of the function's
        "const many = Array.from({ length: 2e6 }, (_, i) => (i * 7919) % 1000003); for (;;) many.sort();",
        "[3, 2, 1].sort(() => { for (;;); });",
        // long steps of the engine
        "return new Array(1e9).join();",
        "const text = 'a'.repeat(1.5e7); for (;;) text.includes('a'.repeat(7e6) + 'b');",
        // the result's own code
        "return { get endless() { for (;;); } };",
        "return { toJSON() { for (;;); } };",
        // what is thrown has code, too
        "throw { get status() { for (;;); } };",
        // left behind when the function has returned
        "(async () => { for (;;) await 1; })(); return 1;",
      })
  void a_call_that_does_not_end_is_cut(String body) throws Exception {
    var script =
        new Script(engine)
            .function("a/b", "export default async () => { " + body + " };")
            .function("a/fine", "export default async () => 'fine';");
    script.time = SHORT;
    times_out(script, "a/b");
    script.time = Duration.ofSeconds(20);
    assertThat(script.call("a/fine")).isEqualTo("\"fine\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;);",
        "return /^(?=(a+)+$)(a|a)*\\1$/.test('a'.repeat(200) + 'b');",
        "[3, 2, 1].sort(() => { for (;;); });",
        "return new Array(1e9).join();",
        "(async () => { for (;;) await 1; })(); return 1;",
      })
  void neighbours_of_a_call_that_does_not_end_are_answered(String body) throws Exception {
    var endless =
        new Script(engine).function("a/b", "export default async () => { " + body + " };");
    endless.time = SHORT;
    var neighbour = new Script(engine).function("a/fine", "export default async () => 'fine';");
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var cut = callers.submit(() -> times_out(endless, "a/b"));
      do {
        assertThat(neighbour.call("a/fine")).isEqualTo("\"fine\"");
      } while (!cut.isDone());
      cut.get();
    }
  }

  @Test
  void a_module_whose_evaluation_does_not_end_is_cut() throws Exception {
    var script = new Script(engine).function("a/b", "for (;;); export default async () => 1;");
    script.time = SHORT;
    times_out(script, "a/b");
  }

  @Test
  void a_function_that_is_invoked_has_the_time_that_its_caller_has_left() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/outer",
                """
                export default async (params, context) => {
                  try { return await context.invoke('a/_inner'); } catch { for (;;); }
                };
                """)
            .function("a/_inner", "export default async () => { for (;;); };");
    script.time = SHORT;
    times_out(script, "a/outer");
  }

  @Test
  void after_an_invoked_function_its_caller_is_watched_again() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/outer",
                "export default async (p, context) => { await context.invoke('a/_inner'); for (;;); };")
            .function("a/_inner", "export default async () => 1;");
    script.time = SHORT;
    times_out(script, "a/outer");
  }

  @Test
  void recursion_without_end_is_an_error_that_can_be_caught() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/b",
                """
                const deep = () => 1 + deep();
                export default async () => { try { deep(); } catch (error) { return error.name; } };
                """);
    assertThat(script.call("a/b")).isEqualTo("\"RangeError\"");
  }

  @Test
  void a_call_that_waits_for_nothing_ends_at_once() throws Exception {
    var script =
        new Script(engine)
            .function("a/b", "export default async () => { await new Promise(() => {}); };");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> script.call("a/b"))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("INTERNAL_ERROR"));
    assertThat(script.log).singleElement().asString().contains("promise that nothing will settle");
  }

  @Test
  void many_more_calls_at_once_than_threads_are_all_answered() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var script = new Script(engine).function("a/b", "export default async () => 1;");
      for (int burst = 0; burst < 10; burst++) {
        var calls = new ArrayList<Future<String>>();
        for (int i = 0; i < 40; i++) {
          calls.add(callers.submit((Callable<String>) () -> script.call("a/b")));
        }
        for (var call : calls) {
          assertThat(call.get()).isEqualTo("1");
        }
      }
    }
  }

  @Test
  void a_call_that_waits_for_a_thread_until_its_time_is_over_never_begins() throws Exception {
    var release = new CountDownLatch(1);
    try (var few = new Workers(1);
        var small = new JsEngine(few, Script.NO_NETWORK);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var script =
          new Script(small)
              .function(
                  "a/wait", "export default async (p, context) => context.getSecret('API_KEY');")
              .function(
                  "a/b", "export default async (p, context) => { context.log.info('began'); };");
      script.gate = release;
      var waiting = new ArrayList<Future<String>>();
      for (int i = 0; i < 2; i++) {
        waiting.add(callers.submit((Callable<String>) () -> script.call("a/wait")));
      }
      script.awaitAtGate(2);
      script.time = SHORT;
      times_out(script, "a/b");
      release.countDown();
      for (var call : waiting) {
        call.get();
      }
      assertThat(script.log).isEmpty();
    }
  }
}
