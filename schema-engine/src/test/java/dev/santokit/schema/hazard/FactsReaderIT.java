package dev.santokit.schema.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.file.TextFile;
import dev.santokit.project.problem.Range;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.Case;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.difference.Differences;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.scratch.Normalised;
import dev.santokit.schema.scratch.Scratch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands in the way of changes, and what is asked of rows, on a real database. */
class FactsReaderIT {

  private static final String ITEMS =
      "table \"items\" {\n  column \"id\" {\n    type = int\n  }\n"
          + "  column \"name\" {\n    type = text\n  }\n";

  private static final String HAVE_ITEMS =
      "CREATE TABLE items (id int NOT NULL, name text NOT NULL);"
          + "INSERT INTO items VALUES (1, 'a'), (2, 'a');";

  @Test
  void a_key_that_a_table_out_of_scope_refers_to_does_not_leave() throws SQLException {
    assertThat(
            denied(
                HAVE_ITEMS
                    + "ALTER TABLE items ADD CONSTRAINT items_id UNIQUE (id); CREATE SCHEMA other;"
                    + "CREATE TABLE other.uses (item int CONSTRAINT of_item REFERENCES items (id))",
                ITEMS + "}"))
        .containsExactly(
            "CONSTRAINT_DROPPED public.items.items_id:"
                + " is used by the foreign key of_item of other.uses: drop that first");
  }

  @Test
  void a_table_does_not_leave_while_a_view_and_a_table_out_of_scope_use_it() throws SQLException {
    assertThat(
            denied(
                HAVE_ITEMS
                    + "CREATE TABLE old (id int PRIMARY KEY); CREATE SCHEMA other;"
                    + "CREATE TABLE other.uses (old int CONSTRAINT of_old REFERENCES old);"
                    + "CREATE MATERIALIZED VIEW other.seen AS SELECT id FROM old",
                ITEMS + "}"))
        .containsExactly(
            "DROP_TABLE public.old: is used by the materialized view other.seen,"
                + " the foreign key of_old of other.uses: drop that first");
  }

  @Test
  void an_enum_does_not_leave_while_a_function_takes_it() throws SQLException {
    assertThat(
            denied(
                HAVE_ITEMS
                    + "CREATE TYPE state AS ENUM ('a');"
                    + "CREATE FUNCTION f(s state) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                ITEMS + "}"))
        .containsExactly(
            "IRREVERSIBLE public.state: is used by the function f(state): drop that first");
  }

  @Test
  void a_column_does_not_change_its_type_under_a_policy() throws SQLException {
    assertThat(
            denied(
                HAVE_ITEMS + "CREATE POLICY mine ON items USING (name = current_user)",
                ITEMS.replace("text", "varchar(5)") + "}"))
        .containsExactly(
            "NARROWING public.items.name:"
                + " is used by the policy mine on table items: drop that first");
  }

  @Test
  void equal_rows_are_counted_under_the_condition_of_an_index() throws SQLException {
    String index = "  index \"i\" {\n    columns = [column.name]\n    unique = true\n";

    assertThat(denied(HAVE_ITEMS, ITEMS + index + "    where = \"id > 0\"\n  }\n}"))
        .containsExactly("UNIQUE_MAY_FAIL public.items.i: 1 row holds what another one does");
    assertThat(denied(HAVE_ITEMS, ITEMS + index + "    where = \"id > 1\"\n  }\n}")).isEmpty();
  }

  @Test
  void sql_that_is_not_trusted_is_not_evaluated() throws SQLException {
    String index = "  index \"i\" {\n    columns = [column.name]\n    unique = true\n";
    DesiredSchema wanted = schema(ITEMS + index + "    where = \"id > 0\"\n  }\n}");
    Range condition =
        Objects.requireNonNull(wanted.tables().getFirst().indexes().getFirst().where()).range();

    assertThat(look(HAVE_ITEMS, wanted, Set.of()).facts().offenders()).hasSize(1);
    assertThat(look(HAVE_ITEMS, wanted, Set.of(condition)).facts().offenders()).isEmpty();
  }

  /** The hazards that nothing helps against. */
  private static List<String> denied(String live, String hcl) throws SQLException {
    Look look = look(live, schema(hcl), Set.of());
    return look.changes().stream()
        .flatMap(c -> Hazards.of(c, look.facts(), SchemaPolicy.DEFAULT).stream())
        .filter(h -> h.level() == Level.DENY)
        .map(Hazard::toString)
        .toList();
  }

  private static DesiredSchema schema(String hcl) {
    return Case.parsed(List.of(new TextFile("t.hcl", hcl)));
  }

  private record Look(List<Change> changes, Facts facts) {}

  private static Look look(String live, DesiredSchema wanted, Set<Range> untrusted)
      throws SQLException {
    try (Connection connection = TestPostgres.database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(live);
      connection.setAutoCommit(false);
      Snapshot before = CatalogueReader.read(connection, Scope.of(wanted.scope()));
      Normalised normalised = Scratch.normalise(connection, wanted, before);
      assertThat(normalised).isInstanceOf(Normalised.Taken.class);
      Snapshot after = ((Normalised.Taken) normalised).wanted();
      List<Change> changes = Differences.between(before, after);
      return new Look(changes, FactsReader.read(connection, changes, wanted, before, untrusted));
    }
  }
}
