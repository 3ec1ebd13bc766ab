package dev.santokit.schema.hazard;

import static dev.santokit.schema.Snapshots.column;
import static dev.santokit.schema.Snapshots.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.project.schema.Decision;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.catalogue.Size;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.hazard.Facts.Count;
import dev.santokit.schema.model.QualifiedName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HazardsTest {

  private static final QualifiedName NAME = new QualifiedName("public", "users");
  private static final TableEntry USERS = table("users", column("id", "integer"));
  private static final Change DROP = new Change.DropTable(USERS);
  private static final Change REQUIRED = new Change.AddColumn(USERS, column("name", "text"));
  private static final Change NOT_NULL = new Change.SetNotNull(USERS, column("id", "integer"));

  @ParameterizedTest
  @CsvSource({
    "0, true, no row leaves with it",
    "1, true, 1 row leaves with it",
    "3, true, 3 rows leave with it",
    "2000000, false, about 2000000 rows leave with it"
  })
  void a_table_that_leaves_says_how_many_rows_go(long number, boolean exact, String message) {
    assertThat(Hazards.of(DROP, rows(new Count(number, exact)), SchemaPolicy.DEFAULT))
        .containsExactly(Hazard.of(HazardCode.DROP_TABLE, "public.users", message));
  }

  @ParameterizedTest
  @CsvSource({"ALLOW, WARN", "APPROVE, APPROVE", "DENY, DENY"})
  void a_policy_decides_what_a_hazard_weighs(Decision decision, Level level) {
    assertThat(Hazards.of(DROP, Facts.NONE, policy("DROP_TABLE", decision)))
        .extracting(Hazard::level)
        .containsExactly(level);
  }

  @Test
  void a_required_column_is_denied_where_rows_are_whatever_the_policy_says() {
    SchemaPolicy policy = policy("ADD_REQUIRED_COLUMN", Decision.ALLOW);

    assertThat(Hazards.of(REQUIRED, rows(new Count(2, true)), policy))
        .containsExactly(
            new Hazard(
                HazardCode.ADD_REQUIRED_COLUMN,
                Level.DENY,
                "public.users.name",
                "2 rows have no value for it: give it a default"));
    assertThat(Hazards.of(REQUIRED, rows(new Count(0, true)), policy)).isEmpty();
  }

  @Test
  void a_scan_of_a_large_table_needs_approval_unless_the_policy_says_otherwise() {
    Change scan =
        new Change.SetNotNull(
            USERS.withSize(new Size(1_000_000, 2L << 30)), column("id", "integer"));

    assertThat(Hazards.of(scan, Facts.NONE, SchemaPolicy.DEFAULT))
        .containsExactly(
            new Hazard(
                HazardCode.SET_NOT_NULL,
                Level.APPROVE,
                "public.users.id",
                "all rows are looked at: 2 GB"));
    assertThat(Hazards.of(scan, Facts.NONE, policy("SET_NOT_NULL", Decision.ALLOW)))
        .extracting(Hazard::level)
        .containsExactly(Level.WARN);
  }

  @Test
  void rows_that_offend_are_counted_and_deny_whatever_the_policy_says() {
    Map<Change, Count> offenders = Map.of(NOT_NULL, new Count(3, true));
    Facts facts = new Facts(Map.of(), offenders, Map.of(), Map.of(), Map.of(), Map.of());

    assertThat(Hazards.of(NOT_NULL, facts, policy("SET_NOT_NULL", Decision.ALLOW)))
        .containsExactly(
            new Hazard(HazardCode.SET_NOT_NULL, Level.DENY, "public.users.id", "3 rows are null"));
  }

  @Test
  void what_others_stand_on_is_denied_and_they_are_named() {
    Change drop = new Change.DropColumn(USERS, column("id", "integer"));
    Map<Change, List<String>> blockers = Map.of(drop, List.of("the view app.active"));
    Facts facts = new Facts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), blockers);

    assertThat(Hazards.of(drop, facts, SchemaPolicy.DEFAULT))
        .contains(
            new Hazard(
                HazardCode.DROP_COLUMN,
                Level.DENY,
                "public.users.id",
                "is used by the view app.active: drop that first"));
  }

  private static Facts rows(Count count) {
    return new Facts(Map.of(NAME, count), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
  }

  private static SchemaPolicy policy(String code, Decision decision) {
    SchemaPolicy policy = SchemaPolicy.DEFAULT;
    return new SchemaPolicy(
        policy.approval(),
        new TreeMap<>(Map.of(code, decision)),
        policy.largeTable(),
        policy.lockTimeout(),
        policy.statementTimeout(),
        policy.concurrentIndexes(),
        policy.exclude());
  }
}
