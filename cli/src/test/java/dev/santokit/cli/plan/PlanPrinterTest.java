package dev.santokit.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.santokit.cli.plan.PlanPrinter.Format;
import dev.santokit.cli.terminal.Terminal;
import dev.santokit.crds.plan.HazardLevel;
import dev.santokit.crds.plan.PlannedHazard;
import dev.santokit.crds.plan.PlannedStatement;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanPrinterTest {

  private static final PlannedStatement ADD =
      new PlannedStatement("ALTER TABLE users ADD COLUMN email text", List.of(), true);
  private static final PlannedStatement INDEX =
      new PlannedStatement(
          "CREATE INDEX CONCURRENTLY i ON users (email)",
          List.of(hazard("INDEX_BUILD", HazardLevel.INFO, "public.users", "3 rows")),
          false);
  private static final PlannedStatement DROP =
      new PlannedStatement(
          "ALTER TABLE users DROP COLUMN name",
          List.of(
              hazard("DROP_COLUMN", HazardLevel.APPROVE, "public.users.name", "3 rows lose it")),
          true);
  private static final ShownPlan PLAN =
      new ShownPlan("sha256:abc", Need.required, 3, List.of(ADD, INDEX), List.of(DROP), false);

  private static PlannedHazard hazard(
      String code, HazardLevel level, String object, String message) {
    return new PlannedHazard(code, level, object, message);
  }

  private static String printed(Format format, ShownPlan plan) {
    StringWriter out = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(new StringWriter()),
            InputStream.nullInputStream(),
            Path.of("/"),
            Map.of(),
            false,
            false);
    PlanPrinter.toOut(terminal).print(format, "main", "namespace prod", plan);
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void a_person_reads_parts_statements_hazards_and_last_the_hash() {
    assertThat(printed(Format.text, PLAN))
        .isEqualTo(
            """
            main: 3 changes in namespace prod

            expand, before the release that needs it
              ALTER TABLE users ADD COLUMN email text;
              CREATE INDEX CONCURRENTLY i ON users (email);  -- outside of a transaction
                  info    INDEX_BUILD public.users: 3 rows

            contract, once the new release is active
              ALTER TABLE users DROP COLUMN name;
                  approve DROP_COLUMN public.users.name: 3 rows lose it

            needs approval: DROP_COLUMN 1
            sha256:abc
            """);
  }

  @Test
  void an_empty_plan_says_so_and_has_a_hash() {
    assertThat(
            printed(
                Format.text,
                new ShownPlan("sha256:abc", Need.none, 0, List.of(), List.of(), false)))
        .isEqualTo("main: no changes in namespace prod\nsha256:abc\n");
  }

  @Test
  void sql_can_be_run_and_hazards_are_comments() {
    assertThat(printed(Format.sql, PLAN))
        .isEqualTo(
            """
            -- expand
            ALTER TABLE users ADD COLUMN email text;
            -- info INDEX_BUILD public.users: 3 rows
            CREATE INDEX CONCURRENTLY i ON users (email);
            -- contract
            -- approve DROP_COLUMN public.users.name: 3 rows lose it
            ALTER TABLE users DROP COLUMN name;
            """);
  }

  @Test
  void json_has_the_fields_of_the_contract_also_where_they_are_empty() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(printed(Format.json, PLAN)))
        .isEqualTo(
            json.readTree(
                """
                {"hash": "sha256:abc", "approval": "required",
                 "expand": [
                   {"sql": "ALTER TABLE users ADD COLUMN email text", "transactional": true, "hazards": []},
                   {"sql": "CREATE INDEX CONCURRENTLY i ON users (email)", "transactional": false,
                    "hazards": [{"code": "INDEX_BUILD", "level": "info", "object": "public.users", "message": "3 rows"}]}],
                 "contract": [
                   {"sql": "ALTER TABLE users DROP COLUMN name", "transactional": true,
                    "hazards": [{"code": "DROP_COLUMN", "level": "approve", "object": "public.users.name",
                                 "message": "3 rows lose it"}]}]}
                """));
  }

  @Test
  void the_hash_stands_alone() {
    assertThat(printed(Format.hash, PLAN)).isEqualTo("sha256:abc\n");
  }

  @Test
  void a_statement_that_ends_in_a_comment_is_ended_on_a_line_of_its_own() {
    PlannedStatement commented = new PlannedStatement("SELECT 1 -- one", List.of(), true);
    assertThat(
            printed(
                Format.sql, new ShownPlan("x", Need.none, 1, List.of(commented), List.of(), false)))
        .isEqualTo("-- expand\nSELECT 1 -- one\n;\n");
  }
}
