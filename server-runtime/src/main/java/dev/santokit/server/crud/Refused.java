package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.ForeignKey;
import dev.santokit.server.catalogue.Key;
import dev.santokit.server.catalogue.Table;
import dev.santokit.server.catalogue.TableName;
import dev.santokit.server.postgres.Faults;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an error of Postgres means for whoever asked for a write: columns and constraints are named
 * to those alone who know them anyway.
 *
 * @param labels the columns that values are for, by the number of the value
 */
record Refused(OpenTables tables, CallerRights rights, Caller caller, Map<Integer, String> labels) {

  /** The answer to the client. */
  Refusal of(SQLException failed) {
    String state = Faults.state(failed);
    Refusal usual = Faults.refusal(failed);
    return switch (state) {
      case "23505", "23503", "23001" -> conflict(failed, usual);
      case "23502" -> missing(failed, usual);
      case "21000" -> Params.invalid("Two rows of data have the same onConflict.columns");
      default -> {
        if (state.startsWith("22")) {
          yield badValue(failed, usual);
        }
        yield hasChanged(failed) ? Refusal.unavailable("The table has just changed") : usual;
      }
    };
  }

  /** Whether the statement itself does not fit: what triggers run has no place in its text. */
  private static boolean hasChanged(SQLException failed) {
    return Faults.isStale(failed)
        || (Faults.isOfSchema(failed)
            && Faults.offset(failed) >= 0
            && !Faults.state(failed).equals("42501"));
  }

  private Refusal conflict(SQLException failed, Refusal usual) {
    String schema = Faults.schema(failed);
    String table = Faults.table(failed);
    String constraint = Faults.constraint(failed);
    if (schema == null || table == null || constraint == null) {
      return usual;
    }
    CallerRights there = tables.of(new TableName(schema, table), caller);
    List<String> columns = there == null ? null : columns(there.table(), constraint);
    if (there == null || columns == null || !seesAll(there, columns)) {
      return usual;
    }
    ObjectNode details = JsonNodeFactory.instance.objectNode().put("constraint", constraint);
    columns.forEach(details.putArray("columns")::add);
    return Refusal.of(RefusalCode.CONFLICT, usual.text() + ": " + constraint, details);
  }

  private static @Nullable List<String> columns(Table table, String constraint) {
    for (Key key : table.keys()) {
      if (key.name().equals(constraint)) {
        return key.columns();
      }
    }
    for (ForeignKey key : table.refersTo()) {
      if (key.name().equals(constraint)) {
        return key.columns();
      }
    }
    return null;
  }

  private static boolean seesAll(CallerRights there, List<String> columns) {
    return there.rows(Operation.SELECT) == Reach.ALL_ROWS
        && columns.stream()
            .map(there.table()::column)
            .allMatch(column ->
                column != null && there.column(Operation.SELECT, column) == Reach.ALL_ROWS);
  }

  private Refusal missing(SQLException failed, Refusal usual) {
    String name = Faults.column(failed);
    Column column = name == null ? null : rights.table().column(name);
    boolean ofThis = rights.table().name().name().equals(Faults.table(failed));
    return column == null || !ofThis || !isKnown(column)
        ? usual
        : named(column.name(), column.name() + " is required");
  }

  private boolean isKnown(Column column) {
    return rights.column(Operation.SELECT, column) != Reach.NONE
        || rights.column(Operation.INSERT, column) != Reach.NONE
        || rights.column(Operation.UPDATE, column) != Reach.NONE;
  }

  private Refusal badValue(SQLException failed, Refusal usual) {
    String column = labels.get(Faults.parameter(failed));
    return column == null ? usual : named(column, column + ": " + usual.text());
  }

  private static Refusal named(String column, String message) {
    return Refusal.of(
        RefusalCode.VALIDATION_ERROR,
        message,
        JsonNodeFactory.instance.objectNode().put("column", column));
  }
}
