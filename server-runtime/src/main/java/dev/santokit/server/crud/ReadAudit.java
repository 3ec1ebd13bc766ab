package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Caller;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.database.DatabaseSession.Witness;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.postgres.ParameterText;
import dev.santokit.server.postgres.PgType;
import dev.santokit.server.postgres.Script;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes down who read columns whose reads leave a trace: a row for each record and statement. */
final class ReadAudit implements Witness {

  private static final Script INSERT =
      new Script(
          List.of(
              Script.Step.inOrder(
                  """
                  INSERT INTO santokit.audit_log (user_id, action, table_name, column_name, row_id,
                    ip_address, user_agent, request_id)
                  SELECT $1, $2, $3, $4, k, $6, $7, $8 FROM pg_catalog.unnest($5) k\
                  """,
                  new int[] {
                    PgType.TEXT,
                    PgType.TEXT,
                    PgType.TEXT,
                    PgType.TEXT,
                    PgType.TEXT_ARRAY,
                    PgType.TEXT,
                    PgType.TEXT,
                    PgType.TEXT
                  })));

  private final List<Selection> audited;
  private final DatabaseInvocation invocation;
  private final List<ArrayNode> rows = new ArrayList<>();

  /**
   * For one try of a call.
   *
   * @param audited by place
   */
  ReadAudit(List<Selection> audited, DatabaseInvocation invocation) {
    this.audited = audited;
    this.invocation = invocation;
    audited.forEach(selection -> rows.add(JsonNodeFactory.instance.arrayNode()));
  }

  @Override
  public void written(int place, @Nullable String key) {
    rows.get(place).add(key);
  }

  @Override
  public void testify(Link link) throws SQLException {
    for (int i = 0; i < audited.size(); i++) {
      if (!rows.get(i).isEmpty()) {
        link.run(INSERT, values(audited.get(i), rows.get(i)));
      }
    }
  }

  private @Nullable String[] values(Selection selection, ArrayNode keys) {
    @Nullable String[] values = new @Nullable String[8];
    values[0] =
        invocation.caller() instanceof Caller.User user ? user.id().replace("\0", "") : null;
    values[1] = Operation.SELECT.word();
    values[2] = selection.rights().table().name().toString();
    values[3] =
        selection.audited().stream().map(Column::name).sorted().collect(Collectors.joining(","));
    values[4] = ParameterText.ARRAY.of(keys, "row_id");
    Audit.fill(values, 5, invocation.request());
    return values;
  }
}
