package dev.santokit.schema.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.santokit.project.schema.Approval;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.TestPostgres;
import dev.santokit.schema.catalogue.CatalogueReader;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.database.DatabaseTrouble;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.journal.Fingerprint;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.PlannedStatement;
import dev.santokit.schema.plan.Planning;
import dev.santokit.schema.plan.Trial;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans of all kinds of statements, stopped at all places. */
class PlanRunIT {

  private static final SchemaPolicy POLICY =
      new SchemaPolicy(
          Approval.DESTRUCTIVE,
          SchemaPolicy.DEFAULT.hazards(),
          1L << 30,
          Duration.ofMillis(200),
          Duration.ofSeconds(30),
          true,
          List.of());

  private static final List<PlannedStatement> EXPAND =
      List.of(
          together("CREATE TABLE public.trace (n int NOT NULL)"),
          together("INSERT INTO public.trace VALUES (1)"),
          together("CREATE TABLE public.a (x int, y text)"),
          alone("CREATE INDEX CONCURRENTLY \"a_x\" ON \"public\".\"a\" (x)"),
          together("INSERT INTO public.trace VALUES (2)"),
          together("ALTER TABLE public.a ADD COLUMN z int"),
          alone("CREATE UNIQUE INDEX CONCURRENTLY \"a_z\" ON \"public\".\"a\" (z)"),
          together("CREATE TYPE public.mood AS ENUM ('low')"),
          alone("ALTER TYPE public.mood ADD VALUE 'high'"),
          together("INSERT INTO public.trace VALUES (3)"));

  private static final List<PlannedStatement> CONTRACT =
      List.of(
          together("INSERT INTO public.trace VALUES (4)"),
          together("ALTER TABLE public.a DROP COLUMN y"),
          alone("DROP INDEX CONCURRENTLY \"public\".\"a_x\""),
          together("INSERT INTO public.trace VALUES (5)"));

  private OwnerDatabase database;
  private Connection admin;

  @BeforeEach
  void database() throws SQLException {
    database = OwnerDatabase.of(TestPostgres.url(), "santokit test");
    admin = database.open();
  }

  @Test
  void both_parts_are_carried_out_and_recorded() throws SQLException {
    String hash = next().hash();
    assertThat(run(hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertThat(trace()).containsExactly(1, 2, 3);
    assertThat(next().hash()).isEqualTo(hash);
    assertThat(next().expand()).isEmpty();
    assertThat(next().contract()).isEqualTo(CONTRACT);
    assertThat(run(hash, Part.CONTRACT)).isInstanceOf(Applied.Done.class);
    assertThat(trace()).containsExactly(1, 2, 3, 4, 5);
    assertThat(
            strings("SELECT description FROM santokit.history_plan WHERE type = 'JDBC' ORDER BY 1"))
        .hasSize(10)
        .allMatch(d -> d.startsWith(hash.substring(7, 19)));
    assertThat(strings("SELECT applied_at IS NOT NULL FROM santokit.schema_journal"))
        .containsExactly("t");
  }

  @Test
  void contract_does_not_begin_before_expand_is_done() throws SQLException {
    assertThat(run(next().hash(), Part.CONTRACT)).isInstanceOf(Applied.Changed.class);
    assertThat(strings("SELECT count(*) FROM santokit.schema_journal")).containsExactly("0");
  }

  @Test
  void a_plan_for_another_state_of_the_database_is_not_carried_out() throws SQLException {
    String hash = next().hash();
    execute("CREATE TABLE public.other ()");
    assertThat(run(hash, Part.EXPAND))
        .isInstanceOfSatisfying(
            Applied.Changed.class, c -> assertThat(c.now().hash()).isNotEqualTo(hash));
    assertThat(strings("SELECT to_regclass('public.trace')")).containsExactly((String) null);
  }

  @Test
  void a_database_changed_by_others_in_the_middle_of_a_plan_is_planned_anew() throws SQLException {
    String hash = next().hash();
    killedBefore(6, hash, Part.EXPAND);
    execute("CREATE TABLE public.other ()");
    assertThat(run(hash, Part.EXPAND)).isInstanceOf(Applied.Changed.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void killed_before_any_statement_of_expand_the_next_run_goes_on(int n) throws SQLException {
    String hash = next().hash();
    killedBefore(n, hash, Part.EXPAND);
    assertThat(next().hash()).isEqualTo(hash);
    assertThat(run(hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertThat(trace()).containsExactly(1, 2, 3);
    assertExpanded();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void killed_before_any_statement_of_contract_the_next_run_goes_on(int n) throws SQLException {
    String hash = next().hash();
    run(hash, Part.EXPAND);
    killedBefore(n, hash, Part.CONTRACT);
    assertThat(next().hash()).isEqualTo(hash);
    assertThat(run(hash, Part.CONTRACT)).isInstanceOf(Applied.Done.class);
    assertThat(trace()).containsExactly(1, 2, 3, 4, 5);
    assertThat(strings("SELECT to_regclass('public.a_x')")).containsExactly((String) null);
  }

  @Test
  void an_index_that_was_built_when_the_runner_died_is_not_built_again() throws SQLException {
    String hash = next().hash();
    killedBefore(4, hash, Part.EXPAND);
    execute("CREATE INDEX a_x ON public.a (x)");
    String built = strings("SELECT 'public.a_x'::regclass::oid").getFirst();
    assertThat(run(hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertThat(strings("SELECT 'public.a_x'::regclass::oid")).containsExactly(built);
    assertExpanded();
  }

  @Test
  void an_index_that_was_left_half_built_is_built_anew() throws SQLException {
    String hash = next().hash();
    Applied first =
        run(
            hash,
            Part.EXPAND,
            sql -> {
              if (sql.contains("a_z")) {
                execute("INSERT INTO public.a (z) VALUES (7), (7)");
              }
            });
    assertThat(first)
        .isInstanceOfSatisfying(
            Applied.Failed.class,
            failed -> {
              assertThat(failed.sqlState()).isEqualTo("23505");
              assertThat(failed.sql()).contains("a_z");
              assertThat(failed.message()).doesNotContain("7");
            });
    assertThat(strings("SELECT indisvalid FROM pg_index WHERE indexrelid = 'public.a_z'::regclass"))
        .containsExactly("f");
    execute("DELETE FROM public.a");
    assertThat(next().hash()).isEqualTo(hash);
    assertThat(run(hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertExpanded();
    assertThat(trace()).containsExactly(1, 2, 3);
  }

  @Test
  void a_statement_that_fails_undoes_its_group_and_leaves_those_before() throws SQLException {
    String hash = next().hash();
    Applied first =
        run(
            hash,
            Part.EXPAND,
            sql -> {
              if (sql.contains("a_x")) {
                execute("CREATE DOMAIN public.mood AS text");
              }
            });
    assertThat(first)
        .isInstanceOfSatisfying(
            Applied.Failed.class,
            failed -> {
              assertThat(failed.sqlState()).isEqualTo("42710");
              assertThat(failed.sql()).contains("CREATE TYPE");
              assertThat(failed.message()).isEqualTo("type \"mood\" already exists");
            });
    assertThat(trace()).containsExactly(1, 2);
    execute("DROP DOMAIN public.mood");
    assertThat(run(hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
    assertThat(trace()).containsExactly(1, 2, 3);
  }

  @Test
  void a_lock_that_others_hold_for_a_moment_is_waited_for() throws Exception {
    String hash = next().hash();
    killedBefore(5, hash, Part.EXPAND);
    try (Connection other = database.open()) {
      other.setAutoCommit(false);
      execute(other, "LOCK TABLE public.a IN ACCESS SHARE MODE");
      CompletableFuture<Void> released =
          CompletableFuture.runAsync(
              () -> rollback(other), CompletableFuture.delayedExecutor(600, TimeUnit.MILLISECONDS));
      assertThat(run(hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
      released.join();
    }
    assertThat(trace()).containsExactly(1, 2, 3);
  }

  @Test
  void a_lock_that_others_keep_stops_the_part_and_holds_nobody_up() throws SQLException {
    String hash = next().hash();
    killedBefore(5, hash, Part.EXPAND);
    try (Connection other = database.open()) {
      other.setAutoCommit(false);
      execute(other, "LOCK TABLE public.a IN ACCESS SHARE MODE");
      assertThat(run(hash, Part.EXPAND))
          .isInstanceOfSatisfying(
              Applied.Failed.class, failed -> assertThat(failed.sqlState()).isEqualTo("55P03"));
      other.rollback();
    }
    assertThat(trace()).containsExactly(1);
    assertThat(run(hash, Part.EXPAND)).isInstanceOf(Applied.Done.class);
  }

  @Test
  void one_runner_works_on_a_database() throws SQLException {
    String hash = next().hash();
    List<Applied> second = new ArrayList<>();
    run(
        hash,
        Part.EXPAND,
        sql -> {
          if (second.isEmpty()) {
            second.add(run(hash, Part.EXPAND));
          }
        });
    assertThat(second).containsExactly(new Applied.Busy());
  }

  @Test
  void a_journal_that_someone_else_put_there_is_not_believed() throws SQLException {
    execute("DROP ROLE IF EXISTS stranger");
    execute("CREATE ROLE stranger");
    execute("CREATE SCHEMA santokit AUTHORIZATION stranger");
    execute("CREATE TABLE santokit.schema_journal ()");
    execute("ALTER TABLE santokit.schema_journal OWNER TO stranger");
    assertThatThrownBy(this::next).hasMessageContaining("belongs to stranger");
    execute("DROP SCHEMA santokit CASCADE");
    execute("DROP ROLE stranger");
  }

  private void assertExpanded() throws SQLException {
    assertThat(
            strings(
                """
                SELECT c.relname || ' ' || i.indisvalid FROM pg_index i
                JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = 'public.a'::regclass ORDER BY 1
                """))
        .containsExactly("a_x true", "a_z true");
    assertThat(strings("SELECT enumlabel FROM pg_enum ORDER BY enumsortorder"))
        .containsExactly("low", "high");
  }

  private interface Listener {
    void begins(String sql) throws SQLException;
  }

  private Applied run(String hash, Part part) throws SQLException {
    return run(hash, part, sql -> {});
  }

  private Applied run(String hash, Part part, Listener listener) throws SQLException {
    Progress progress =
        (which, ordinal, count, sql) -> {
          try {
            listener.begins(sql);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        };
    return PlanRun.run(
        database, request(), hash, part, Optional.empty(), progress, PlanRunIT::made);
  }

  /** Ends the session of a run before its nth statement. */
  private void killedBefore(int n, String hash, Part part) throws SQLException {
    int[] count = {0};
    assertThatThrownBy(() ->
            run(
                hash,
                part,
                sql -> {
                  if (++count[0] == n) {
                    execute(
                        """
                        SELECT pg_terminate_backend(pid, 5000) FROM pg_locks
                        WHERE locktype = 'advisory' AND database =
                          (SELECT oid FROM pg_database WHERE datname = current_database())
                        """);
                  }
                }))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(DatabaseTrouble.of(e)).isEqualTo(DatabaseTrouble.UNREACHABLE));
    assertThat(count[0]).isEqualTo(n);
  }

  private Plan next() throws SQLException {
    return ((Planning.Planned) NextPlan.of(admin, request(), PlanRunIT::made)).plan();
  }

  /** All of both parts, whatever is there: what is left of them is for the journal to know. */
  private static Planning made(Connection connection, PlanRequest request) throws SQLException {
    Snapshot live = CatalogueReader.read(connection, Scope.of(List.of("public")));
    return new Planning.Planned(
        new Plan(
            Fingerprint.of(live),
            Approval.DESTRUCTIVE,
            9,
            List.of(),
            EXPAND,
            CONTRACT,
            new TreeSet<>(),
            Trial.PARTIAL,
            live,
            Snapshot.EMPTY));
  }

  private static PlanRequest request() {
    DesiredSchema schema =
        new DesiredSchema(List.of(new Namespace("public", null, null)), List.of(), List.of());
    return new PlanRequest(schema, List.of(), POLICY);
  }

  private List<Integer> trace() throws SQLException {
    return strings("SELECT n FROM public.trace ORDER BY n").stream().map(Integer::valueOf).toList();
  }

  private List<String> strings(String query) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = admin.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private void execute(String sql) throws SQLException {
    execute(admin, sql);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PlannedStatement together(String sql) {
    return new PlannedStatement(sql, true, List.of());
  }

  private static PlannedStatement alone(String sql) {
    return new PlannedStatement(sql, false, List.of());
  }
}
