package dev.santokit.cli.dev;

import dev.santokit.cli.database.DirectDatabase;
import dev.santokit.cli.postgres.EmbeddedPostgres;
import dev.santokit.cli.project.ProjectReading.Content;
import dev.santokit.cli.terminal.CommandFailure;
import dev.santokit.cli.terminal.ProjectInvalid;
import dev.santokit.project.Project;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import dev.santokit.project.problem.Problem;
import dev.santokit.schema.apply.Part;
import dev.santokit.schema.logic.Broken;
import dev.santokit.schema.logic.LogicUse;
import dev.santokit.schema.plan.Plan;
import dev.santokit.schema.plan.PlanRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the databases of a project what its files say, in the two parts between which a release is
 * published.
 *
 * @param embedded ours; null when every alias has a URL
 * @param urls of databases that are somebody else's, by alias; each can be read
 * @param folder the project's
 */
record DevDatabases(@Nullable EmbeddedPostgres embedded, Map<String, String> urls, Path folder) {

  private static final String APPLICATION = "stk dev";

  /** Nothing that a person would miss: what extensions bring along is not counted, nor is ours. */
  private static final String IS_EMPTY =
      """
      SELECT NOT EXISTS (
        SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'santokit')
          AND n.nspname NOT LIKE 'pg\\_%'
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))
      """;

  /**
   * What is to be done to one database.
   *
   * @param isNew whether it was empty: it gets its seed, too
   * @param request null where the project has no schema for it
   * @param plan empty where nothing is to be done; null where there is no schema
   */
  record Work(
      String alias,
      DirectDatabase database,
      boolean isNew,
      @Nullable PlanRequest request,
      @Nullable Plan plan,
      List<SeedFile> seeds) {

    /** The plan, where it has anything to do. */
    Optional<Plan> changes() {
      return Optional.ofNullable(plan).filter(some -> !some.isEmpty());
    }
  }

  /**
   * Finds out what is to be done to a database, and creates ours if it is not there.
   *
   * @throws SQLException when our Postgres does not answer
   * @throws CommandFailure when the database is away or refuses
   * @throws ProjectInvalid when the schema cannot be had
   */
  Work plan(String alias, Content content) throws SQLException {
    List<SeedFile> seeds =
        content.seeds(alias).stream().map(file -> new SeedFile(file.path(), file.text())).toList();
    String given = urls.get(alias);
    DatabaseUrl url;
    boolean isNew;
    if (given != null) {
      url = parsed(given);
      isNew = new DirectDatabase(url, folder, APPLICATION).ask(DevDatabases::isEmpty);
    } else {
      EmbeddedPostgres postgres = ours(alias);
      isNew = !postgres.has(alias);
      if (isNew) {
        postgres.create(alias);
      }
      url = parsed(postgres.url(alias));
    }
    DirectDatabase database = new DirectDatabase(url, folder, APPLICATION);
    PlanRequest request = content.requests().get(alias);
    Plan plan = request == null ? null : database.plan(request);
    return new Work(alias, database, isNew, request, plan, seeds);
  }

  private EmbeddedPostgres ours(String alias) {
    if (embedded == null) {
      throw new IllegalStateException("no Postgres for " + alias);
    }
    return embedded;
  }

  private static boolean isEmpty(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(IS_EMPTY)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /**
   * Does what the release that is served survives, and fills a new database.
   *
   * @param told each statement of a database that is not new
   * @return what Postgres refuses of a seed
   */
  Optional<Problem> expand(Work work, Consumer<String> told) throws SQLException {
    apply(work, Part.EXPAND, told);
    if (!work.isNew()) {
      return Optional.empty();
    }
    apply(work, Part.CONTRACT, told); // nothing is served of it yet
    boolean isGiven = urls.containsKey(work.alias());
    if (isGiven && work.request() == null) {
      return Optional.empty(); // nobody asked for anything in it
    }
    if (!work.seeds().isEmpty()) {
      try (Connection connection = work.database().open()) {
        for (SeedFile seed : work.seeds()) {
          Optional<Problem> refused = seed.run(connection);
          if (refused.isPresent()) {
            return refused;
          }
        }
      }
    }
    if (!isGiven) {
      ours(work.alias()).finish(work.alias());
    }
    return Optional.empty();
  }

  /**
   * What of a project's logic uses what a plan takes away. A function that uses what expand has not
   * made yet is not among it.
   *
   * @throws CommandFailure when the database is away
   */
  static List<Broken> breaks(Work work, Content content) {
    Plan plan = work.plan();
    if (plan == null || plan.leaving().isEmpty()) {
      return List.of();
    }
    Project project = content.project();
    return work.database()
        .ask(connection ->
            LogicUse.of(connection, work.alias(), project.functions(), project.permissions())
                .brokenBy(plan.leaving()));
  }

  /** Does the rest, once a release is served that does not need it. */
  static void contract(Work work, Consumer<String> told) {
    apply(work, Part.CONTRACT, told);
  }

  private static void apply(Work work, Part part, Consumer<String> told) {
    Plan plan = work.plan();
    if (work.request() != null
        && plan != null
        && (part == Part.EXPAND || !plan.contract().isEmpty())) {
      work.database().apply(work.request(), plan, part, work.isNew() ? line -> {} : told);
    }
  }

  private static DatabaseUrl parsed(String text) {
    try {
      return DatabaseUrl.parse(text);
    } catch (DatabaseUrlRefused impossible) {
      throw new IllegalStateException("a URL that was read before", impossible);
    }
  }
}
