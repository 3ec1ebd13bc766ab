package dev.santokit.schema.difference;

import static dev.santokit.schema.Snapshots.check;
import static dev.santokit.schema.Snapshots.column;
import static dev.santokit.schema.Snapshots.enumType;
import static dev.santokit.schema.Snapshots.index;
import static dev.santokit.schema.Snapshots.nullable;
import static dev.santokit.schema.Snapshots.table;
import static dev.santokit.schema.Snapshots.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.schema.Snapshots;
import dev.santokit.schema.catalogue.IndexEntry;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Temporary;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  private static final TableEntry USERS = table("users", column("id", "integer"));

  @Test
  void equal_snapshots_differ_in_nothing() {
    assertThat(Differences.between(Snapshots.of(USERS), Snapshots.of(USERS))).isEmpty();
  }

  @Test
  void what_only_one_of_them_has_comes_or_leaves() {
    TableEntry orders = table("orders", column("id", "integer"));

    assertThat(Differences.between(Snapshots.of(USERS), Snapshots.of(orders)))
        .containsExactly(new Change.CreateTable(orders), new Change.DropTable(USERS));
  }

  @Test
  void the_order_of_columns_is_no_difference() {
    TableEntry one = table("t", column("a", "text"), column("b", "text"));
    TableEntry other = table("t", column("b", "text"), column("a", "text"));

    assertThat(Differences.between(Snapshots.of(one), Snapshots.of(other))).isEmpty();
  }

  @Test
  void values_are_added_to_an_enum_where_they_belong() {
    QualifiedName name = new QualifiedName("public", "e");

    assertThat(
            Differences.between(
                Snapshots.of(enumType("e", "b", "d")),
                Snapshots.of(enumType("e", "a", "b", "c", "d", "e"))))
        .containsExactly(
            new Change.AddEnumValue(name, "a", true, "b"),
            new Change.AddEnumValue(name, "c", false, "b"),
            new Change.AddEnumValue(name, "e", false, "d"));
  }

  @Test
  void an_enum_that_loses_a_value_gets_its_new_ones_first() {
    assertThat(
            Differences.between(
                Snapshots.of(enumType("e", "a", "b")), Snapshots.of(enumType("e", "b", "c"))))
        .containsExactly(
            new Change.AddEnumValue(new QualifiedName("public", "e"), "c", false, "b"),
            new Change.RebuildEnum(enumType("e", "a", "b", "c"), enumType("e", "b", "c")));
  }

  @Test
  void an_enum_in_another_order_is_rebuilt() {
    assertThat(
            Differences.between(
                Snapshots.of(enumType("e", "a", "b")), Snapshots.of(enumType("e", "b", "a"))))
        .containsExactly(new Change.RebuildEnum(enumType("e", "a", "b"), enumType("e", "b", "a")));
  }

  @Test
  void an_index_of_another_shape_is_set_aside_until_the_new_one_stands() {
    TableEntry live = table("t", column("a", "text"), index("i", true, "a"));
    TableEntry wanted = table("t", column("a", "text"), index("i", true, "lower(a)"));

    List<Change> changes = Differences.between(Snapshots.of(live), Snapshots.of(wanted));

    assertThat(changes).hasSize(3);
    assertThat(changes).contains(new Change.AddIndex(live, index("i", true, "lower(a)")));
    String aside =
        changes.stream()
            .flatMap(c -> c instanceof Change.SetAside s ? List.of(s.aside()).stream() : null)
            .findFirst()
            .orElseThrow();
    assertThat(aside).startsWith(Temporary.PREFIX);
    assertThat(changes).contains(new Change.DropIndex(live, index(aside, true, "a")));
  }

  @Test
  void an_index_that_could_not_be_built_is_taken_away_and_built_again() {
    TableEntry live = table("t", column("a", "text"), index("i", false, "a"));
    TableEntry wanted = table("t", column("a", "text"), index("i", true, "a"));

    assertThat(Differences.between(Snapshots.of(live), Snapshots.of(wanted)))
        .containsExactlyInAnyOrder(
            new Change.DropLeftover(live, index("i", false, "a")),
            new Change.AddIndex(live, index("i", true, "a")));
  }

  @Test
  void an_index_that_was_built_for_a_unique_constraint_becomes_it() {
    IndexEntry built = new IndexEntry("u", true, true, "USING btree (a)", List.of("a"), null);
    TableEntry live = table("t", column("a", "text"), built);
    TableEntry wanted = table("t", column("a", "text"), unique("u", "a"));

    assertThat(Differences.between(Snapshots.of(live), Snapshots.of(wanted)))
        .containsExactly(new Change.AddUnique(live, unique("u", "a"), true));
  }

  @Test
  void a_check_that_was_begun_for_a_column_without_null_stays_until_it_is_used() {
    String begun = Temporary.notNull("t", "a");
    TableEntry live =
        table("t", nullable("a", "text"), check(begun, "CHECK ((a IS NOT NULL))", true, "a"));
    TableEntry wanted = table("t", column("a", "text"));

    assertThat(Differences.between(Snapshots.of(live), Snapshots.of(wanted)))
        .containsExactly(new Change.SetNotNull(live, column("a", "text")));
  }

  @Test
  void what_nobody_goes_on_with_any_more_is_cleaned_up() {
    String begun = Temporary.notNull("t", "a");
    TableEntry live =
        table("t", nullable("a", "text"), check(begun, "CHECK ((a IS NOT NULL))", false, "a"));
    TableEntry wanted = table("t", nullable("a", "text"));

    assertThat(Differences.between(Snapshots.of(live), Snapshots.of(wanted)))
        .containsExactly(
            new Change.DropCheck(live, check(begun, "CHECK ((a IS NOT NULL))", false, "a")));
  }

  @Test
  void a_check_that_was_never_validated_is() {
    TableEntry live = table("t", column("a", "integer"), check("k", "CHECK ((a > 0))", false, "a"));
    TableEntry wanted =
        table("t", column("a", "integer"), check("k", "CHECK ((a > 0))", true, "a"));

    assertThat(Differences.between(Snapshots.of(live), Snapshots.of(wanted)))
        .containsExactly(new Change.ValidateCheck(live, check("k", "CHECK ((a > 0))", true, "a")));
  }

  @Test
  void casts_that_come_with_a_type_are_no_difference_of_a_check() {
    TableEntry live =
        table(
            "t",
            column("a", "character varying(10)"),
            check("k", "CHECK (((a)::text <> ''::text))", true, "a"));
    TableEntry wanted =
        table("t", column("a", "text"), check("k", "CHECK ((a <> ''::text))", true, "a"));

    assertThat(Differences.between(Snapshots.of(live), Snapshots.of(wanted)))
        .containsExactly(
            new Change.ChangeType(live, column("a", "character varying(10)"), column("a", "text")));
  }

  @Test
  void a_table_that_leaves_gives_up_names_that_a_new_one_has() {
    TableEntry users = table("users", column("a", "text"), index("i", true, "a"));
    TableEntry people = table("people", column("a", "text"), index("i", true, "a"));

    List<Change> changes = Differences.between(Snapshots.of(users), Snapshots.of(people));

    assertThat(changes)
        .hasAtLeastOneElementOfType(Change.SetAside.class)
        .contains(new Change.CreateTable(people), new Change.DropTable(users));
  }
}
