package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.CallRequest;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Invocation.LogLevel;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.Key;
import dev.santokit.server.catalogue.Table;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.postgres.Faults;
import dev.santokit.server.postgres.PgType;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a statement leaves in {@code santokit.audit_log}: a row for each record that it reads or
 * writes, in the statement itself, so that there is never the one without the other.
 *
 * @param table of the records
 * @param columns those that are written down, as a comma list; null when the statement is written
 *     down whatever its columns
 */
public record Audit(Operation action, Table table, @Nullable String columns) {

  /** What a browser says of itself is short; a client may send anything. */
  private static final int LONGEST_AGENT = 512;

  /** Without the table, without the schema, or without the right to either. */
  private static final Set<String> UNWRITABLE = Set.of("42P01", "3F000", "42501");

  /**
   * Of a statement; null when it leaves nothing.
   *
   * @param touched the columns that it reads or writes and that are written down, in any order
   */
  public static @Nullable Audit of(Operation action, CallerRights rights, Set<Column> touched) {
    Table table = rights.table();
    String columns = touched.stream().map(Column::name).sorted().collect(Collectors.joining(","));
    if (columns.isEmpty()) {
      return action == Operation.DELETE ? new Audit(action, table, null) : null;
    }
    return new Audit(action, table, columns);
  }

  /**
   * Adds {@code INSERT INTO santokit.audit_log … SELECT … FROM rows}, which is a statement, or the
   * body of a WITH.
   *
   * @param caller of the statement
   * @param rows what the statement calls the records: a WITH of it that has the primary key
   * @return the number of the first of three values that {@link #fill} fills when it runs
   */
  public int render(Sql sql, Caller caller, String rows) {
    sql.add(
        "INSERT INTO santokit.audit_log (user_id, action, table_name, column_name, row_id,"
            + " ip_address, user_agent, request_id) SELECT ");
    String user = caller instanceof Caller.User known ? known.id().replace("\0", "") : null;
    sql.bind(user, PgType.TEXT).add(", ").bind(action.word(), PgType.TEXT).add(", ");
    sql.bind(table.name().toString(), PgType.TEXT).add(", ").bind(columns, PgType.TEXT).add(", ");
    rowId(sql, rows);
    int first = sql.bound();
    for (int i = 0; i < 3; i++) {
      sql.add(", ").bind(null, PgType.TEXT);
    }
    sql.add(" FROM ").add(rows);
    return first;
  }

  private void rowId(Sql sql, String rows) {
    Key key = table.primaryKey();
    if (key == null) {
      sql.add("NULL::pg_catalog.text");
      return;
    }
    sql.add("(SELECT pg_catalog.to_jsonb(k)::pg_catalog.text FROM (SELECT ");
    String before = "";
    for (String name : key.columns()) {
      Column column = table.column(name);
      if (column != null) {
        sql.add(before).column(rows, column);
        before = ", ";
      }
    }
    sql.add(") k)");
  }

  /**
   * Says from where the request came.
   *
   * @param values of the statement
   * @param first what {@link #render} gave
   */
  public static void fill(@Nullable String[] values, int first, CallRequest request) {
    values[first] = request.clientAddress();
    String agent = request.headers().get("user-agent");
    values[first + 1] =
        agent == null ? null : agent.substring(0, Math.min(LONGEST_AGENT, agent.length()));
    values[first + 2] = request.requestId();
  }

  /**
   * What an error of Postgres means for a statement that must be written down: nothing that the
   * client could change when it cannot be, and the log says what to do.
   *
   * @param otherwise what it means when that is not the reason
   */
  static Refusal refusal(
      SQLException failed,
      DatabaseInvocation invocation,
      Function<SQLException, Refusal> otherwise) {
    String message = Faults.serverMessage(failed);
    boolean ofLog =
        UNWRITABLE.contains(Faults.state(failed))
            && (message.contains("audit_log") || message.contains(" santokit"));
    if (!ofLog) {
      return otherwise.apply(failed);
    }
    invocation.log(
        LogLevel.ERROR,
        "santokit.audit_log is missing, or the role of the server may not INSERT into it: what must"
            + " be written down is refused until a plan of the schema is applied (stk schema apply)");
    return Refusal.internal();
  }
}
