package dev.santokit.server.js;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.call.Caller;
import dev.santokit.server.worker.Workers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nothing that one call leaves behind is seen by another. */
class JsIsolationTest {

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

  /** Twice in a row, often enough to meet every thread and every prepared realm. */
  private static void each_call_answers(String expected, String source) throws Exception {
    each_call_answers(expected, source, Map.of());
  }

  private static void each_call_answers(String expected, String source, Map<String, String> modules)
      throws Exception {
    var script = new Script(engine).function("a/b", source, modules);
    for (int i = 0; i < 12; i++) {
      assertThat(script.call("a/b")).isEqualTo(expected);
    }
  }

  @Test
  void a_modules_variables_begin_anew_in_every_call() throws Exception {
    each_call_answers("1", "let counter = 0; export default async () => ++counter;");
  }

  @Test
  void so_do_those_of_an_imported_module() throws Exception {
    each_call_answers(
        "1",
        "import { next } from '../../lib/counter.js'; export default async () => next();",
        Map.of("lib/counter.js", "let counter = 0; export const next = () => ++counter;"));
  }

  @Test
  void what_is_written_to_globalThis_is_gone() throws Exception {
    each_call_answers(
        "[\"undefined\",\"undefined\"]",
        """
        export default async () => {
          const seen = [typeof globalThis.left, typeof implicit];
          globalThis.left = 1;
          (0, eval)('var implicit = 1');
          return seen;
        };
        """);
  }

  @Test
  void a_changed_prototype_is_whole_again() throws Exception {
    each_call_answers(
        "[null,\"function\",\"{}\"]",
        """
        export default async () => {
          const seen = [[].x, typeof Array.prototype.map, JSON.stringify({})];
          Array.prototype.x = 'polluted';
          Object.prototype.y = 'polluted';
          delete Array.prototype.map;
          JSON.stringify = () => 'mine';
          Promise.prototype.then = null;
          return seen;
        };
        """);
  }

  @Test
  void a_symbol_registered_for_all_holds_nothing_of_another_call() throws Exception {
    each_call_answers(
        "0",
        """
        const kept = Symbol.for('kept');
        export default async () => {
          const seen = Reflect.ownKeys(globalThis).filter(key => key === kept).length;
          globalThis[kept] = 1;
          return seen;
        };
        """);
  }

  @Test
  void the_last_match_of_a_regular_expression_is_not_known_to_the_next_call() throws Exception {
    each_call_answers(
        "\"\"",
        "export default async () => { const seen = RegExp.$1; /(secret)/.test('secret'); return seen; };");
  }

  @Test
  void an_invoked_function_shares_nothing_with_its_caller() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/outer",
                """
                export default async (params, context) => {
                  globalThis.left = 1;
                  Array.prototype.x = 1;
                  return [await context.invoke('a/_inner'), typeof globalThis.inner];
                };
                """)
            .function(
                "a/_inner",
                """
                export default async () => {
                  globalThis.inner = 1;
                  return [typeof globalThis.left, typeof [].x];
                };
                """);
    assertThat(script.call("a/outer")).isEqualTo("[[\"undefined\",\"undefined\"],\"undefined\"]");
  }

  @Test
  void parameters_that_a_function_changes_are_not_changed_for_its_caller() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/outer",
                """
                export default async (params, context) => {
                  const given = { list: [1] };
                  await context.invoke('a/_inner', given);
                  return given;
                };
                """)
            .function("a/_inner", "export default async params => { params.list.push(2); };");
    assertThat(script.call("a/outer")).isEqualTo("{\"list\":[1]}");
  }

  @Test
  void what_one_user_leaves_is_not_seen_by_the_next() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/b",
                """
                import { last } from '../../lib/last.js';
                let counter = 0;
                export default async (params, context) => {
                  const seen = [globalThis.user, {}.user, [].user, Math.user, counter, last.user,
                    [1].map(x => x)];
                  const { id } = context.request.user;
                  counter++;
                  last.user = globalThis.user = Math.user = id;
                  Object.prototype.user = Array.prototype.user = id;
                  Array.prototype.map = () => id;
                  return seen;
                };
                """,
                Map.of("lib/last.js", "export const last = {};"));
    for (String id : List.of("1", "2", "3", "4", "5", "6", "7")) {
      script.caller = new Caller.User(id, null, List.of());
      assertThat(script.call("a/b")).isEqualTo("[null,null,null,null,0,null,[1]]");
    }
  }
}
