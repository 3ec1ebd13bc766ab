package dev.santokit.server.http;

import dev.santokit.project.api.Api;
import dev.santokit.project.api.ApiFunction;
import dev.santokit.project.api.ResultColumn;
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
import dev.santokit.server.sql.ResultColumns;
import dev.santokit.server.sql.SqlFunction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What clients may know of the release, for {@code stk sync} and others that write code. */
final class ManifestHandler {

  private final Surroundings surroundings;
  private final Tokens tokens;

  ManifestHandler(Surroundings surroundings, Tokens tokens) {
    this.surroundings = surroundings;
    this.tokens = tokens;
  }

  /**
   * The text of the manifest. Blocks until all databases have said what their functions answer.
   *
   * @param authorization values of the Authorization header
   * @throws Refusal AUTHENTICATION_ERROR without a valid token; UNAVAILABLE while a database is
   *     away: half of the types would be taken for all of them
   */
  byte[] answer(ServedRelease release, List<String> authorization) {
    if (!tokens.verify(authorization, release.project()).isAuthenticated()) {
      throw Refusal.of(RefusalCode.AUTHENTICATION_ERROR, "Authentication required");
    }
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
    return new Api(release.project(), release.digest(), functions)
        .toJson()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
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
