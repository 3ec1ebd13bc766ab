package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.function.CrudCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes statements that add rows. */
final class Insert {

  private static final Set<String> KEYS = Set.of("data", "onConflict");
  private static final int MOST_ROWS = 1000;

  /** Postgres takes 65,535; some are ours. */
  private static final int MOST_VALUES = 65_000;

  private final OpenTables tables;
  private final CallerRights rights;
  private final Caller caller;
  private final Columns columns = new Columns();
  private final Map<Integer, String> labels = new HashMap<>();
  private final SequencedMap<String, Column> named = new LinkedHashMap<>();
  private final Ownership ownership;

  private Insert(OpenTables tables, CallerRights rights, Caller caller) {
    this.tables = tables;
    this.rights = rights;
    this.caller = caller;
    this.ownership = Ownership.of(rights, Operation.INSERT, caller);
  }

  /**
   * Checks an insert.
   *
   * @param rights they reach some rows
   * @param params null when the call has none
   * @throws Refusal VALIDATION_ERROR, AUTHORIZATION_ERROR
   */
  static CrudCall prepare(
      OpenTables tables, CallerRights rights, Caller caller, @Nullable JsonNode params) {
    return new Insert(tables, rights, caller).insert(Params.of(params, "", KEYS));
  }

  private CrudCall insert(Params request) {
    List<JsonNode> rows = rows(request.get("data"));
    rows.forEach(this::read);
    Conflict conflict = Conflict.read(request.get("onConflict"), rights, ownership, columns);
    List<Column> changed = conflict == null ? List.of() : changed(conflict, rows);
    columns.check();
    if (conflict != null) {
      conflict.check(rights);
    }
    return rows.isEmpty()
        ? new NoRows(tables.alias(), rights.table().name())
        : change(rows, conflict, changed);
  }

  private static List<JsonNode> rows(@Nullable JsonNode data) {
    if (data == null) {
      throw Params.invalid("data is required");
    }
    if (data.isObject()) {
      return List.of(data);
    }
    List<JsonNode> rows = new ArrayList<>(data.size());
    data.forEach(rows::add);
    if (!data.isArray() || !rows.stream().allMatch(JsonNode::isObject)) {
      throw Params.invalid("data must be an object or a list of objects");
    }
    if (rows.size() > MOST_ROWS) {
      throw Params.invalid("data has more than " + MOST_ROWS + " rows");
    }
    return rows;
  }

  private void read(JsonNode row) {
    for (Map.Entry<String, JsonNode> entry : row.properties()) {
      Column column = named.get(entry.getKey());
      if (column == null) {
        column = columns.find(rights, entry.getKey(), Operation.INSERT);
        Update.refuseComputed(column);
        named.put(entry.getKey(), column);
      }
      if (ownership.binds(column) && !ownership.isCaller(entry.getValue())) {
        columns.deny(column);
      }
      if (rights.column(Operation.INSERT, column) == Reach.OWN_ROWS && !isCallers(row)) {
        columns.deny(column);
      }
    }
  }

  /** Whether a new row will be the caller's. */
  private boolean isCallers(JsonNode row) {
    Column owner = ownership.column();
    if (owner == null || ownership.setsCaller()) {
      return owner != null;
    }
    JsonNode value = row.get(owner.name());
    return value == null ? ownership.proposesCaller() : ownership.isCaller(value);
  }

  /** The columns that a row that is there gets anew. */
  private List<Column> changed(Conflict conflict, List<JsonNode> rows) {
    if (!conflict.updates()) {
      return List.of();
    }
    for (JsonNode row : rows) {
      if (row.size() != named.size()) {
        throw Params.invalid("With onConflict each row of data names the same columns");
      }
    }
    List<Column> changed = new ArrayList<>();
    for (Column column : named.values()) {
      if (!conflict.key().contains(column) && !ownership.binds(column)) {
        columns.find(rights, column.name(), Operation.UPDATE);
        if (column.equals(ownership.column()) && !rights.isLifted(Operation.UPDATE)) {
          columns.deny(column);
        }
        changed.add(column);
      }
    }
    return changed;
  }

  private Change change(List<JsonNode> rows, @Nullable Conflict conflict, List<Column> changed) {
    boolean ownChanges =
        rights.rows(Operation.UPDATE) == Reach.OWN_ROWS
            || changed.stream()
                .anyMatch(column -> rights.column(Operation.UPDATE, column) == Reach.OWN_ROWS);
    boolean ownRows =
        ownership.setsCaller() && (conflict == null || !conflict.updates() || ownChanges);
    Audit audit = Audit.of(Operation.INSERT, rights, columns.audited());
    var returned = new Returned(rights, caller, audit, ownRows);
    var sql = new Sql(caller);
    returned.begin(sql);
    sql.add("INSERT INTO ").table(rights.table().name()).add(" AS t0 ");
    values(sql, rows);
    if (conflict != null) {
      onConflict(sql, conflict, changed, ownChanges);
    }
    returned.end(sql);
    return Change.of(tables, rights, caller, Operation.INSERT, sql, labels, returned);
  }

  private void values(Sql sql, List<JsonNode> rows) {
    List<Column> all = new ArrayList<>(named.values());
    Column owner = ownership.column();
    if (owner != null && ownership.proposesCaller() && !all.contains(owner)) {
      all.add(owner);
    }
    if (all.isEmpty()) { // VALUES () is none: a default that is asked for says the same
      all.add(rights.table().columns().firstEntry().getValue());
    }
    if ((long) all.size() * rows.size() > MOST_VALUES) {
      throw Params.invalid("data has more than " + MOST_VALUES + " values");
    }
    String before = "(";
    for (Column column : all) {
      sql.add(before).name(column);
      before = ", ";
    }
    before = ") VALUES (";
    for (JsonNode row : rows) {
      for (Column column : all) {
        sql.add(before);
        value(sql, column, row.get(column.name()));
        before = ", ";
      }
      before = "), (";
    }
    sql.add(")");
  }

  private void value(Sql sql, Column column, @Nullable JsonNode value) {
    boolean isOwner = column.equals(ownership.column());
    if (isOwner && (value == null ? ownership.proposesCaller() : ownership.setsCaller())) {
      sql.user(column.type());
    } else if (value == null) {
      sql.add("DEFAULT");
    } else {
      Update.bind(sql, column, value, labels);
    }
  }

  private void onConflict(Sql sql, Conflict conflict, List<Column> changed, boolean ownChanges) {
    String before = " ON CONFLICT (";
    for (Column column : conflict.key()) {
      sql.add(before).name(column);
      before = ", ";
    }
    if (!conflict.updates()) {
      sql.add(") DO NOTHING");
      return;
    }
    // A row without anything to change is named all the same, so that it comes back.
    boolean nothing = changed.isEmpty() && rights.stamped().isEmpty();
    before = ") DO UPDATE SET ";
    for (Column column : nothing ? conflict.key().subList(0, 1) : changed) {
      sql.add(before).name(column).add(" = EXCLUDED.").name(column);
      before = ", ";
    }
    Update.stamp(sql, before, rights);
    sql.add(" WHERE ");
    var source = new Source(rights, Returned.AS);
    if (ownChanges) {
      source.owned(sql);
    } else {
      source.rows(Operation.UPDATE, sql);
    }
  }
}
