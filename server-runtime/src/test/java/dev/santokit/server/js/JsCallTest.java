package dev.santokit.server.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.worker.Workers;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into a function, what comes out, and what it can ask for. */
class JsCallTest {

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

  private static Script script(String body) throws Exception {
    return new Script(engine)
        .function("a/b", "export default async function (params, context) { " + body + " }");
  }

  private static void refuses(Script script, Consumer<Refusal> checks) {
    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> script.call("a/b")).satisfies(checks);
  }

  // Results

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "undefined | null",
        "null | null",
        "'text' | \"text\"",
        "[1, 2.5, -0, 1e21] | [1,2.5,0,1e+21]",
        "NaN | null",
        "[Infinity, undefined, () => 1] | [null,null,null]",
        "{ a: undefined, f() {}, b: 1 } | {\"b\":1}",
        "new Date(0) | \"1970-01-01T00:00:00.000Z\"",
        "new Date(NaN) | null",
        "() => 1 | null",
        "Symbol('x') | null",
        "new Map([[1, 2]]) | {}",
        "{ toJSON: () => 'own' } | \"own\"",
        "'\\ud800 é 😀' | \"\\ud800 é 😀\"",
        "Promise.resolve(7) | 7",
        "{ then(resolve) { resolve(8); } } | 8",
      })
  void a_result_becomes_json_as_JSON_stringify_does(String value, String json) throws Exception {
    assertThat(script("return " + value).call("a/b")).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1n", "{ a: [1n] }", "(() => { const o = {}; o.o = o; return o; })()"})
  void a_result_that_JSON_stringify_refuses_is_an_internal_error(String value) throws Exception {
    var script = script("return " + value);
    refuses(script, refusal -> assertThat(refusal.code()).isEqualTo("INTERNAL_ERROR"));
    assertThat(script.log).singleElement().asString().startsWith("THREW TypeError");
  }

  @Test
  void a_function_need_not_be_async() throws Exception {
    var script = new Script(engine).function("a/b", "export default params => params.n + 1;");
    assertThat(script.call("a/b", "{\"n\": 1}")).isEqualTo("2");
  }

  // Parameters and request

  @Test
  void parameters_arrive_as_values_of_javascript() throws Exception {
    var script =
        script(
            "return [typeof params.n, params.list.length, params.o.x, 'absent' in params,"
                + " params.text];");
    assertThat(
            script.call(
                "a/b",
                "{\"n\": 1, \"list\": [1, 2], \"o\": {\"x\": true}, \"text\": \"é\\u0000\"}"))
        .isEqualTo("[\"number\",2,true,false,\"é\\u0000\"]");
  }

  @Test
  void a_parameter_named_like_a_prototype_is_just_a_parameter() throws Exception {
    var script = script("return [{}.polluted === undefined, Object.keys(params)]");
    assertThat(script.call("a/b", "{\"__proto__\": {\"polluted\": 1}}"))
        .isEqualTo("[true,[\"__proto__\"]]");
  }

  @Test
  void the_request_says_who_asks_and_how() throws Exception {
    var script = script("return context.request");
    assertThat(Script.json(script.call("a/b")))
        .isEqualTo(
            Script.json(
                """
                {"method": "POST", "path": "/call", "headers": {"accept-language": "de"},
                 "requestId": "request-1"}
                """));
    script.caller = new Caller.User("7", "a@b.example", List.of("admin"));
    assertThat(Script.json(script.call("a/b")).path("user"))
        .isEqualTo(
            Script.json("{\"id\": \"7\", \"email\": \"a@b.example\", \"roles\": [\"admin\"]}"));
  }

  @Test
  void the_context_cannot_be_changed() throws Exception {
    var script =
        script(
            """
            const refused = change => { try { change(); return false; } catch { return true; } };
            return [refused(() => { context.db = 1; }), refused(() => { context.db.query = 1; }),
              refused(() => { context.request.headers.x = 1; }), refused(() => { delete context.log; })];
            """);
    assertThat(script.call("a/b")).isEqualTo("[true,true,true,true]");
  }

  // Errors

  @Test
  void what_is_thrown_with_a_status_is_the_answer() throws Exception {
    refuses(
        script(
            "throw { status: 402, code: 'NO_CREDIT', message: 'Pay first', details: { due: 3 } }"),
        refusal -> {
          assertThat(refusal.status()).isEqualTo(402);
          assertThat(refusal.code()).isEqualTo("NO_CREDIT");
          assertThat(refusal.text()).isEqualTo("Pay first");
          assertThat(refusal.details()).isEqualTo(Script.json("{\"due\": 3}"));
        });
  }

  @Test
  void an_error_with_a_status_is_too() throws Exception {
    var script = script("throw Object.assign(new Error('No such order'), { status: 404 })");
    refuses(
        script,
        refusal -> {
          assertThat(refusal.status()).isEqualTo(404);
          assertThat(refusal.code()).isEqualTo("NOT_FOUND");
          assertThat(refusal.text()).isEqualTo("No such order");
          assertThat(refusal.details()).isNull();
        });
    assertThat(script.log).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Unauthorized,401,AUTHENTICATION_ERROR", "Forbidden,403,AUTHORIZATION_ERROR"})
  void two_messages_have_a_meaning(String message, int status, String code) throws Exception {
    refuses(
        script("throw new Error('" + message + "')"),
        refusal -> {
          assertThat(refusal.status()).isEqualTo(status);
          assertThat(refusal.code()).isEqualTo(code);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Error('password is hunter2')",
        "new TypeError('password is hunter2')",
        "'password is hunter2'",
        "{ message: 'password is hunter2' }",
        "{ status: 200, message: 'password is hunter2' }",
        "{ status: 399.5, message: 'password is hunter2' }",
        "{ status: '404', message: 'password is hunter2' }",
        "{ status: 600, message: 'password is hunter2' }",
        "null",
        "undefined",
        "Symbol('x')",
        "() => 1",
        "{ get status() { throw 1; } }",
        "new Proxy({}, { get() { throw 1; } })",
      })
  void anything_else_is_an_internal_error_that_says_nothing(String thrown) throws Exception {
    var script = script("throw " + thrown);
    refuses(
        script,
        refusal -> {
          assertThat(refusal.status()).isEqualTo(500);
          assertThat(refusal.code()).isEqualTo("INTERNAL_ERROR");
          assertThat(refusal.text()).isEqualTo("Internal error");
          assertThat(refusal.details()).isNull();
        });
    assertThat(script.log).hasSize(1);
  }

  @Test
  void the_log_says_where_an_error_came_from() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/b",
                """
                import { inner } from '../../lib/inner.js';

                export default async function () {
                  await 1;
                  inner();
                }
                """,
                java.util.Map.of("lib/inner.js", "export function inner() {\n  null.x;\n}"));
    refuses(script, refusal -> assertThat(refusal.status()).isEqualTo(500));
    assertThat(script.log.getFirst())
        .isEqualTo(
            """
            THREW TypeError: Cannot read property 'x' of null
                at inner (/lib/inner.js:2:3)
                at default (/logic/a/b.js:5:3)\
            """);
  }

  // Databases

  @Test
  void a_statement_gets_its_values_bound_and_gives_rows() throws Exception {
    var script =
        script(
                "return (await context.db.query('logs', 'select', [1, 'a', null, undefined, 5n, { x: 1 }, [1]]))[0].id")
            .answers("select", "[{\"id\": 7}]");
    assertThat(script.call("a/b")).isEqualTo("7");
    assertThat(script.statements)
        .containsExactly("logs: select [1, \"a\", null, null, 5, {\"x\":1}, [1]]");
  }

  @Test
  void queryDefault_goes_to_the_functions_target_and_needs_no_values() throws Exception {
    var script = script("return context.db.queryDefault('select')");
    assertThat(script.call("a/b")).isEqualTo("[]");
    assertThat(script.statements).containsExactly("main: select []");
  }

  @Test
  void values_that_are_no_array_are_refused() throws Exception {
    var script =
        script(
            "try { await context.db.queryDefault('select', { id: 1 }) } catch (e) { return e.name }");
    assertThat(script.call("a/b")).isEqualTo("\"TypeError\"");
    assertThat(script.statements).isEmpty();
  }

  @Test
  void a_refused_statement_is_an_error_that_can_be_caught() throws Exception {
    var script =
        script(
            "try { await context.db.queryDefault('fail') } catch (e) {"
                + " return [e.name, e instanceof Error, e.status, e.code, e.message] }");
    assertThat(script.call("a/b"))
        .isEqualTo("[\"CallError\",true,409,\"CONFLICT\",\"A row with this key exists\"]");
  }

  @Test
  void one_that_is_not_caught_is_the_answer() throws Exception {
    refuses(
        script("await context.db.queryDefault('fail')"),
        refusal -> assertThat(refusal.code()).isEqualTo("CONFLICT"));
  }

  @Test
  void a_defect_of_the_server_is_not_shown_to_the_function() throws Exception {
    var script =
        script("try { await context.db.queryDefault('defect') } catch (e) { return e.message }");
    assertThat(script.call("a/b")).isEqualTo("\"Internal error\"");
    assertThatIllegalStateException()
        .isThrownBy(() -> script("await context.db.queryDefault('defect')").call("a/b"))
        .withMessage("of ours");
  }

  @Test
  void a_whole_number_that_javascript_cannot_hold_is_an_error_and_never_another_number()
      throws Exception {
    var script =
        script("try { return await context.db.queryDefault('big') } catch (e) { return e.message }")
            .answers("big", "[{\"id\":1},{\"id\":9007199254740993}]");
    assertThat(script.call("a/b")).contains("id is a whole number that JavaScript cannot hold");
    script.answers(
        "big",
        "[{\"id\":9007199254740991,\"n\":\"9007199254740993\",\"d\":0.1234567890123456789}]");
    assertThat(script.call("a/b"))
        .isEqualTo(
            "[{\"id\":9007199254740991,\"n\":\"9007199254740993\",\"d\":0.12345678901234568}]");
  }

  @Test
  void a_transaction_is_committed_when_its_function_is_done() throws Exception {
    var script =
        script(
            "return context.db.tx('main', async tx => { await tx.query('one', [1]); return 'done' })");
    assertThat(script.call("a/b")).isEqualTo("\"done\"");
    assertThat(script.statements).containsExactly("main: begin", "main: one [1]", "main: commit");
  }

  @Test
  void a_throw_rolls_it_back_and_goes_on() throws Exception {
    var script = script("await context.db.tx('main', async tx => { await tx.query('fail'); })");
    refuses(script, refusal -> assertThat(refusal.code()).isEqualTo("CONFLICT"));
    assertThat(script.statements).containsExactly("main: begin", "main: fail []", "main: rollback");
  }

  @Test
  void a_transaction_that_is_not_awaited_is_rolled_back_and_the_call_fails() throws Exception {
    var script =
        script(
            "context.db.tx('main', async tx => { await tx.query('one'); await new Promise(() => {}); });"
                + " return 1;");
    refuses(script, refusal -> assertThat(refusal.code()).isEqualTo("INTERNAL_ERROR"));
    assertThat(script.statements).containsExactly("main: begin", "main: one []", "main: rollback");
    assertThat(script.log.getFirst()).contains("await context.db.tx");
  }

  @Test
  void a_transaction_is_of_no_use_when_it_is_over() throws Exception {
    var script =
        script(
            """
            let kept;
            await context.db.tx('main', async tx => { kept = tx; });
            try { await kept.query('late'); } catch (error) { return error.message; }
            """);
    assertThat(script.call("a/b")).isEqualTo("\"this transaction is over\"");
    assertThat(script.statements).containsExactly("main: begin", "main: commit");
  }

  // Other functions

  @Test
  void an_invoked_function_gets_its_parameters_and_gives_its_result() throws Exception {
    var script =
        script("return [await context.invoke('a/_c', { n: 20 }), await context.invoke('a/_c')]")
            .function("a/_c", "export default async ({ n }) => ({ twice: 2 * (n ?? 0) });");
    assertThat(script.call("a/b")).isEqualTo("[{\"twice\":40},{\"twice\":0}]");
  }

  @Test
  void what_it_throws_can_be_caught_or_is_the_answer() throws Exception {
    var script =
        script(
                "try { await context.invoke('a/_c') } catch (e) { return [e.status, e.code, e.details] }")
            .function(
                "a/_c",
                "export default async () => { throw { status: 410, code: 'GONE', details: [1] } };")
            .function("a/d", "export default async (p, context) => context.invoke('a/_c');");
    assertThat(script.call("a/b")).isEqualTo("[410,\"GONE\",[1]]");
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> script.call("a/d"))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("GONE"));
  }

  @Test
  void calls_within_calls_end_at_the_depth_limit() throws Exception {
    var script = script("return 1 + await context.invoke('a/b')");
    refuses(script, refusal -> assertThat(refusal.code()).isEqualTo("VALIDATION_ERROR"));
  }

  // The rest of the context

  @Test
  void a_secret_is_its_text() throws Exception {
    assertThat(script("return context.getSecret('API_KEY')").call("a/b"))
        .isEqualTo("\"s3cr\\\"t\"");
  }

  @Test
  void lines_go_to_the_log_with_their_level() throws Exception {
    var script =
        script(
            """
            context.log.debug('a', 1);
            context.log.warn({ x: [1] }, undefined, null);
            console.log('c');
            console.error(new Error('d').message);
            """);
    script.call("a/b");
    assertThat(script.log)
        .containsExactly("DEBUG a 1", "WARN {\"x\":[1]} undefined null", "INFO c", "ERROR d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "context.storage.createUploadUrl('b', 'p', {})",
        "context.storage.createDownloadUrl('b', 'p')",
        "context.storage.delete('b', 'p')",
      })
  void what_is_not_there_yet_says_so_by_name(String call) throws Exception {
    var script = script("try { " + call + " } catch (error) { return error.message }");
    assertThat(script.call("a/b"))
        .isEqualTo("\"" + call.substring(0, call.indexOf('(')) + " is not supported yet\"");
  }
}
