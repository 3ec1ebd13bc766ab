package dev.santokit.server.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.santokit.project.logic.FunctionPath;
import dev.santokit.project.problem.Position;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.worker.Workers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A function that cannot be called is found before its release is served. */
class JsLoadingTest {

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

  private static void refused(
      String line, Position start, String body, Map<String, String> modules) {
    assertThatExceptionOfType(Uncompilable.class)
        .isThrownBy(() -> JsFunction.compile(engine, new FunctionPath("a/b"), body, start, modules))
        .satisfies(refused -> assertThat(refused.problem().line()).isEqualTo(line));
  }

  private static void refused(String line, String body) {
    refused(line, Position.START, body, Map.of());
  }

  @Test
  void a_module_that_does_not_parse() {
    refused(
        "logic/a/b.js (body):2:11: Expected an operand but found ; [JS_SYNTAX]",
        "export default async () => {\n  let x = ;\n};");
  }

  @Test
  void its_place_is_the_one_in_its_file() {
    refused(
        "logic/a/b.js:7:17: Expected an operand but found ; [JS_SYNTAX]",
        new Position(7, 5),
        " let x = a +;",
        Map.of());
  }

  @Test
  void an_imported_module_that_does_not_parse() {
    refused(
        "lib/x.js:1:12: Expected an operand but found ; [JS_SYNTAX]",
        Position.START,
        "import '../../lib/x.js'; export default async () => 1;",
        Map.of("lib/x.js", "let x = 1 +;"));
  }

  @Test
  void a_name_that_is_not_exported() {
    refused(
        "logic/a/b.js (body):1:1: The requested module '../../lib/x.js' does not provide an export named"
            + " 'y' [JS_NOT_EXPORTED]",
        Position.START,
        "import { y } from '../../lib/x.js'; export default async () => y;",
        Map.of("lib/x.js", "export const x = 1;"));
  }

  @Test
  void a_module_without_a_function() {
    refused(
        "logic/a/b.js (body):1:1: the module has no function as its default export [JS_NO_DEFAULT_EXPORT]",
        "export const x = 1;");
    refused(
        "logic/a/b.js (body):1:1: the module has no function as its default export [JS_NO_DEFAULT_EXPORT]",
        "export default 5;");
  }

  @Test
  void a_module_that_throws_when_it_is_evaluated() {
    refused(
        "logic/a/b.js (body):2:7: the module throws when it is loaded: TypeError: no [JS_THROWS]",
        "const x = 1;\nthrow new TypeError('no');\nexport default async () => x;");
  }

  @Test
  void a_module_that_waits_for_nothing() {
    refused(
        "logic/a/b.js (body):1:1: the module waits for a promise that nothing will settle [JS_THROWS]",
        "await new Promise(() => {}); export default async () => 1;");
  }

  @Test
  void one_that_waits_for_something_of_its_own_is_fine() throws Exception {
    var script =
        new Script(engine)
            .function("a/b", "const x = await Promise.resolve(3); export default async () => x;");
    assertThat(script.call("a/b")).isEqualTo("3");
  }
}
