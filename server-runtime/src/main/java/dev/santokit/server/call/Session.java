package dev.santokit.server.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a call tree does on one database, over one connection. Statements that a function makes at
 * run time go here. For one thread at a time.
 */
public interface Session {

  /**
   * Runs one statement, in the innermost open transaction when there is one, else in one of its
   * own. Commands that begin or end transactions are refused.
   *
   * @param sql its parameters are {@code $1}, {@code $2}, …
   * @param parameters as many; an array is bound as Postgres' array or as JSON, whichever the
   *     statement asks for
   * @return an array of rows as JSON in UTF-8, in the form that clients get; {@code []} when the
   *     statement has no result
   * @throws Refusal with the code of the contract's table; it leaves an open transaction unusable
   *     until that is rolled back
   */
  byte[] query(String sql, List<JsonNode> parameters);

  /**
   * Opens a transaction, or a savepoint when one is open.
   *
   * @throws Refusal UNAVAILABLE when the database is away
   */
  Transaction begin();

  /** An open transaction. What is still open when the call tree ends is rolled back. */
  interface Transaction {

    /**
     * Like {@link Session#query}, inside this transaction.
     *
     * @throws Refusal also INTERNAL_ERROR when this transaction is over, or another one that was
     *     opened inside it is not
     */
    byte[] query(String sql, List<JsonNode> parameters);

    /**
     * Makes what was done count.
     *
     * @throws Refusal as {@link #query}; nothing counts then
     */
    void commit();

    /** Undoes what was done. Does nothing when the transaction is over. */
    void rollback();
  }
}
