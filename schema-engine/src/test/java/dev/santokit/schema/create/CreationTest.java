package dev.santokit.schema.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.schema.Case;
import dev.santokit.schema.model.DesiredSchema;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CreationTest {

  static List<Case> cases() {
    return Case.fromNothing();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_order_of_files_means_nothing(Case schema) {
    List<TextFile> backwards = schema.files().reversed();
    DesiredSchema other = Case.parsed(backwards);
    assertThat(Creation.statements(other)).isEqualTo(Creation.statements(schema.schema()));
  }

  @Test
  void every_part_of_a_statement_knows_where_it_was_written() {
    DesiredSchema schema =
        Case.parsed(
            List.of(
                new TextFile(
                    "m.hcl",
                    """
                    table "t" {
                      column "a" {
                        type = int
                      }
                      column "b" {
                        type = sql("text[]")
                      }
                    }
                    """)));
    Statement table = Creation.statements(schema).getFirst();
    assertThat(table.originOf(0)).hasToString("m.hcl:1:1");
    assertThat(table.originOf(table.sql().indexOf("integer"))).hasToString("m.hcl:2:3");
    assertThat(table.originOf(table.sql().indexOf("text[]"))).hasToString("m.hcl:6:16");
  }

  @Test
  void a_chain_of_foreign_keys_may_be_as_long_as_a_schema_allows() {
    String hcl =
        IntStream.range(0, 2000).mapToObj(CreationTest::linked).collect(Collectors.joining("\n"));
    List<Statement> statements =
        Creation.statements(Case.parsed(List.of(new TextFile("m.hcl", hcl))));
    assertThat(statements).hasSize(2000);
    assertThat(statements.getFirst().sql()).startsWith("CREATE TABLE \"public\".\"t1999\"");
  }

  /** A table that refers to the next one; the last one refers to itself. */
  private static String linked(int i) {
    return """
    table "t%d" {
      column "id" {
        type = int
      }
      primary_key {
        columns = [column.id]
      }
      foreign_key "next" {
        columns     = [column.id]
        ref_columns = [table.t%d.column.id]
      }
    }
    """
        .formatted(i, Math.min(i + 1, 1999));
  }
}
