package dev.santokit.server.function;

import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.database.DatabaseInvocation;

/** A call of a path under {@code crud/} that passed all checks. Runs once, on one thread. */
public interface CrudCall {

  /** What logs and measures call it: {@code crud/main/posts/select}. */
  String path();

  /** The database that it runs on. */
  String alias();

  /** Whether it writes nothing, an audit row neither. */
  boolean readOnly();

  /**
   * Runs it, in the transaction that is open on its database, or in one of its own.
   *
   * @throws Refusal when there is no answer; nothing that it did counts then
   */
  Answer run(DatabaseInvocation invocation);
}
