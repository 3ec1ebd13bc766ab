package dev.santokit.schema.apply;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.database.OwnerDatabase;
import dev.santokit.schema.history.History;
import dev.santokit.schema.journal.Journal;
import dev.santokit.schema.journal.JournalEntry;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import dev.santokit.schema.plan.PlannedStatement;
import dev.santokit.schema.plan.Planner;
import dev.santokit.schema.plan.Planning.Planned;
import dev.santokit.schema.plan.Planning.Refused;
import dev.santokit.schema.system.Grants;
import dev.santokit.schema.system.SystemSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.flywaydb.core.api.FlywayException;

/** Carries out a part of a plan. */
public final class PlanRun {

  /** Beyond what a statement may take: after it the network is to blame. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /** Waits between tries of a step that met a lock; together with the tries about half a minute. */
  private static final List<Duration> WAITS =
      List.of(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final Connection connection;
  private final PlanRequest request;
  private final Part part;
  private final Progress progress;
  private final PlanMaker maker;
  private final long start = System.nanoTime();
  private int begun;

  private PlanRun(
      Connection connection, PlanRequest request, Part part, Progress progress, PlanMaker maker) {
    this.connection = connection;
    this.request = request;
    this.part = part;
    this.progress = progress;
    this.maker = maker;
  }

  /**
   * Carries out a part, when the plan for what the database is now has the hash of the one that was
   * shown, or agreed to. Killed at any statement, the next run with the same arguments goes on
   * behind the last that is done: none is done twice, none left out.
   *
   * <p>It does not ask whether the plan was agreed to, or has a hazard that is denied: that is for
   * the caller to know.
   *
   * @param hash what {@link NextPlan} said
   * @param part {@code CONTRACT} comes to {@link Applied.Changed} while something of expand is left
   * @param runtimeRole the role that logic runs as, which gets its rights after expand; empty when
   *     it is the one that migrates
   * @throws SQLException when the database is away, or the role may not do what all plans do; what
   *     a statement of the plan meets is {@link Applied.Failed}
   */
  public static Applied run(
      OwnerDatabase database,
      PlanRequest request,
      String hash,
      Part part,
      Optional<String> runtimeRole,
      Progress progress)
      throws SQLException {
    return run(database, request, hash, part, runtimeRole, progress, Planner::plan);
  }

  static Applied run(
      OwnerDatabase database,
      PlanRequest request,
      String hash,
      Part part,
      Optional<String> runtimeRole,
      Progress progress,
      PlanMaker maker)
      throws SQLException {
    try (Connection connection = database.open()) {
      Duration silence = request.policy().statementTimeout().plus(SILENCE);
      connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
      if (!RunnerLock.take(connection)) {
        return new Applied.Busy();
      }
      SystemSchema.migrate(connection);
      PlanRun run = new PlanRun(connection, request, part, progress, maker);
      Applied applied = run.run(hash);
      if (part == Part.EXPAND && applied instanceof Applied.Done && runtimeRole.isPresent()) {
        Grants.give(connection, runtimeRole.get(), request.wanted().scope());
      }
      RunnerLock.release(connection);
      return applied;
    }
  }

  private Applied run(String hash) throws SQLException {
    return switch (NextPlan.of(connection, request, maker)) {
      case Refused(var problems) -> new Applied.Refused(problems);
      case Planned(var plan) when !plan.hash().equals(hash) -> new Applied.Changed(plan);
      case Planned(var plan) ->
          switch (part) {
            case EXPAND -> plan.migrations().isEmpty() ? steps(plan) : migrations(plan);
            case CONTRACT ->
                plan.migrations().isEmpty() && plan.expand().isEmpty()
                    ? steps(plan)
                    : new Applied.Changed(plan);
          };
    };
  }

  /** Runs the migrations that people wrote, then what they left to do of the plan. */
  private Applied migrations(Plan plan) throws SQLException {
    JournalEntry entry = entry(plan);
    Optional<Applied> stopped =
        new HandWrittenRun(entry, scope(plan), request, sql -> begins(sql, plan)).run(connection);
    return stopped.isPresent() ? stopped.get() : run(plan.hash());
  }

  private Applied steps(Plan plan) throws SQLException {
    JournalEntry entry = entry(plan);
    for (int attempt = 0; ; attempt++) {
      Optional<StatementFailed> failure = attempt(plan, entry);
      if (failure.isEmpty()) {
        return done(entry);
      }
      StatementFailed failed = failure.get();
      if (failed.lostConnection()) {
        throw failed;
      }
      if (!failed.waitedForLock() || attempt == WAITS.size()) {
        return failed.told(ErrorCode.SCHEMA_REFUSED);
      }
      pause(WAITS.get(attempt));
      entry = Journal.last(connection).orElseThrow();
    }
  }

  /** Runs what is left of the part until it is done or a statement fails. */
  private Optional<StatementFailed> attempt(Plan plan, JournalEntry entry) throws SQLException {
    List<Step> steps = Step.of(left(entry), doneOf(entry));
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    History.PLAN.forgetFailed(connection);
    long before = History.PLAN.version(connection);
    Scope scope = scope(plan);
    StepRun[] runs =
        IntStream.range(0, steps.size())
            .mapToObj(i ->
                new StepRun(
                    steps.get(i),
                    part,
                    entry,
                    before + 1 + i,
                    scope,
                    request.policy(),
                    sql -> begins(sql, plan)))
            .toArray(StepRun[]::new);
    try {
      History.PLAN.run(connection, runs);
      return Optional.empty();
    } catch (FlywayException e) {
      for (StepRun run : runs) {
        if (run.failure() != null) {
          return Optional.of(run.failure());
        }
      }
      throw History.cause(e);
    }
  }

  private int doneOf(JournalEntry entry) {
    return switch (part) {
      case EXPAND -> entry.expanded();
      case CONTRACT -> entry.contracted();
    };
  }

  private List<PlannedStatement> left(JournalEntry entry) {
    return switch (part) {
      case EXPAND -> entry.expandLeft();
      case CONTRACT -> entry.contractLeft();
    };
  }

  /** Notes the end; a plan without contract is applied with its expand. */
  private Applied done(JournalEntry entry) throws SQLException {
    JournalEntry last = Journal.last(connection).orElse(entry);
    if (!last.applied() && last.expandLeft().isEmpty() && last.contractLeft().isEmpty()) {
      Journal.applied(connection, last.id());
    }
    String version = Long.toString(History.PLAN.version(connection));
    return new Applied.Done(version, Duration.ofNanos(System.nanoTime() - start));
  }

  /** The journal's entry of the plan: the newest, when it is this plan's and as far as it is. */
  private JournalEntry entry(Plan plan) throws SQLException {
    Optional<JournalEntry> last = Journal.last(connection);
    return last.isPresent() && last.get().isOf(plan, request)
        ? last.get()
        : Journal.begin(connection, plan, request);
  }

  /** All that is there or will be: the digests of the journal are of this. */
  private Scope scope(Plan plan) {
    NavigableSet<String> schemas = new TreeSet<>(request.wanted().scope());
    schemas.addAll(plan.live().schemas().keySet());
    schemas.addAll(plan.wanted().schemas().keySet());
    return new Scope(schemas, request.policy().exclude());
  }

  private void begins(String sql, Plan plan) {
    begun++;
    int count =
        switch (part) {
          case EXPAND -> plan.migrations().size() + plan.expand().size();
          case CONTRACT -> plan.contract().size();
        };
    progress.begins(part, begun, count, sql);
  }

  private static void pause(Duration wait) throws SQLException {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("stopped while waiting for a lock", "57014", e);
    }
  }
}
