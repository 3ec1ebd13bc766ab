package dev.santokit.schema.statement;

import static dev.santokit.schema.Snapshots.check;
import static dev.santokit.schema.Snapshots.column;
import static dev.santokit.schema.Snapshots.index;
import static dev.santokit.schema.Snapshots.nullable;
import static dev.santokit.schema.Snapshots.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.Case;
import dev.santokit.schema.Snapshots;
import dev.santokit.schema.catalogue.Size;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.difference.Differences;
import dev.santokit.schema.hazard.Facts;
import dev.santokit.schema.model.Temporary;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What cases on a database do not show: other policies, large tables, and what was begun before.
 */
class StatementsTest {

  private static final String A_TEXT = "table \"t\" {\n  column \"a\" {\n    type = text\n  }\n";

  private static final SchemaPolicy IN_TRANSACTIONS =
      new SchemaPolicy(
          SchemaPolicy.DEFAULT.approval(),
          SchemaPolicy.DEFAULT.hazards(),
          SchemaPolicy.DEFAULT.largeTable(),
          SchemaPolicy.DEFAULT.lockTimeout(),
          SchemaPolicy.DEFAULT.statementTimeout(),
          false,
          List.of());

  @Test
  void an_index_is_built_in_the_transaction_when_the_policy_says_so() {
    TableEntry live = table("t", column("a", "text"));
    TableEntry wanted = table("t", column("a", "text"), index("i", true, "a"));
    String hcl = A_TEXT + "  index \"i\" {\n    columns = [column.a]\n  }\n}";

    assertThat(written(live, wanted, hcl, IN_TRANSACTIONS).expand())
        .extracting(s -> s.sql().sql() + " " + s.transactional())
        .containsExactly("CREATE INDEX \"i\" ON \"public\".\"t\" (\"a\") true");
  }

  @Test
  void a_statement_points_to_the_column_that_wants_it() {
    TableEntry live = table("t", column("a", "text"));
    TableEntry wanted = table("t", column("a", "text"), nullable("b", "text"));
    String hcl = A_TEXT + "  column \"b\" {\n    type = text\n    null = true\n  }\n}";

    assertThat(written(live, wanted, hcl, SchemaPolicy.DEFAULT).expand())
        .singleElement()
        .satisfies(s -> assertThat(String.valueOf(s.sql().origin())).startsWith("t.hcl:5:3"));
  }

  @Test
  void a_column_whose_nulls_were_looked_for_is_not_looked_at_again() {
    String begun = Temporary.notNull("t", "a");
    TableEntry live =
        table("t", nullable("a", "text"), check(begun, "CHECK ((a IS NOT NULL))", true, "a"));
    TableEntry wanted = table("t", column("a", "text"));

    assertThat(written(live, wanted, A_TEXT + "}", SchemaPolicy.DEFAULT).contract())
        .extracting(s -> s.sql().sql())
        .containsExactly(
            "ALTER TABLE \"public\".\"t\" ALTER COLUMN \"a\" SET NOT NULL",
            "ALTER TABLE \"public\".\"t\" DROP CONSTRAINT \"" + begun + "\"");
  }

  @Test
  void a_wider_type_of_a_large_table_waits_for_agreement_in_contract() {
    TableEntry live = table("t", column("a", "integer"));
    TableEntry large = live.withSize(new Size(1_000_000, 2L << 30));
    TableEntry wanted = table("t", column("a", "bigint"));
    String hcl = "table \"t\" {\n  column \"a\" {\n    type = bigint\n  }\n}";

    assertThat(written(live, wanted, hcl, SchemaPolicy.DEFAULT).expand()).hasSize(1);
    assertThat(written(large, wanted, hcl, SchemaPolicy.DEFAULT).expand()).isEmpty();
    assertThat(written(large, wanted, hcl, SchemaPolicy.DEFAULT).contract()).hasSize(1);
  }

  private static Written written(
      TableEntry live, TableEntry wanted, String hcl, SchemaPolicy policy) {
    return Statements.of(
        Differences.between(Snapshots.of(live), Snapshots.of(wanted)),
        Snapshots.of(wanted),
        Case.parsed(List.of(new TextFile("t.hcl", hcl))),
        policy,
        Facts.NONE);
  }
}
