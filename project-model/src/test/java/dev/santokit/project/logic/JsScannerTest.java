package dev.santokit.project.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsScannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import a from './m'",
        "import a from \"./m\";",
        "import {a} from './m'",
        "import { a as b, default as c } from './m'",
        "import * as a from './m'",
        "import a, { b } from './m'",
        "import from from './m'",
        "import { from } from './m'",
        "import {'a b' as c} from './m'",
        "import './m'",
        "import'./m'",
        "import{a}from'./m'",
        "import /* x from 'y' */ a // from 'z'\n from './m'",
        "import a from './m' with { type: 'x' }",
        "export * from './m'",
        "export * as a from './m'",
        "export { a, b as c } from './m'",
        "export {} from './m'",
        "x = await import('./m')",
        "import(`./m`)",
        "import(/* webpack */ './m', {with: {}})",
        "f(import('./m'))",
        "const f = () => { return import('./m') }",
        "class A { x = import('./m') }",
        "class A { import() {} static import() {} y() { import('./m') } }",
        "x = { import: 1, y: import('./m') }",
        "x = { a, import(b) { return import('./m') } }",
        "({ async import() {}, ...import('./m') })",
        "a.import('x'); a?.import('y'); import('./m')",
        "import.meta.url; import('./m')",
        "#!/usr/bin/env node\nimport './m'",
        "\uFEFFimport './m'",
        "`a ${ import('./m') } ${ `b ${ 1 }` }`",
        "`import 'x' ${ { a: '}' } } import('y')`; import('./m')",
        "'import \"x\"'; \"import 'y'\"; import './m'",
        "'a\\\n import \"x\"'\nimport './m'",
        "// import 'x'\n/* import 'y' */ import './m'",
        "x = /import 'x'/; import './m'",
        "x = /[/'\"]/g; import './m'",
        "x = a / b; y = '/'; import './m'",
        "x = a++ / b; y = '/'; import './m'",
        "x = (a) / b; y = '/'; import './m'",
        "x = a[0] / b; y = '/'; import './m'",
        "x = 1 / 2 / '3'; import './m'",
        "if (a) /'/.test(b); import './m'",
        "for await (const a of /'/.exec(b)) {} import './m'",
        "for (const a of /'/.exec(b)) {} import './m'",
        "while (a) { } /'/.test(b); import './m'",
        "return /'/.test(b); import('./m')",
        "x = typeof /'/; import './m'",
        "x = a.return / 2; y = '/'; import './m'",
        "x = y => /'/; import './m'",
        "x = { a: 1 } / 2; y = '/'; import './m'",
        "function f() {} /'/.test(a); import './m'",
        "x = b ? /'/ : /\"/; import './m'",
        "x = !/'/.test(b); import './m'",
        "case /'/: import('./m')",
        "x = of / 2; y = '/'; import './m'",
        "export default /'/; import './m'",
        "x = 1e+5 / 0x1F / 1_0n / .5 / '3'; import './m'",
        "importx('n'); $import('n'); _import('n'); import './m'",
        "const im\\u0070ort = 1; import './m'"
      })
  void one_module_is_named(String text) {
    var scan = JsScanner.scan(text);
    assertThat(scan.imports()).extracting(JsImport::specifier).containsExactly("./m");
    assertThat(scan.computed()).isEmpty();
    JsImport found = scan.imports().getFirst();
    assertThat(text.substring(found.from(), found.to())).matches("['\"`]\\./m['\"`]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import(a)",
        "import('./' + a)",
        "import(`./${a}`)",
        "import(\n a )",
        "import()",
        "import './\\x6d'"
      })
  void a_name_that_is_computed_is_found_at_its_import(String text) {
    var scan = JsScanner.scan("x; " + text);
    assertThat(scan.computed()).containsExactly(3);
    assertThat(scan.imports()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export default async function (params, context) { return 1 }",
        "export default 1",
        "export default{a: 1}",
        "const f = 1; export { f as default }",
        "const f = 1; export { g, f as default, h }",
        "export { default } from './m'",
        "export { a as 'default' } from './m'",
        "import './m'; export /* here */ default () => {}"
      })
  void a_default_export_is_found(String text) {
    assertThat(JsScanner.scan(text).hasDefaultExport()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "export function handler() {}",
        "export { default as a } from './m'",
        "export const defaults = 1",
        "a.export; ({ export: 1 }); // export default 1",
        "module.exports = function () {}",
        "export * as a from './m'",
        "'export default 1'"
      })
  void other_exports_are_none(String text) {
    assertThat(JsScanner.scan(text).hasDefaultExport()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          x = 'abc            | 4 | this string is never closed
          x = "abc\\          | 4 | this string is never closed
          x = `abc ${ d }     | 4 | this template is never closed
          x = 1; /* abc       | 7 | this comment is never closed
          import x            | 0 | this statement names no module: from "./file.js" is missing
          import x from y     | 0 | this statement names no module: from "./file.js" is missing
          ;import { a } = b   | 1 | this statement names no module: from "./file.js" is missing
          export { a + b }    | 0 | this export is no list of names
          export { a          | 0 | this export is no list of names
          """)
  void what_is_cut_short_is_an_error_where_it_opens(String text, int offset, String what) {
    assertThat(JsScanner.scan(text).fault()).isEqualTo(new JsScanner.Fault(offset, what));
  }

  @Test
  void what_stands_before_a_fault_is_found() {
    var scan = JsScanner.scan("import './a.js'; import(b); const c = 'd");
    assertThat(scan.imports()).extracting(JsImport::specifier).containsExactly("./a.js");
    assertThat(scan.computed()).containsExactly(17);
  }

  @Test
  void all_modules_are_named_in_their_order() {
    var scan =
        JsScanner.scan(
            """
            import a from './a.js';
            import b, { c } from '../b.js'; import './c.js'
            export { d } from './d.js'
            export default async function (params, context) {
              const { e } = await import('./e.js');
              return a / b / c.import('f');
            }
            """);
    assertThat(scan.imports())
        .extracting(JsImport::specifier)
        .containsExactly("./a.js", "../b.js", "./c.js", "./d.js", "./e.js");
    assertThat(scan.hasDefaultExport()).isTrue();
  }

  static Stream<String> endless() {
    int many = 200_000;
    return Stream.of(
        "(".repeat(many),
        "{".repeat(many),
        "`${".repeat(many),
        "/".repeat(many),
        "/[".repeat(many),
        "a ".repeat(many),
        "import ".repeat(many),
        "import(".repeat(many),
        "export {".repeat(many),
        "a/*x*/".repeat(many),
        "x = /a\n".repeat(many));
  }

  @ParameterizedTest
  @MethodSource("endless")
  @Timeout(60)
  void odd_text_is_read_in_one_go(String text) {
    // Whatever comes out, it comes out: the time limit of the test is the assertion.
    assertThat(JsScanner.scan(text)).isNotNull();
  }
}
