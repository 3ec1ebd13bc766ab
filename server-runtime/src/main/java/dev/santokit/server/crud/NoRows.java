package dev.santokit.server.crud;

import dev.santokit.server.call.Answer;
import dev.santokit.server.catalogue.TableName;
import dev.santokit.server.database.DatabaseInvocation;
import dev.santokit.server.function.CrudCall;
import java.nio.charset.StandardCharsets;

/** An insert of no rows: allowed, and nothing to do. */
record NoRows(String alias, TableName table) implements CrudCall {

  @Override
  public String path() {
    return "crud/" + alias + "/" + table + "/insert";
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public Answer run(DatabaseInvocation invocation) {
    return Answer.of("[]".getBytes(StandardCharsets.US_ASCII));
  }
}
