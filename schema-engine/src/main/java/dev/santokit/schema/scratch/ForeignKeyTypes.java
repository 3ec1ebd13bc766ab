package dev.santokit.schema.scratch;

import dev.santokit.project.problem.Problem;
import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.create.Clauses;
import dev.santokit.schema.create.SqlText;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks Postgres whether foreign keys whose columns have other types than those that they refer to
 * can be: with two small tables for each pair of types, in the session's own temporary schema, so
 * that no table that is there is locked.
 */
final class ForeignKeyTypes {

  private final Connection connection;
  private final Map<List<String>, Boolean> fits = new HashMap<>();

  private ForeignKeyTypes(Connection connection) {
    this.connection = connection;
  }

  /** Those of the foreign keys that cannot be. */
  static List<Problem> problems(
      Connection connection, DesiredSchema schema, Map<QualifiedName, TableEntry> made)
      throws SQLException {
    ForeignKeyTypes types = new ForeignKeyTypes(connection);
    List<Problem> problems = new ArrayList<>();
    for (Table table : schema.tables()) {
      for (ForeignKey key : table.foreignKeys()) {
        List<String> own = types(made.get(table.name()), key.columns());
        List<String> target = types(made.get(key.target()), key.targetColumns());
        if (own != null && target != null && !own.equals(target)) {
          types.problem(key, own, target).ifPresent(problems::add);
        }
      }
    }
    return problems;
  }

  /** Null when a type is not Postgres' own, so that it may have another name for now. */
  private static @Nullable List<String> types(@Nullable TableEntry table, List<String> columns) {
    if (table == null) {
      return null;
    }
    List<ColumnEntry> entries =
        columns.stream().map(table.columns()::get).filter(Objects::nonNull).toList();
    boolean known = entries.size() == columns.size();
    return known && entries.stream().noneMatch(c -> c.type().contains("."))
        ? entries.stream().map(ColumnEntry::type).toList()
        : null;
  }

  private Optional<Problem> problem(ForeignKey key, List<String> own, List<String> target)
      throws SQLException {
    List<String> pair = new ArrayList<>(own);
    pair.addAll(target);
    if (Boolean.TRUE.equals(fits.get(pair))) {
      return Optional.empty();
    }
    Optional<Problem> problem = attempt(key, own, target);
    fits.put(pair, problem.isEmpty());
    return problem;
  }

  private Optional<Problem> attempt(ForeignKey key, List<String> own, List<String> target)
      throws SQLException {
    QualifiedName one = new QualifiedName("pg_temp", "stk_scratch_target");
    ForeignKey standIn =
        new ForeignKey(
            key.name(),
            key.columns(),
            one,
            key.targetColumns(),
            key.onDelete(),
            key.onUpdate(),
            key.deferral(),
            key.range());
    SqlText sql =
        new SqlText()
            .add("CREATE TEMPORARY TABLE stk_scratch_own (" + columns(key.columns(), own) + ", ");
    sql.from(key.range(), s -> Clauses.foreignKey(s, standIn)).add(")");
    Statement statement = sql.statement(key.range());
    Savepoint before = connection.setSavepoint();
    try (java.sql.Statement run = connection.createStatement()) {
      run.setEscapeProcessing(false);
      run.execute(
          "CREATE TEMPORARY TABLE stk_scratch_target ("
              + columns(key.targetColumns(), target)
              + ", UNIQUE ("
              + Quote.identifiers(key.targetColumns())
              + "))");
      run.execute(statement.sql());
      return Optional.empty();
    } catch (SQLException e) {
      Optional<Problem> problem = Refusal.of(e, statement);
      if (problem.isEmpty()) {
        throw e;
      }
      return problem;
    } finally {
      connection.rollback(before);
      connection.releaseSavepoint(before);
    }
  }

  private static String columns(List<String> names, List<String> types) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(Quote.identifier(names.get(i)) + " " + types.get(i));
    }
    return String.join(", ", columns);
  }
}
