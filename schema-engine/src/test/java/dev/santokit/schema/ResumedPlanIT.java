package dev.santokit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.plan.Need;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlannedStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A plan can stop after any of its transactions. Made again there, it is exactly what is left of
 * it, so nothing is repeated or skipped, and who agreed to it has agreed to the rest.
 */
class ResumedPlanIT {

  /** Those that change what stands. */
  static List<Case> cases() {
    return Case.all().stream().filter(c -> c.toString().compareTo("50") >= 0).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_left_of_a_plan_is_a_plan(Case schema) throws SQLException {
    DesiredSchema wanted = schema.schema();
    OwnerDatabase database = OwnerDatabase.of(TestPostgres.url(), "santokit test");
    try (Connection connection = database.open()) {
      CasesIT.begin(schema, database, connection);
      Plan plan = CasesIT.plan(connection, wanted);
      if (plan.need() == Need.DENIED) {
        return;
      }
      List<PlannedStatement> left = statements(plan);
      while (!left.isEmpty()) {
        int group = group(left);
        run(connection, wanted, left.subList(0, group));
        left = left.subList(group, left.size());
        Plan rest = CasesIT.plan(connection, wanted);
        assertThat(CasesIT.statements(statements(rest))).isEqualTo(CasesIT.statements(left));
      }
    }
  }

  private static void run(Connection connection, DesiredSchema wanted, List<PlannedStatement> group)
      throws SQLException {
    CasesIT.run(connection, "SET search_path = " + Quote.identifiers(wanted.searchPath()));
    boolean together = group.getFirst().transactional();
    CasesIT.run(connection, together ? "BEGIN" : "SELECT 1");
    for (PlannedStatement next : group) {
      CasesIT.run(connection, next.sql());
    }
    CasesIT.run(connection, together ? "COMMIT" : "SELECT 1");
    CasesIT.run(connection, "RESET search_path");
  }

  private static List<PlannedStatement> statements(Plan plan) {
    return Stream.concat(plan.expand().stream(), plan.contract().stream()).toList();
  }

  /** How many statements the next transaction has. */
  private static int group(List<PlannedStatement> left) {
    int size = 1;
    while (left.getFirst().transactional()
        && size < left.size()
        && left.get(size).transactional()) {
      size++;
    }
    return size;
  }
}
