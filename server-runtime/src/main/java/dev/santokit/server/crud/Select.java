package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.database.DatabaseSession.Witness;
import dev.santokit.server.function.CrudCall;
import dev.santokit.server.postgres.Faults;
import dev.santokit.server.postgres.RowLayout;
import dev.santokit.server.postgres.Script;
import dev.santokit.server.postgres.Unit;
import dev.santokit.server.postgres.Writing;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A select that passed all checks.
 *
 * @param audited the selections of it whose reads are written down
 */
@SuppressWarnings("ArrayRecordComponent") // made for one call, compared never
record Select(
    OpenTables tables, String path, Unit unit, @Nullable String[] values, List<Selection> audited)
    implements CrudCall {

  /**
   * Checks a select.
   *
   * @param rights they reach some rows
   * @param mayLook whether the caller may learn that a table does not exist
   * @param params null when the call has none
   * @throws Refusal VALIDATION_ERROR, AUTHORIZATION_ERROR
   */
  static Select prepare(
      OpenTables tables,
      CallerRights rights,
      Caller caller,
      boolean mayLook,
      @Nullable JsonNode params) {
    Params request = SelectionReader.params(params);
    Selection selection = new SelectionReader(tables, caller, mayLook).read(request, rights);
    boolean count = request.flag("count");
    List<Selection> audited = SelectStatement.audited(selection);
    Writing writing = audited.isEmpty() ? Writing.NOTHING : Writing.WITH_ROWS;

    Sql rows = new Sql(caller);
    String key = SelectStatement.rows(selection, rows);
    if (!count) {
      Unit unit =
          tables.statement(
              key, () -> new Unit(new Script(List.of(rows.step()), layout(selection)), writing));
      return new Select(tables, path(tables, rights), unit, rows.values(), audited);
    }
    Sql total = new Sql(caller);
    SelectStatement.total(selection, total);
    Unit unit =
        tables.statement(
            total.text() + ";\n" + key,
            () ->
                Unit.counting(
                    new Script(
                        List.of(total.step(), rows.step(total.values().length)), layout(selection)),
                    writing));
    @Nullable String[] values =
        Stream.concat(Arrays.stream(total.values()), Arrays.stream(rows.values()))
            .toArray(String[]::new);
    return new Select(tables, path(tables, rights), unit, values, audited);
  }

  /** Null where the columns of the result say how rows are written, which is faster. */
  private static @Nullable RowLayout layout(Selection selection) {
    return selection.included().isEmpty() && selection.audited().isEmpty()
        ? selection.projection().layout()
        : SelectStatement.layout(selection, new SelectStatement.Places());
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
    return audited.isEmpty();
  }

  @Override
  public Answer run(DatabaseInvocation invocation) {
    return invocation
        .database(tables.alias())
        .run(
            unit,
            values,
            readOnly(),
            invocation.deadline(),
            tables.outdated(),
            () -> audited.isEmpty() ? Witness.nobody() : new ReadAudit(audited, invocation),
            failed ->
                audited.isEmpty()
                    ? ofTable(failed)
                    : Audit.refusal(failed, invocation, Faults::refusal));
  }

  /** What an error means where nothing else than the table itself may be what does not fit. */
  private static Refusal ofTable(SQLException failed) {
    Refusal usual = Faults.refusal(failed);
    return Faults.isOfSchema(failed) && usual.status() == RefusalCode.INTERNAL_ERROR.status()
        ? Refusal.unavailable("The table has just changed")
        : usual;
  }
}
