package dev.santokit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateTest {

  private static final Path SAMPLES = Path.of("../samples");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hello", "shop"})
  void a_sample_is_valid_even_when_it_is_strict(String sample) {
    StkRun run =
        StkRun.In.folder(SAMPLES.resolve(sample))
            .stk("validate", "--strict")
            .exits(ExitCode.DONE)
            .prints(sample + " is valid: ");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void what_init_writes_is_valid() {
    stk("init", ".").exits(ExitCode.DONE);
    assertThat(stk("validate", "--strict").exits(ExitCode.DONE).err()).isEmpty();
  }

  @Test
  void it_says_what_permissions_open() {
    stk("init", ".").exits(ExitCode.DONE);
    stk("validate")
        .prints(
            "every other table: select authenticated, insert authenticated, update admin or owner,"
                + " delete admin");
    StkRun.In.folder(SAMPLES.resolve("shop"))
        .stk("validate")
        .prints("  orders: select admin or owner, update admin\n")
        .prints("  products: select public, insert admin, update admin, delete admin\n");
    StkRun.In.folder(SAMPLES.resolve("hello")).stk("validate").prints("open no table to clients");
  }

  @Test
  void all_errors_of_all_files_are_told_at_once() throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    write("logic/notes/list.sql", "/* ---\nacess: public\n--- */\nSELECT 1 FROM (\n");
    write("logic/hello/greet.js", "/* ---\naccess: public\n--- */\nimport x from 'left-pad';\n");
    write("schema/main.hcl", "table \"notes\" {\n  colum \"id\" {\n    type = uuid\n  }\n}\n");
    write("config/databases.yaml", "main:\n  url: ${DATABASE_URL}\nmain:\n  url: ${OTHER}\n");

    StkRun run = stk("validate").exits(ExitCode.FAILED);

    assertThat(run.out()).isEmpty();
    run.complains("logic/notes/list.sql:2:1: unknown key \"acess\"")
        .complains("did you mean \"access\"?")
        .complains("logic/hello/greet.js:4:")
        .complains("schema/main.hcl:2:3: ")
        .complains("did you mean \"column\"?")
        .complains("config/databases.yaml:3:1: ")
        .complains("  2 |   colum \"id\" {")
        .complains(" errors");
  }

  @Test
  void a_function_without_access_is_a_notice_which_strict_refuses() throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    write("logic/notes/count.sql", "SELECT count(*) FROM notes");

    stk("validate").exits(ExitCode.DONE).complains("notice: logic/notes/count.sql:1:1: ");
    stk("validate", "--strict")
        .exits(ExitCode.FAILED)
        .complains("1 notice, which --strict refuses");
  }

  @Test
  void json_is_one_document_with_all_problems() throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    write("logic/notes/list.sql", "/* ---\nacess: public\n--- */\nSELECT 1");

    StkRun run = stk("validate", "-o", "json").exits(ExitCode.FAILED);

    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("valid").asBoolean()).isFalse();
    JsonNode problem = json.path("problems").path(0);
    assertThat(problem.path("file").asText()).isEqualTo("logic/notes/list.sql");
    assertThat(problem.path("code").asText()).isEqualTo("UNKNOWN_KEY");
    assertThat(problem.path("from").toString()).isEqualTo("{\"line\":2,\"column\":1}");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void permissions_for_a_table_that_does_not_exist_are_an_error() throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    write("config/permissions.yaml", "tables:\n  note: {select: [public]}\n");
    stk("validate")
        .exits(ExitCode.FAILED)
        .complains(
            "config/permissions.yaml:2:3: there is no table \"note\" [PERMISSION_UNKNOWN_TABLE]")
        .complains("did you mean \"notes\"?");
  }

  @Test
  void permissions_for_a_column_that_does_not_exist_are_an_error() throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    write(
        "config/permissions.yaml",
        """
        ownerColumn: {_default: nothing, notes: userid}
        tables:
          main.public.notes:
            select: [public]
            columns: {text: {select: [admin]}, texxt: {select: [admin]}}
        """);
    StkRun run =
        stk("validate")
            .exits(ExitCode.FAILED)
            .complains("config/permissions.yaml:1:41: table \"notes\" has no column \"userid\"")
            .complains("did you mean \"user_id\"?")
            .complains("config/permissions.yaml:5:40: table \"notes\" has no column \"texxt\"");
    assertThat(run.err()).contains("2 errors");
  }

  @Test
  void a_table_of_a_database_with_a_schema_must_exist_whatever_other_databases_hold()
      throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    write("config/databases.yaml", "main: {url: '${DATABASE_URL}'}\nlogs: {url: '${LOGS_URL}'}\n");
    write(
        "config/permissions.yaml",
        "tables: {events: {select: [public]}, logs.events: {select: [public]}}\n");
    stk("validate").exits(ExitCode.DONE);
    write("config/permissions.yaml", "tables: {main.events: {select: [public]}}\n");
    stk("validate").exits(ExitCode.FAILED).complains("there is no table \"main.events\"");
  }

  /** Pitfall 14. */
  @Test
  void a_column_that_a_prefix_protects_by_chance_is_noticed() throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    write(
        "schema/parts.hcl",
        """
        schema "public" {}
        table "parts" {
          schema = schema.public
          column "p_id" {
            type = uuid
          }
          column "c_code" {
            type = text
          }
          column "c_notes" {
            type = text
          }
          column "_kind" {
            type = text
          }
          column "_created_at" {
            type    = timestamptz
            default = sql("now()")
          }
          primary_key {
            columns = [column.p_id]
          }
          unique "parts_code" {
            columns = [column.c_code]
          }
        }
        """);
    write(
        "config/databases.yaml", "main: {url: '${DATABASE_URL}'}\nparts: {url: '${PARTS_URL}'}\n");
    StkRun run =
        stk("validate")
            .exits(ExitCode.DONE)
            .complains("schema/parts.hcl:4:")
            .complains(
                "\"p_id\" begins with p_, so only admin sees and writes it, and it is a key"
                    + " [PERMISSION_PREFIX]")
            .complains("\"c_code\" begins with c_")
            .complains("\"_kind\" begins with _, so nobody can write it");
    assertThat(run.err()).doesNotContain("c_notes", "_created_at");

    write(
        "config/permissions.yaml",
        """
        prefixes: {p_: off, _: off}
        tables:
          _default: {select: [authenticated]}
          parts: {select: [public], columns: {c_code: {select: [public]}}}
        """);
    assertThat(stk("validate", "--strict").exits(ExitCode.DONE).err()).isEmpty();
  }

  @Test
  void a_function_in_the_place_of_an_operation_on_a_table_is_told() throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    write("logic/notes/insert.sql", "/* ---\naccess: authenticated\n--- */\nSELECT 1");
    write("logic/things/insert.sql", "/* ---\naccess: authenticated\n--- */\nSELECT 1");
    StkRun run =
        stk("validate", "--strict")
            .exits(ExitCode.DONE)
            .prints(
                "notes/insert answers at crud/main/notes/insert too, under its own access: rules of"
                    + " tables and columns do not apply to it\n");
    assertThat(run.out()).doesNotContain("things/insert");
    stk("validate", "-o", "json").prints("\"crud/main/notes/insert\" : \"notes/insert\"");
  }

  @Test
  void a_module_of_webassembly_is_a_function() throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    Files.write(
        folder.resolve("logic/notes/score.wasm"), new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    write("logic/notes/score.yaml", "access: public\n");
    stk("validate", "--strict").exits(ExitCode.DONE).prints("4 functions");
    stk("render")
        .exits(ExitCode.DONE)
        .prints("path: notes/score")
        .prints("type: wasm")
        .prints("base64: \"AGFzbQEAAAA=\"");
    Files.write(
        folder.resolve("logic/notes/score.wasm"), new byte[] {0, 'a', 's', 'm', 13, 0, 1, 0});
    stk("validate").exits(ExitCode.FAILED).complains("[WASM_INVALID]");
  }

  @Test
  void nothing_of_what_a_symbolic_link_leads_to_is_shown(@TempDir Path elsewhere)
      throws IOException {
    stk("init", ".").exits(ExitCode.DONE);
    Files.writeString(elsewhere.resolve("private.sql"), "the words of another");
    Files.createSymbolicLink(
        folder.resolve("logic/notes/link.sql"), elsewhere.resolve("private.sql"));
    Files.createSymbolicLink(folder.resolve("logic/linked"), elsewhere);
    StkRun run = stk("validate").exits(ExitCode.FAILED).complains("link.sql is a symbolic link");
    assertThat(run.err()).doesNotContain("the words of another");
  }

  @Test
  void a_folder_that_is_no_project_is_not_found() {
    stk("validate").exits(ExitCode.NOT_FOUND).complains("no stk.config.json");
    stk("validate", "nowhere").exits(ExitCode.NOT_FOUND).complains("no such folder: nowhere");
  }

  private StkRun stk(String... arguments) {
    return StkRun.In.folder(folder).stk(arguments);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }
}
