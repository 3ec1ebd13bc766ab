package dev.santokit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Problems;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InvalidSchemaTest {

  static List<Verdict> invalid() {
    return Verdict.of("invalid");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void an_invalid_schema_is_refused_with_exactly_this(Verdict verdict) {
    Problems problems = new Problems();
    assertThat(Schema.parse(List.of(verdict.input()), problems)).isNull();
    verdict.is(problems.sorted());
  }

  @Test
  void every_error_code_of_schemas_occurs_in_a_file() {
    Set<ErrorCode> seen =
        EnumSet.of(
            ErrorCode.SCHEMA_TOO_LARGE, // see HclParserTest
            ErrorCode.SCHEMA_IN_THE_WAY); // see PlannerIT
    Stream.of("invalid", "refused")
        .flatMap(folder -> Verdict.of(folder).stream())
        .forEach(verdict -> seen.addAll(verdict.codes()));
    Set<ErrorCode> all =
        Stream.of(ErrorCode.values())
            .filter(code -> code.name().startsWith("SCHEMA_"))
            .collect(Collectors.toSet());
    assertThat(seen).containsAll(all);
  }

  @Test
  void all_errors_of_all_files_are_told_at_once() {
    assertThat(
            said(
                new TextFile("a.hcl", "table \"a\" {\n"),
                new TextFile("b.hcl", "tabel \"b\" {}\n"),
                new TextFile("c.hcl", "table \"c\" {\n  colum \"x\" {}\n}\n")))
        .containsExactly(
            "a.hcl:1:11: this { is never closed [SCHEMA_UNCLOSED_BLOCK]",
            "b.hcl:1:1: unknown block \"tabel\" in a schema file [SCHEMA_UNKNOWN_BLOCK]",
            "c.hcl:2:3: unknown block \"colum\" in table \"c\" [SCHEMA_UNKNOWN_BLOCK]");
  }

  @Test
  void a_file_that_cannot_be_read_does_not_make_others_wrong() {
    assertThat(
            said(
                new TextFile("a.hcl", "table \"users\" {\n"),
                new TextFile(
                    "b.hcl",
                    """
                    table "orders" {
                      schema = schema.app
                      column "user_id" {
                        type = enum.of_users
                      }
                      foreign_key "f" {
                        columns     = [column.user_id]
                        ref_columns = [table.users.column.id]
                      }
                    }
                    """)))
        .containsExactly("a.hcl:1:15: this { is never closed [SCHEMA_UNCLOSED_BLOCK]");
  }

  @Test
  void a_name_that_two_files_declare_shows_both_places() {
    Problems problems = new Problems();
    Schema.parse(
        List.of(
            new TextFile("a.hcl", "table \"users\" {}\n"),
            new TextFile("b.hcl", "\ntable \"users\" {}\n")),
        problems);
    assertThat(problems.sorted())
        .singleElement()
        .hasToString(
            "b.hcl:2:7: table \"users\" is declared twice [SCHEMA_DUPLICATE_NAME]\n"
                + "  it is declared at a.hcl:1:1 already");
  }

  private static List<String> said(TextFile... files) {
    Problems problems = new Problems();
    assertThat(Schema.parse(List.of(files), problems)).isNull();
    return problems.sorted().stream().map(Problem::line).toList();
  }
}
