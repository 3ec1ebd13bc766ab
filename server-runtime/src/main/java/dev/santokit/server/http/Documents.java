package dev.santokit.server.http;

import dev.santokit.project.api.Api;
import dev.santokit.project.api.ApiFunction;
import dev.santokit.project.api.ResultColumn;
import dev.santokit.project.config.Docs;
import dev.santokit.project.logic.FunctionPath;
import dev.santokit.server.auth.Tokens;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.call.Uncompilable;
import dev.santokit.server.database.Database;
import dev.santokit.server.database.DatabaseSession;
import dev.santokit.server.function.ServedFunction;
import dev.santokit.server.function.ServedFunction.Body;
import dev.santokit.server.function.ServedRelease;
import dev.santokit.server.function.Surroundings;
import dev.santokit.server.openapi.OpenApi;
import dev.santokit.server.sql.ResultColumns;
import dev.santokit.server.sql.SqlFunction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What clients may know of the release, for {@code stk sync} and others that write code. Made once
 * for many requests: whoever asks again within a second gets what was made before.
 */
final class Documents {

  /** Schemas change without notice, and what functions answer changes with them. */
  private static final Duration KEPT = Duration.ofSeconds(1);

  private final Surroundings surroundings;
  private final Tokens tokens;
  private final Docs access;
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable Made last;

  /**
   * Of one release.
   *
   * @param at as {@link System#nanoTime} was
   */
  private record Made(ServedRelease release, long at, Tagged manifest, Tagged openApi) {
    @SuppressWarnings("ReferenceEquality") // comparing two releases would compare their functions
    boolean isOf(ServedRelease other) {
      return release == other;
    }

    boolean isFresh() {
      return System.nanoTime() - at < KEPT.toNanos();
    }
  }

  /**
   * Of a server.
   *
   * @param access who may read them
   */
  Documents(Surroundings surroundings, Tokens tokens, Docs access) {
    this.surroundings = surroundings;
    this.tokens = tokens;
    this.access = access;
  }

  /**
   * The manifest. Blocks until all databases have said what their functions answer.
   *
   * @param authorization values of the Authorization header
   * @throws Refusal NOT_FOUND when the project shows nothing; AUTHENTICATION_ERROR without a valid
   *     token where it takes one; UNAVAILABLE while a database is away: half of the types would be
   *     taken for all of them
   */
  Tagged manifest(ServedRelease release, List<String> authorization) {
    admit(release, authorization);
    return made(release).manifest;
  }

  /**
   * The same in the words of OpenAPI.
   *
   * @param authorization as for {@link #manifest}
   * @throws Refusal as {@link #manifest}
   */
  Tagged openApi(ServedRelease release, List<String> authorization) {
    admit(release, authorization);
    return made(release).openApi;
  }

  private void admit(ServedRelease release, List<String> authorization) {
    if (access == Docs.OFF) {
      throw Refusal.of(RefusalCode.NOT_FOUND, "Not Found");
    }
    boolean known = tokens.verify(authorization, release.project()).isAuthenticated();
    if (access == Docs.AUTHENTICATED && !known) {
      throw Refusal.of(RefusalCode.AUTHENTICATION_ERROR, "Authentication required");
    }
  }

  private Made made(ServedRelease release) {
    Made known = last;
    if (known != null && known.isOf(release) && known.isFresh()) {
      return known;
    }
    making.lock();
    try {
      known = last;
      if (known != null && known.isOf(release) && known.isFresh()) {
        return known;
      }
      Api api = api(release);
      var made =
          new Made(
              release,
              System.nanoTime(),
              Tagged.of(api.toJson().toString()),
              Tagged.of(OpenApi.of(api).toString()));
      last = made;
      return made;
    } catch (Refusal away) {
      if (known != null && known.isOf(release)) {
        return known; // the release is the same, and its databases will be
      }
      throw away;
    } finally {
      making.unlock();
    }
  }

  private Api api(ServedRelease release) {
    SortedMap<FunctionPath, ApiFunction> functions = new TreeMap<>();
    for (ServedFunction function : release.functions().values()) {
      functions.put(function.path(), ApiFunction.of(function.config()));
    }
    for (Database database : surroundings.databases().values()) {
      List<ServedFunction> its = sql(release, database.alias());
      if (!its.isEmpty()) {
        columns(its, database)
            .forEach((path, columns) ->
                functions.computeIfPresent(path, (_, function) -> function.withColumns(columns)));
      }
    }
    return new Api(release.project(), release.digest(), functions);
  }

  private static List<ServedFunction> sql(ServedRelease release, String alias) {
    return release.functions().values().stream()
        .filter(function ->
            !function.path().isPrivate()
                && function.body() instanceof Body.Sql(SqlFunction statements)
                && statements.target().equals(alias))
        .toList();
  }

  /** By path, but for functions that cannot be prepared: they answer nothing. */
  private SortedMap<FunctionPath, List<ResultColumn>> columns(
      List<ServedFunction> functions, Database database) {
    SortedMap<FunctionPath, List<ResultColumn>> found = new TreeMap<>();
    Deadline deadline = Deadline.in(surroundings.callTimeout());
    try (var session =
        new DatabaseSession(database, deadline, false, DatabaseSession.Around.NOTHING)) {
      try {
        var columns = new ResultColumns(session);
        for (ServedFunction function : functions) {
          deadline.check();
          columns(function, session, columns)
              .ifPresent(described -> found.put(function.path(), described));
        }
      } catch (SQLException failed) {
        throw session.refusal(failed, deadline);
      }
    }
    return found;
  }

  private static Optional<List<ResultColumn>> columns(
      ServedFunction function, DatabaseSession session, ResultColumns columns) throws SQLException {
    try {
      return function.body() instanceof Body.Sql(SqlFunction statements)
          ? Optional.of(statements.columns(session, columns))
          : Optional.empty();
    } catch (Uncompilable unusable) {
      return Optional.empty(); // whoever calls it gets an error, and the log says why
    }
  }
}
