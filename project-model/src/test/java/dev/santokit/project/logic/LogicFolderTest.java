package dev.santokit.project.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogicFolderTest {

  private static final Surroundings SURROUNDINGS =
      new Surroundings(Set.of("main"), Duration.ofSeconds(10), Set.of("DATABASE_URL"));

  @TempDir Path dir;
  private final Problems problems = new Problems();

  @Test
  void functions_are_read_by_path_with_their_defaults() throws IOException {
    write(
        "logic/users/get.sql",
        "---\naccess: public\nparams: {id: {type: uuid}}\n---\nSELECT :id\n");
    write("logic/jobs/_clean.js", "export default () => null;\n");
    List<LogicFunction> functions = read();
    assertThat(functions)
        .extracting(f -> f.path().value())
        .containsExactly("jobs/_clean", "users/get");
    LogicFunction get = functions.get(1);
    assertThat(get.type()).isEqualTo(LogicType.SQL);
    assertThat(get.config().toJson())
        .hasToString(
            "{\"target\":\"main\",\"access\":\"public\",\"readOnly\":false,\"params\":{\"id\":"
                + "{\"type\":\"uuid\",\"required\":false}},\"secrets\":[],\"tags\":[]}");
    assertThat(get.source().body()).isEqualTo("SELECT :id\n");
    assertThat(get.source().file()).isEqualTo("logic/users/get.sql");
    assertThat(get.source().start()).hasToString("5:1");
  }

  @Test
  void a_function_that_does_not_say_who_may_call_it_is_for_those_with_a_token() throws IOException {
    write("logic/users/get.sql", "SELECT 1");
    assertThat(read())
        .extracting(f -> f.config().access())
        .containsExactly(new Access.Authenticated());
    assertThat(problems.hasErrors()).isFalse();
    assertProblems(
        "logic/users/get.sql:1:1: access is not set: whoever has a valid token may call this function"
            + " [ACCESS_ABSENT]");
  }

  @Test
  void a_module_of_webassembly_is_read_with_the_metadata_beside_it() throws IOException {
    byte[] module = {0, 'a', 's', 'm', 1, 0, 0, 0, 0, 1, (byte) 0xff};
    write("logic/users/score.wasm", "");
    Files.write(dir.resolve("logic/users/score.wasm"), module);
    write("logic/users/score.yaml", "access: public\nparams: {id: {type: int}}\n");
    LogicFunction score = read().getFirst();
    assertThat(score.type()).isEqualTo(LogicType.WASM);
    assertThat(score.config().parameters().byName()).containsOnlyKeys("id");
    assertThat(WasmModule.bytes(score.source().body())).isEqualTo(module);
    assertProblems();
  }

  @Test
  void a_module_of_webassembly_that_no_resource_holds_is_refused() throws IOException {
    write("logic/users/score.wasm", "");
    write("logic/users/score.yaml", "access: public");
    byte[] module = Arrays.copyOf(new byte[] {0, 'a', 's', 'm', 1}, WasmModule.MOST_BYTES);
    Files.write(dir.resolve("logic/users/score.wasm"), module);
    assertThat(read()).hasSize(1);
    Files.write(dir.resolve("logic/users/score.wasm"), Arrays.copyOf(module, module.length + 1));
    assertThat(read()).isEmpty();
    assertProblems(
        "logic/users/score.wasm:1:1: the module has 701 KiB, and 700 are the most"
            + " [FILE_TOO_LARGE]");
    assertThat(String.valueOf(problems.sorted().getFirst().hint()))
        .contains("a release from an image, which is not supported yet");
  }

  /** Pitfall 48: a cache that is written wrongly is never ignored. */
  @Test
  void answers_are_kept_for_each_user_where_not_everyone_may_call() throws IOException {
    write("logic/users/get.sql", "---\naccess: admin\ncache: 60s\n---\nSELECT 1");
    assertThat(read()).isEmpty();
    assertThat(problems.sorted())
        .singleElement()
        .satisfies(p -> assertThat(p.hint()).contains("cache: {ttl: 1m, scope: user}"));
    write(
        "logic/users/get.sql",
        "---\naccess: admin\ncache: {ttl: 60s, scope: user}\n---\nSELECT :user_id");
    FunctionConfig config = read().getFirst().config();
    assertThat(config.cache())
        .isEqualTo(new CachePolicy(Duration.ofMinutes(1), CachePolicy.Scope.USER));
    assertThat(config.readOnly()).isTrue();
  }

  @Test
  void a_twin_may_hold_the_metadata_or_a_part_of_it() throws IOException {
    write("logic/users/get.sql", "---\naccess: public\n---\nSELECT :id");
    write("logic/users/get.yaml", "params:\n  id: {type: int}\n");
    LogicFunction get = read().getFirst();
    assertThat(get.config().access()).isEqualTo(new Access.Public());
    assertThat(get.config().parameters().byName()).containsOnlyKeys("id");
    assertProblems();
  }

  @Test
  void a_key_in_both_places_is_an_error_that_names_both() throws IOException {
    write("logic/users/get.sql", "---\naccess: public\n---\nSELECT 1");
    write("logic/users/get.yaml", "target: main\naccess: admin\n");
    assertThat(read()).isEmpty();
    assertProblems(
        "logic/users/get.yaml:2:1: the key \"access\" stands in logic/users/get.sql:2:1 too"
            + " [FRONT_MATTER_KEY_TWICE]");
  }

  @Test
  void a_function_carries_along_what_it_imports_directly_or_not() throws IOException {
    write(
        "logic/reports/top.js",
        "/** access: admin */\n"
            + "import { money } from '../../lib/money.js';\n"
            + "export default () => import('./other.js');\n");
    write("lib/money.js", "export { round as money } from './math/round.js';\n");
    write(
        "lib/math/round.js",
        "import top from '../../logic/reports/top.js';\nexport const round = 1;");
    write("lib/unused.js", "import 'nowhere';");
    write("logic/reports/other.js", "---\naccess: public\n---\nexport default 1;\n");
    LogicFunction top = read().get(1);
    assertProblems();
    assertThat(top.path()).hasToString("reports/top");
    assertThat(top.source().modules())
        .containsOnlyKeys("lib/math/round.js", "lib/money.js", "logic/reports/other.js")
        .containsEntry("logic/reports/other.js", "export default 1;\n");
  }

  @Test
  void an_import_that_cannot_be_carried_along_is_an_error_in_the_file_that_has_it()
      throws IOException {
    write(
        "logic/reports/top.js",
        "/** access: admin */\nimport '../../lib/a.js';\nexport default 1;");
    write(
        "logic/reports/low.js",
        "/** access: admin */\nimport '../../lib/a.js';\nexport default 1;");
    write("lib/a.js", "import 'lodash';\n  import x from 'https://x.y/z.js';\nimport './b';\n");
    write("lib/b.js", "");
    assertThat(read()).isEmpty();
    assertProblems(
        "lib/a.js:1:8: \"lodash\" is not imported by a relative path [MODULE_FOREIGN]",
        "lib/a.js:2:17: \"https://x.y/z.js\" is not imported by a relative path [MODULE_FOREIGN]",
        "lib/a.js:3:8: there is no lib/b [MODULE_NOT_FOUND]");
    assertThat(problems.sorted().getLast().hint()).isEqualTo("did you mean \"./b.js\"?");
  }

  @Test
  void a_symbolic_link_is_no_module() throws IOException {
    write("secret.js", "export const password = 1;");
    write("logic/a/b.js", "/** access: public */\nimport '../../lib/s.js';\nexport default 1;");
    Files.createDirectories(dir.resolve("lib"));
    Files.createSymbolicLink(dir.resolve("lib/s.js"), dir.resolve("secret.js"));
    assertThat(read()).isEmpty();
    assertProblems("lib/s.js:1:1: lib/s.js is a symbolic link [FILE_UNREADABLE]");
  }

  @Test
  void two_files_with_one_path_are_an_error() throws IOException {
    write("logic/a/b.js", "/** access: public */ export default 1;");
    write("logic/a/b.sql", "/* --- access: public --- */ SELECT 1;");
    write("logic/a/C.js", "/** access: public */ export default 1;");
    write("logic/a/c.sql", "/* --- access: public --- */ SELECT 1;");
    assertThat(read()).extracting(f -> f.path().value()).containsExactly("a/C", "a/b");
    assertProblems(
        "logic/a/b.sql:1:1: logic/a/b.js makes the path a/b too [LOGIC_PATH_CLASH]",
        "logic/a/c.sql:1:1: the path a/c differs from a/C in nothing but case [LOGIC_PATH_CLASH]");
  }

  private List<LogicFunction> read() {
    return LogicFolder.read(new ProjectFolder(dir), SURROUNDINGS, problems);
  }

  private void write(String file, String text) throws IOException {
    Path path = dir.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void assertProblems(String... lines) {
    assertThat(problems.sorted()).extracting(Problem::line).containsExactly(lines);
  }
}
