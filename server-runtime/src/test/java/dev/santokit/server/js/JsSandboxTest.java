package dev.santokit.server.js;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.server.worker.Workers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function sees its release and its context, and nothing else. */
class JsSandboxTest {

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

  private static String result(String source) throws Exception {
    return new Script(engine).function("a/b", source).call("a/b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java",
        "Packages",
        "java",
        "javax",
        "com",
        "Polyglot",
        "Graal",
        "load",
        "loadWithNewGlobal",
        "print",
        "quit",
        "exit",
        "require",
        "process",
        "global",
        "arguments",
        "SharedArrayBuffer",
        "Atomics",
        "WebAssembly",
        "Worker",
        "setTimeout",
        "importScripts",
        "$262",
        "Debug"
      })
  void there_is_no(String name) throws Exception {
    assertThat(result("export default async () => typeof " + name)).isEqualTo("\"undefined\"");
  }

  @Test
  void only_what_the_language_has_stands_in_globalThis() throws Exception {
    assertThat(
            result(
                """
                export default async () => Object.getOwnPropertyNames(globalThis)
                    .filter(name => !/^[A-Z]/.test(name)).sort().join(' ');
                """))
        .isEqualTo(
            "\"console decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval fetch"
                + " globalThis isFinite isNaN parseFloat parseInt undefined unescape\"");
  }

  @Test
  void the_context_shows_nothing_of_the_server() throws Exception {
    assertThat(
            result(
                """
                const seen = (value, path = 'context') =>
                  typeof value === 'function' ? [path + ' ' + (value.getClass ?? value.class ?? '-')]
                  : typeof value === 'object' && value !== null
                    ? Reflect.ownKeys(value).flatMap(key => seen(value[key], path + '.' + String(key)))
                    : [];
                export default async (params, context) => seen(context).join();
                """))
        .isEqualTo(
            "\"context.db.query -,context.db.queryDefault -,context.db.tx -,context.invoke -,"
                + "context.getSecret -,context.storage.createUploadUrl -,"
                + "context.storage.createDownloadUrl -,context.storage.delete -,context.fetch -,"
                + "context.log.debug -,context.log.info -,context.log.warn -,context.log.error -\"");
  }

  @Test
  void no_file_of_the_machine_can_be_imported(@TempDir Path folder) throws Exception {
    Path module = Files.writeString(folder.resolve("outside.js"), "export default 1;");
    var script =
        new Script(engine)
            .function(
                "a/b",
                """
                const tried = async name => {
                  try { await import(name); return 'imported'; } catch (error) { return error.name; }
                };
                export default async ({ names }) => Promise.all(names.map(tried));
                """);
    assertThat(
            script.call(
                "a/b",
                "{\"names\": [\"%s\", \"file://%s\", \"../../../../../..%s\", \"/etc/passwd\"]}"
                    .formatted(module, module, module)))
        .doesNotContain("imported");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fs",
        "node:fs",
        "lodash",
        "http://127.0.0.1:9/x.js",
        "data:text/javascript,export default 1",
        "../c.js",
        "/logic",
        "",
        "."
      })
  void what_is_not_in_the_release_cannot_be_imported(String name) throws Exception {
    assertThat(
            result(
                """
                export default async () => {
                  try { await import('%s'); return 'imported'; } catch (error) { return 'refused'; }
                };
                """
                    .formatted(name)))
        .isEqualTo("\"refused\"");
  }

  @Test
  void a_module_of_the_release_can() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/b",
                """
                import { twice } from '../../lib/math.js';
                export default async () => twice((await import('./values.js')).one);
                """,
                Map.of(
                    "lib/math.js", "export const twice = x => 2 * x;",
                    "logic/a/values.js", "export const one = 1;"));
    assertThat(script.call("a/b")).isEqualTo("2");
  }

  @Test
  void modules_of_one_function_are_not_those_of_another() throws Exception {
    var script =
        new Script(engine)
            .function(
                "a/b",
                "export { default } from '../../lib/x.js';",
                Map.of("lib/x.js", "export default async () => 'old';"))
            .function(
                "a/c",
                "export { default } from '../../lib/x.js';",
                Map.of("lib/x.js", "export default async () => 'new';"));
    for (int i = 0; i < 5; i++) {
      assertThat(script.call("a/b")).isEqualTo("\"old\"");
      assertThat(script.call("a/c")).isEqualTo("\"new\"");
    }
  }

  @Test
  void the_clock_is_in_utc_and_the_language_english_wherever_the_server_runs() throws Exception {
    assertThat(
            result(
                """
                export default async () => [new Date(0).getTimezoneOffset(),
                  Intl.DateTimeFormat().resolvedOptions().locale, (1234.5).toLocaleString()];
                """))
        .isEqualTo("[0,\"en-US\",\"1,234.5\"]");
  }
}
