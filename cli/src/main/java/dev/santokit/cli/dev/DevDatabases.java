package dev.santokit.cli.dev;

import dev.santokit.cli.postgres.DirectConnection;
import dev.santokit.cli.postgres.EmbeddedPostgres;
import dev.santokit.cli.project.ProjectReading.Content;
import dev.santokit.project.config.DatabaseUrl;
import dev.santokit.project.config.DatabaseUrlRefused;
import dev.santokit.project.problem.Problem;
import dev.santokit.schema.live.Difference;
import dev.santokit.schema.live.LiveSchema;
import dev.santokit.schema.live.Outcome;
import dev.santokit.schema.model.DesiredSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives the databases of a project their schema and seed, once.
 *
 * @param embedded ours; null when every alias has a URL
 * @param urls of databases that are somebody else's, by alias; each can be read
 */
record DevDatabases(@Nullable EmbeddedPostgres embedded, Map<String, String> urls) {

  /** What a database was found to be. */
  sealed interface State {

    /** It was empty: it has its schema and seed now. */
    record Created(int tables, int seedFiles) implements State {}

    /** It is as the files want it. */
    record Ready() implements State {}

    /** The files want something else of what is there, and changes cannot be planned yet. */
    record Differs(List<Difference> differences) implements State {}

    /** Things stand in it that no stk made. */
    record Foreign(List<String> objects) implements State {}

    /** Postgres refuses the schema or a seed. */
    record Refused(Problem problem) implements State {}
  }

  /**
   * Makes a database ready.
   *
   * @throws SQLException when it cannot be reached
   */
  State prepare(String alias, Content content) throws SQLException {
    DesiredSchema schema = content.schemas().get(alias);
    List<SeedFile> seeds =
        content.seeds(alias).stream().map(file -> new SeedFile(file.path(), file.text())).toList();
    String url = urls.get(alias);
    if (url != null) {
      try (Connection connection = connect(url)) {
        return schema == null ? new State.Ready() : apply(connection, schema, seeds);
      }
    }
    if (embedded == null) {
      throw new IllegalStateException("no Postgres for " + alias);
    }
    return prepare(embedded, alias, schema, seeds);
  }

  private static State prepare(
      EmbeddedPostgres postgres, String alias, @Nullable DesiredSchema schema, List<SeedFile> seeds)
      throws SQLException {
    boolean isNew = !postgres.has(alias);
    if (isNew) {
      postgres.create(alias);
    }
    State state;
    try (Connection connection = postgres.connect(alias)) {
      if (schema != null) {
        state = apply(connection, schema, seeds);
      } else {
        state = isNew ? seeded(connection, 0, seeds) : new State.Ready();
      }
    }
    if (state instanceof State.Created) {
      postgres.finish(alias);
    }
    return state;
  }

  private static State apply(Connection connection, DesiredSchema schema, List<SeedFile> seeds)
      throws SQLException {
    return switch (LiveSchema.apply(connection, schema)) {
      case Outcome.Created _ -> seeded(connection, schema.tables().size(), seeds);
      case Outcome.Unchanged _ -> new State.Ready();
      case Outcome.Differs(var differences) -> new State.Differs(differences);
      case Outcome.NotEmpty(var objects) -> new State.Foreign(objects);
      case Outcome.Refused(var problem) -> new State.Refused(problem);
    };
  }

  private static State seeded(Connection connection, int tables, List<SeedFile> seeds)
      throws SQLException {
    for (SeedFile seed : seeds) {
      Optional<Problem> refused = seed.run(connection);
      if (refused.isPresent()) {
        return new State.Refused(refused.get());
      }
    }
    return new State.Created(tables, seeds.size());
  }

  private static Connection connect(String text) throws SQLException {
    try {
      return DirectConnection.open(DatabaseUrl.parse(text), "stk dev");
    } catch (DatabaseUrlRefused impossible) {
      throw new IllegalStateException("a URL that was read before", impossible);
    }
  }
}
