package dev.santokit.server.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.santokit.project.config.Limits;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.worker.Workers;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call that takes too much memory is cut, and what it left is gone. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JsMemoryTest {

  private static final String EXHAUSTED =
      "allocated more than the 67108864 bytes of limits.jsAllocation";

  private static Workers workers;
  private static JsEngine engine;

  @BeforeAll
  static void start() {
    workers = new Workers(1, 64L << 20);
    engine = new JsEngine(workers, Script.NO_NETWORK);
  }

  @AfterAll
  static void stop() {
    workers.close();
    engine.close();
  }

  private static Script script(String body) throws Exception {
    return new Script(engine)
        .function("a/b", "export default async (params, context) => { " + body + " };")
        .function("a/fine", "export default async () => 'fine';");
  }

  private static void is_refused(Script script) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> script.call("a/b"))
        .satisfies(refusal -> {
          assertThat(refusal.status()).isEqualTo(500);
          assertThat(refusal.code()).isEqualTo("INTERNAL_ERROR");
        });
    assertThat(script.call("a/fine")).isEqualTo("\"fine\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // what is kept
        "const kept = []; for (;;) kept.push({ a: [1, 2, 3] });",
        "const kept = new Map(); for (let i = 0; ; i++) kept.set(i, String(i));",
        "const kept = []; for (let i = 0; ; i++) kept.push('x'.repeat(2 ** 20) + i);",
        "const kept = []; for (;;) kept.push(new Uint8Array(2 ** 20));",
        // what is not
        "for (;;) new Uint8Array(2 ** 16);",
        "for (;;) try { throw new Error('x'.repeat(2 ** 16)); } catch {}",
        // one step of the engine
        "return new Array(1e9).fill(0);",
        "return Array.from({ length: 1e9 }, (_, i) => [i]);",
        // promises that nobody waits for
        "for (;;) (async () => { await new Promise(() => {}); })();",
        // what is caught is not forgiven
        "for (;;) try { for (;;) new Uint8Array(2 ** 16); } catch {}",
      })
  void what_allocates_more_than_it_may_is_cut(String body) throws Exception {
    var script = script(body);
    is_refused(script);
    assertThat(script.log).singleElement().asString().contains(EXHAUSTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "let text = 'x'; for (;;) text += text;",
        "return 'x'.repeat(2 ** 29);",
        "return 'x'.padEnd(2 ** 29);",
        "return new Uint8Array(2 ** 30);",
        "return new ArrayBuffer(2 ** 40);",
        "const deep = n => [n, deep(n + 1)]; return deep(0);",
        // its JSON is endless
        "let nested = [1]; for (let i = 0; i < 60; i++) nested = [nested, nested]; return nested;",
      })
  void so_is_what_no_engine_could_hold(String body) throws Exception {
    var script = script(body);
    is_refused(script);
    assertThat(script.log).hasSize(1);
  }

  @Test
  void what_invoked_functions_allocate_counts_for_the_whole_call() throws Exception {
    var script =
        script(
                "for (;;) try { await context.invoke('a/_c'); } catch (error) { context.log.info(error.code); }")
            .function("a/_c", "export default async () => { new Uint8Array(8 * 2 ** 20); };");
    is_refused(script);
    assertThat(script.log).anySatisfy(line -> assertThat(line).contains(EXHAUSTED));
  }

  @Test
  void an_honest_function_may_allocate_400_MiB_in_passing() throws Exception {
    try (var ordinary = new Workers(1, Limits.DEFAULT.jsAllocation());
        var own = new JsEngine(ordinary, Script.NO_NETWORK)) {
      var script =
          new Script(own)
              .function(
                  "a/b",
                  """
                  export default async () => {
                    let sum = 0;
                    for (let i = 0; i < 400; i++) sum += new Uint8Array(2 ** 20).length;
                    return sum / 2 ** 20;
                  };
                  """);
      assertThat(script.call("a/b")).isEqualTo("400");
    }
  }

  @Test
  void neighbours_of_a_bomb_are_answered() throws Exception {
    var script = script("const kept = []; for (;;) kept.push({ a: [1, 2, 3] });");
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var bombs =
          callers.submit(() -> {
            for (int i = 0; i < 5; i++) {
              is_refused(script);
            }
          });
      for (int i = 0; i < 100; i++) {
        assertThat(script.call("a/fine")).isEqualTo("\"fine\"");
      }
      bombs.get();
    }
  }
}
