package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.database.DatabaseSession.Witness;
import dev.santokit.server.function.CrudCall;
import dev.santokit.server.postgres.Script;
import dev.santokit.server.postgres.Unit;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An insert, update or delete that passed all checks.
 *
 * @param values those of the request itself come in when it runs
 * @param labels the columns that values are for, by the number of the value
 * @param requestAt as {@link Returned#requestAt}
 */
@SuppressWarnings("ArrayRecordComponent") // made for one call, compared never
record Change(
    OpenTables tables,
    CallerRights rights,
    Caller caller,
    Operation operation,
    Unit unit,
    @Nullable String[] values,
    Map<Integer, String> labels,
    int requestAt)
    implements CrudCall {

  /** A statement with this many characters is one of many rows, and nobody sends it twice. */
  private static final int LONGEST_KEPT = 8 * 1024;

  /** Of a statement that is complete. */
  static Change of(
      OpenTables tables,
      CallerRights rights,
      Caller caller,
      Operation operation,
      Sql sql,
      Map<Integer, String> labels,
      Returned returned) {
    String text = sql.text();
    Supplier<Script> script = () -> new Script(List.of(sql.step()), returned.layout());
    Unit unit =
        text.length() > LONGEST_KEPT
            ? new Unit(script.get().once(), returned.writing())
            : tables.statement(text, () -> new Unit(script.get(), returned.writing()));
    return new Change(
        tables, rights, caller, operation, unit, sql.values(), labels, returned.requestAt());
  }

  @Override
  public String path() {
    return "crud/" + tables.alias() + "/" + rights.table().name() + "/" + operation.word();
  }

  @Override
  public String alias() {
    return tables.alias();
  }

  @Override
  public boolean readOnly() {
    return false;
  }

  @Override
  public Answer run(DatabaseInvocation invocation) {
    if (requestAt >= 0) {
      Audit.fill(values, requestAt, invocation.request());
    }
    return invocation
        .database(tables.alias())
        .run(
            unit,
            values,
            false,
            invocation.deadline(),
            tables.outdated(),
            Witness::nobody,
            failed -> meaning(failed, invocation));
  }

  private Refusal meaning(SQLException failed, DatabaseInvocation invocation) {
    var refused = new Refused(tables, rights, caller, labels);
    return requestAt >= 0 ? Audit.refusal(failed, invocation, refused::of) : refused.of(failed);
  }
}
