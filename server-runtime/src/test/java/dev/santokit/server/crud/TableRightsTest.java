package dev.santokit.server.crud;

import static dev.santokit.project.permissions.Operation.INSERT;
import static dev.santokit.project.permissions.Operation.SELECT;
import static dev.santokit.project.permissions.Operation.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.permissions.Operation;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.yaml.StrictYaml;
import dev.santokit.server.call.Caller;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.Table;
import dev.santokit.server.catalogue.TableName;
import dev.santokit.server.postgres.PgType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What permissions come to for a table and a caller. */
class TableRightsTest {

  private static final PgType TEXT = new PgType(PgType.TEXT, "text", 'S', 0);
  private static final String COLUMNS = "id user_id name s_phone c_code p_note _rank";

  private static Table table(String schema, String name, boolean isView, String columns) {
    var byName = new LinkedHashMap<String, Column>();
    for (String column : columns.split(" ")) {
      byName.put(column, new Column(column, byName.size(), TEXT, null, 1009, false, false, false));
    }
    return new Table(
        new TableName(schema, name), isView, byName, null, List.of(), List.of(), List.of());
  }

  private static Permissions permissions(String yaml) {
    var problems = new Problems();
    Permissions read =
        Permissions.parse(
            Objects.requireNonNull(StrictYaml.read("p.yaml", yaml, problems)), null, problems);
    assertThat(problems.sorted()).isEmpty();
    return Objects.requireNonNull(read);
  }

  private static @Nullable TableRights rights(String yaml, Table table) {
    return TableRights.of(permissions(yaml), "main", table);
  }

  private static CallerRights of(String yaml, String columns, Caller caller) {
    return Objects.requireNonNull(rights(yaml, table("public", "notes", false, columns)))
        .of(caller);
  }

  private static Caller caller(String roles) {
    return roles.equals("-")
        ? new Caller.Anonymous()
        : new Caller.User("u", null, List.of(roles.split(" ")));
  }

  /** A letter for each column, in the order of the table: none, own rows, all rows. */
  private static String reaches(CallerRights rights, Operation operation) {
    var letters = new StringBuilder();
    for (Column column : rights.table().columns().values()) {
      letters.append(rights.column(operation, column).name().charAt(0));
    }
    return letters.toString();
  }

  @ParameterizedTest
  @CsvSource({
    // id user_id name s_phone c_code p_note _rank
    "-,      AAANNNA, AAAANNN, AAANNNN",
    "user,   AAAONNA, AAAANNN, AAAONNN",
    "admin,  AAAAAAA, AAAAAAN, AAAAAAN",
    "owner,  AAAONNA, AAAANNN, AAAONNN",
    "public, AAAONNA, AAAANNN, AAAONNN",
  })
  void prefixes_have_rules_of_their_own(String roles, String select, String insert, String update) {
    CallerRights rights =
        of(
            "{ownerColumn: {_default: user_id}, tables: {notes: {select: [public], insert: [public], update: [public]}}}",
            COLUMNS,
            caller(roles));
    assertThat(reaches(rights, SELECT)).isEqualTo(select);
    assertThat(reaches(rights, INSERT)).isEqualTo(insert);
    assertThat(reaches(rights, UPDATE)).isEqualTo(update);
  }

  @Test
  void pitfall_6_a_rule_for_one_operation_leaves_those_for_others_alone() {
    CallerRights rights =
        of(
            """
            ownerColumn: {_default: user_id}
            tables:
              notes:
                select: [public]
                insert: [public]
                update: [public]
                columns: {s_phone: {select: [public]}, c_code: {select: [], update: []}}
            """,
            COLUMNS,
            caller("user"));
    assertThat(reaches(rights, SELECT)).isEqualTo("AAAANNA");
    assertThat(reaches(rights, INSERT)).isEqualTo("AAAANNN");
    assertThat(reaches(rights, UPDATE)).isEqualTo("AAAONNN");
  }

  @Test
  void pitfall_14_a_project_can_have_ordinary_columns_with_such_names() {
    CallerRights rights =
        of(
            "{prefixes: {c_: off, p_: off, _: off}, tables: {notes: {select: [public], insert: [public], update: [public]}}}",
            COLUMNS,
            caller("-"));
    assertThat(reaches(rights, SELECT)).isEqualTo("AAANAAA");
    assertThat(reaches(rights, INSERT)).isEqualTo("AAAAAAA");
    assertThat(rights.selectedByDefault()).extracting(Column::name).contains("c_code", "p_note");
  }

  @ParameterizedTest
  @CsvSource({
    "-, NONE, NONE",
    "user, OWN_ROWS, NONE",
    "editor, ALL_ROWS, NONE",
    "boss, ALL_ROWS, NONE",
    "admin, OWN_ROWS, ALL_ROWS",
  })
  void pitfall_13_a_role_lifts_the_rule_for_rows_and_the_admin_role_has_the_projects_name(
      String roles, Reach select, Reach update) {
    CallerRights rights =
        of(
            "{adminRole: boss, ownerColumn: {notes: user_id}, tables: {notes: {select: [owner, editor], update: [admin]}}}",
            COLUMNS,
            caller(roles));
    assertThat(rights.rows(SELECT)).isEqualTo(select);
    assertThat(rights.rows(UPDATE)).isEqualTo(update);
    assertThat(rights.rows(Operation.DELETE)).isEqualTo(Reach.NONE);
  }

  @Test
  void in_rows_that_are_all_the_callers_own_nothing_of_the_owner_is_hidden() {
    CallerRights rights =
        of(
            "{ownerColumn: {notes: user_id}, tables: {notes: {select: [owner]}}}",
            COLUMNS,
            caller("user"));
    assertThat(reaches(rights, SELECT)).isEqualTo("AAAANNA");
  }

  @Test
  void rows_of_a_table_without_the_owner_column_have_no_owner() {
    String yaml =
        "{ownerColumn: {_default: user_id}, tables: {_default: {select: [owner, admin]}}}";
    assertThat(of(yaml, "id name", caller("user")).rows(SELECT)).isEqualTo(Reach.NONE);
    assertThat(of(yaml, "id name", caller("admin")).rows(SELECT)).isEqualTo(Reach.ALL_ROWS);
  }

  @Test
  void a_table_is_open_by_its_name_or_by_default_and_a_view_by_its_name_alone() {
    String named = "{tables: {main.notes: {select: [public]}, main.app.notes: {select: [public]}}}";
    String all = "{tables: {_default: {select: [public]}, main.app.open: {select: [public]}}}";
    Table notes = table("public", "notes", false, "id");
    assertThat(rights(named, notes)).isNotNull();
    assertThat(rights(named, table("public", "notes", true, "id"))).isNotNull();
    assertThat(rights(named, table("app", "notes", false, "id"))).isNotNull();
    assertThat(rights(named, table("public", "others", false, "id"))).isNull();
    assertThat(rights(all, notes)).isNotNull();
    assertThat(rights(all, table("public", "notes", true, "id"))).isNull();
    assertThat(rights(all, table("app", "others", false, "id"))).isNotNull();
    assertThat(rights(all, table("elsewhere", "notes", false, "id"))).isNull();
    assertThat(TableRights.of(permissions(named), "other", notes)).isNull();
    assertThat(TableRights.of(Permissions.none(), "main", notes)).isNull();
  }
}
