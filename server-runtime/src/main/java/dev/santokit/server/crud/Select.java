package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.function.CrudCall;
import dev.santokit.server.postgres.PgType;
import dev.santokit.server.postgres.Script;
import dev.santokit.server.postgres.Unit;
import dev.santokit.server.postgres.Writing;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A select that passed all checks. */
@SuppressWarnings("ArrayRecordComponent") // made for one call, compared never
record Select(OpenTables tables, String path, Unit unit, @Nullable String[] values)
    implements CrudCall {

  private static final long DEFAULT_LIMIT = 100;
  private static final Set<String> KEYS = Set.of("where", "select", "orderBy", "limit", "offset");

  /**
   * Checks a select.
   *
   * @param rights they reach some rows
   * @param params null when the call has none
   * @throws Refusal VALIDATION_ERROR, AUTHORIZATION_ERROR
   */
  static Select prepare(
      OpenTables tables, CallerRights rights, Caller caller, @Nullable JsonNode params) {
    Params request = Params.of(params, "", KEYS);
    var columns = new Columns();
    Projection projection = Projection.read(request.get("select"), rights, columns);
    Where where = new Where.Reader(columns).read(request.get("where"), rights);
    Order order = Order.read(request.get("orderBy"), rights, columns);
    long limit =
        request.number("limit", Math.min(DEFAULT_LIMIT, tables.maxRows()), tables.maxRows());
    long offset = request.number("offset", 0, Long.MAX_VALUE);
    columns.check();
    if (projection.columns().isEmpty()) {
      throw Denied.columns(
          new TreeSet<>(rights.table().columns().values().stream().map(Column::name).toList()));
    }

    var sql = new Sql(caller instanceof Caller.User user ? user.id() : null);
    var source = new Source(rights, "t0");
    sql.add("SELECT ");
    projection.render(source, sql);
    sql.add(" FROM ").table(rights.table().name()).add(" t0 WHERE ");
    source.rows(Operation.SELECT, sql);
    sql.add(" AND ");
    where.render(source, sql);
    order.render(source, sql);
    sql.add(" LIMIT ").bind(Long.toString(limit), PgType.INT8);
    if (offset > 0) {
      sql.add(" OFFSET ").bind(Long.toString(offset), PgType.INT8);
    }
    Unit unit =
        tables.statement(
            sql.text(),
            () -> new Unit(new Script(List.of(sql.step()), projection.layout()), Writing.NOTHING));
    return new Select(tables, path(tables, rights), unit, sql.values());
  }

  private static String path(OpenTables tables, CallerRights rights) {
    return "crud/" + tables.alias() + "/" + rights.table().name() + "/select";
  }

  @Override
  public String alias() {
    return tables.alias();
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Answer run(DatabaseInvocation invocation) {
    return invocation
        .database(tables.alias())
        .run(unit, values, true, invocation.deadline(), tables.outdated());
  }
}
