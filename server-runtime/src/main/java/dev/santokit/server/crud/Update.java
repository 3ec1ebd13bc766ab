package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes statements that change rows, and those that remove them. */
final class Update {

  private static final Set<String> UPDATE_KEYS = Set.of("where", "data", "all");
  private static final Set<String> DELETE_KEYS = Set.of("where", "all");

  private final OpenTables tables;
  private final CallerRights rights;
  private final Caller caller;
  private final Columns columns = new Columns();
  private final Map<Integer, String> labels = new HashMap<>();

  private Update(OpenTables tables, CallerRights rights, Caller caller) {
    this.tables = tables;
    this.rights = rights;
    this.caller = caller;
  }

  /**
   * Checks an update.
   *
   * @param rights they reach some rows
   * @param params null when the call has none
   * @throws Refusal VALIDATION_ERROR, AUTHORIZATION_ERROR
   */
  static Change prepare(
      OpenTables tables, CallerRights rights, Caller caller, @Nullable JsonNode params) {
    return new Update(tables, rights, caller).update(Params.of(params, "", UPDATE_KEYS));
  }

  /** Checks a delete; else as {@link #prepare}. */
  static Change prepareDelete(
      OpenTables tables, CallerRights rights, Caller caller, @Nullable JsonNode params) {
    return new Update(tables, rights, caller).delete(Params.of(params, "", DELETE_KEYS));
  }

  private Change update(Params request) {
    SequencedMap<Column, JsonNode> data = data(request.get("data"));
    Ownership ownership = Ownership.of(rights, Operation.UPDATE, caller);
    boolean ownRows = rights.rows(Operation.UPDATE) == Reach.OWN_ROWS;
    for (Map.Entry<Column, JsonNode> entry : data.entrySet()) {
      Column column = entry.getKey();
      boolean bound = ownership.binds(column);
      if (bound && !(caller.isAuthenticated() && ownership.isCaller(entry.getValue()))) {
        columns.deny(column);
      }
      ownRows = ownRows || bound || rights.column(Operation.UPDATE, column) == Reach.OWN_ROWS;
    }
    Where where = where(request, Operation.UPDATE);
    columns.check();

    Audit audit = Audit.of(Operation.UPDATE, rights, columns.audited());
    var returned = new Returned(rights, caller, audit, ownRows);
    var sql = new Sql(caller);
    returned.begin(sql);
    sql.add("UPDATE ").table(rights.table().name()).add(" AS t0 SET ");
    String before = "";
    for (Map.Entry<Column, JsonNode> entry : data.entrySet()) {
      Column column = entry.getKey();
      sql.add(before).name(column).add(" = ");
      before = ", ";
      if (ownership.binds(column)) {
        sql.user(column.type());
      } else {
        bind(sql, column, entry.getValue(), labels);
      }
    }
    stamp(sql, before, rights);
    condition(sql, Operation.UPDATE, where, ownRows);
    returned.end(sql);
    return Change.of(tables, rights, caller, Operation.UPDATE, sql, labels, returned);
  }

  private Change delete(Params request) {
    boolean ownRows = rights.rows(Operation.DELETE) == Reach.OWN_ROWS;
    Where where = where(request, Operation.DELETE);
    columns.check();
    Audit audit = Audit.of(Operation.DELETE, rights, columns.audited());
    var returned = new Returned(rights, caller, audit, ownRows);
    var sql = new Sql(caller);
    returned.begin(sql);
    sql.add("DELETE FROM ").table(rights.table().name()).add(" AS t0");
    condition(sql, Operation.DELETE, where, ownRows);
    returned.end(sql);
    return Change.of(tables, rights, caller, Operation.DELETE, sql, labels, returned);
  }

  private SequencedMap<Column, JsonNode> data(@Nullable JsonNode data) {
    if (data == null) {
      throw Params.invalid("data is required");
    }
    if (!data.isObject()) {
      throw Params.invalid("data must be an object");
    }
    if (data.isEmpty()) {
      throw Params.invalid("data must name a column");
    }
    SequencedMap<Column, JsonNode> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      Column column = columns.find(rights, entry.getKey(), Operation.UPDATE);
      refuseComputed(column);
      values.put(column, entry.getValue());
    }
    return values;
  }

  private Where where(Params request, Operation operation) {
    Where where = new Where.Reader().read(request.get("where"), rights, columns);
    boolean all = request.flag("all");
    if (where.isEmpty() && !all) {
      throw Params.invalid(
          "where is missing or empty: to " + operation.word() + " all rows say all: true");
    }
    return where;
  }

  private void condition(Sql sql, Operation operation, Where where, boolean ownRows) {
    // What is not the caller's to select is not found by its values either.
    var source = new Source(rights, Returned.AS, !ownRows);
    sql.add(" WHERE ");
    source.rows(operation, sql);
    if (ownRows && rights.rows(operation) != Reach.OWN_ROWS) {
      sql.add(" AND ");
      source.owned(sql);
    }
    sql.add(" AND ");
    where.render(source, sql);
  }

  /** Has the server say when a row was changed. */
  static void stamp(Sql sql, String before, CallerRights rights) {
    String between = before;
    for (Column column : rights.stamped()) {
      sql.add(between).name(column).add(" = pg_catalog.now()");
      between = ", ";
    }
  }

  /** Adds a client's value, and keeps in mind for which column it is. */
  static void bind(Sql sql, Column column, JsonNode value, Map<Integer, String> labels) {
    sql.bind(Values.text(column, value), column.type().oid());
    labels.put(sql.bound(), column.name());
  }

  /** Nothing when the column takes values. */
  static void refuseComputed(Column column) {
    if (column.computed()) {
      throw Params.invalid(column.name() + " is computed and takes no value");
    }
  }
}
