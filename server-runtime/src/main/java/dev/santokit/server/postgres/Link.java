package dev.santokit.server.postgres;

import dev.santokit.project.config.JsonNumbers;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.ParameterList;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.SqlCommand;
import org.postgresql.core.TransactionState;
import org.postgresql.core.Tuple;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLState;

/**
 * One physical connection. For one thread at a time, but for what says otherwise. Once {@link
 * #isBroken} nobody may use it for another call.
 */
public final class Link {

  /** Statements that stay prepared, the least recently used one leaves first. */
  private static final int MOST_PREPARED = 256;

  /** So many reads in a row make a connection read only by default; a write ends that. */
  private static final int READS_TO_SETTLE = 8;

  /** Rows of the first part of a result that is read in parts. */
  private static final int FEW_ROWS = 64;

  private static final int MANY_ROWS = 4096;
  private static final int BYTES_OF_A_PART = 256 << 10;

  private static final int[] NO_POSITIONS = {};

  private final QueryExecutor executor;
  private final boolean prepares;
  private final Map<Script, Prepared> prepared =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Script, Prepared> eldest) {
          if (size() <= MOST_PREPARED) {
            return false;
          }
          eldest.getValue().query.close();
          return true;
        }
      };

  private int readsInARow;
  private boolean readsByDefault;
  private volatile @Nullable Deadline running;
  private volatile boolean cancelled;
  private boolean broken;

  /**
   * Over an open connection.
   *
   * @param prepares whether statements stay prepared; not where a pooler stands between that gives
   *     each transaction another connection
   */
  public Link(PgConnection connection, boolean prepares) {
    this.executor = connection.getQueryExecutor();
    this.prepares = prepares;
  }

  /** A script as this connection knows it, and how its result was last written. */
  private static final class Prepared {
    private final Query query;
    private @Nullable RowWriter writer;

    Prepared(Query query) {
      this.query = query;
    }
  }

  /**
   * Runs a script in one round trip. Outside a transaction its statements are one transaction,
   * unless it begins and ends some itself.
   *
   * @param values what the steps' parameters take; null is NULL
   * @return a result for each statement
   * @throws SQLException when Postgres refuses a statement, or the connection breaks
   * @throws Refusal RESULT_TOO_LARGE when the rows pass what the connection takes; the connection
   *     is broken then and what was not committed is undone
   */
  public List<StepResult> run(Script script, @Nullable String... values) throws SQLException {
    var results = new Results(script.steps().size());
    Query query = prepared(script).query;
    ParameterList parameters = parameters(script, query, values);
    int flags = flags(script.isKept() ? 0 : QueryExecutor.QUERY_ONESHOT);
    guarded(() -> executor.execute(query, parameters, results, 0, 0, flags));
    return results.steps;
  }

  private int flags(int more) {
    return more
        | QueryExecutor.QUERY_SUPPRESS_BEGIN
        | QueryExecutor.QUERY_NO_BINARY_TRANSFER
        | (prepares ? 0 : QueryExecutor.QUERY_ONESHOT);
  }

  /**
   * Runs a script of one statement in the open transaction and takes its rows in parts, so that
   * they never stand in memory all at once.
   *
   * @param values as in {@link #run}
   * @throws SQLException when Postgres refuses the statement, or the connection breaks
   * @throws Refusal RESULT_TOO_LARGE when rows of one part pass what the connection takes; it is
   *     broken then. Whatever {@code rows} throws, too: the transaction is still open then.
   */
  public void read(Script script, @Nullable String[] values, Rows rows) throws SQLException {
    Query query = prepared(script).query;
    ParameterList parameters = parameters(script, query, values);
    var part = new Parts();
    guarded(() ->
        executor.execute(
            query, parameters, part, 0, FEW_ROWS, flags(QueryExecutor.QUERY_FORWARD_CURSOR)));
    rows.take(part.fields(), part.rows);
    int many = FEW_ROWS;
    while (part.cursor != null) {
      ResultCursor cursor = part.cursor;
      many = rowsOfAPart(part.rows, many);
      int next = many;
      part.begin();
      guarded(() -> executor.fetch(cursor, part, next, false));
      rows.take(part.fields(), part.rows);
    }
  }

  /** Takes rows, part by part. */
  public interface Rows {
    /**
     * Takes some.
     *
     * @param fields the columns; the same array for all parts
     */
    void take(Field[] fields, List<Tuple> rows) throws SQLException;
  }

  /** By the largest row so far: the sizes of those to come are anyone's guess. */
  private static int rowsOfAPart(List<Tuple> rows, int before) {
    int largest = 1;
    for (Tuple row : rows) {
      largest = Math.max(largest, row.length());
    }
    return Math.clamp(BYTES_OF_A_PART / largest, FEW_ROWS / 4, Math.min(2 * before, MANY_ROWS));
  }

  /**
   * Asks what a statement takes and gives.
   *
   * @param sql with {@code $1}, {@code $2}, …
   * @param types the oid of each parameter's type; 0 where Postgres shall say
   * @throws SQLException when it cannot be prepared
   */
  public Description describe(String sql, int[] types) throws SQLException {
    if (!inTransaction()) {
      return described(sql, types);
    }
    boolean done = false;
    run(Script.SAVEPOINT); // asking in vain would cost the transaction otherwise
    try {
      Description description = described(sql, types);
      done = true;
      return description;
    } finally {
      if (!isBroken()) {
        run(done ? Script.RELEASE_SAVEPOINT : Script.ROLLBACK_TO_SAVEPOINT);
      }
    }
  }

  private Description described(String sql, int[] types) throws SQLException {
    Query query = executor.wrap(List.of(nativeQuery(sql, types.length)));
    ParameterList parameters = query.createParameterList();
    for (int i = 0; i < types.length; i++) {
      if (types[i] != 0) {
        parameters.setNull(i + 1, types[i]);
      }
    }
    var results = new Results(1);
    int flags = flags(QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_DESCRIBE_ONLY);
    guarded(() -> executor.execute(query, parameters, results, 0, 0, flags));
    Field[] fields = results.steps.isEmpty() ? null : results.steps.getFirst().fields();
    return new Description(parameters.getTypeOIDs().clone(), fields);
  }

  /** What is asked of the driver. */
  private interface Asked {
    void run() throws SQLException;
  }

  private void guarded(Asked asked) throws SQLException {
    try {
      asked.run();
    } catch (TooManyRows unread) {
      // The rest of the rows is still on its way: nobody can use this connection any more.
      abort();
      throw tooLarge();
    } catch (SQLException failed) {
      broken = broken || executor.isClosed();
      throw failed;
    }
  }

  /** What refuses an answer that is larger than the project allows. */
  public static Refusal tooLarge() {
    return Refusal.of(
        RefusalCode.RESULT_TOO_LARGE, "The result is larger than the project's limits allow");
  }

  private Prepared prepared(Script script) {
    Prepared known = prepared.get(script);
    if (known == null) {
      known =
          new Prepared(
              executor.wrap(
                  script.steps().stream()
                      .map(step -> nativeQuery(step.sql(), step.types().length))
                      .toList()));
      if (script.isKept()) {
        prepared.put(script, known);
      }
    }
    return known;
  }

  /**
   * The driver numbers parameters itself; here the text has its numbers, each as often as it likes.
   */
  private static NativeQuery nativeQuery(String sql, int parameters) {
    return new NativeQuery(
        sql, parameters == 0 ? NO_POSITIONS : new int[parameters], false, SqlCommand.BLANK);
  }

  private static ParameterList parameters(Script script, Query query, @Nullable String[] values)
      throws SQLException {
    ParameterList parameters = query.createParameterList();
    int index = 1;
    for (Script.Step step : script.steps()) {
      for (int i = 0; i < step.types().length; i++) {
        String value = values[step.sources()[i]];
        if (value == null) {
          parameters.setNull(index++, step.types()[i]);
        } else {
          parameters.setStringParameter(index++, value, step.types()[i]);
        }
      }
    }
    return parameters;
  }

  /** Forgets a script, so that it is prepared anew: what it is about has changed. */
  public void forget(Script script) {
    Prepared known = prepared.remove(script);
    if (known != null) {
      known.query.close();
    }
  }

  /**
   * How rows with these columns are written, compiled when it was not for this script.
   *
   * @throws SQLException when a type must be looked up and cannot
   */
  public RowWriter writer(Script script, Field[] fields, Types types, JsonNumbers style)
      throws SQLException {
    Prepared known = prepared.get(script);
    RowWriter writer = known == null ? null : known.writer;
    if (writer == null || !writer.isFor(fields)) {
      RowLayout layout = script.layout();
      writer =
          layout == null
              ? RowWriter.of(fields, types, this, style)
              : RowWriter.of(fields, layout, types, this, style);
      if (known != null) {
        known.writer = writer;
      }
    }
    return writer;
  }

  /**
   * Before one statement that only reads and is a transaction by itself: whether Postgres will hold
   * it to that. That costs a round trip after a number of reads in a row, and nothing from then on.
   *
   * @throws SQLException when the connection breaks
   */
  public boolean settleForReading() throws SQLException {
    if (!prepares) {
      return false; // the session is not ours alone
    }
    if (!readsByDefault && ++readsInARow > READS_TO_SETTLE) {
      run(Script.READ_BY_DEFAULT);
      readsByDefault = true;
    }
    return readsByDefault;
  }

  /**
   * Before statements that may write and do not say so.
   *
   * @throws SQLException when the connection breaks
   */
  public void settleForWriting() throws SQLException {
    readsInARow = 0;
    if (readsByDefault) {
      run(Script.WRITE_BY_DEFAULT);
      readsByDefault = false;
    }
  }

  /**
   * Puts the session back into the state of a new one.
   *
   * @throws SQLException when it cannot be
   */
  public void reset() throws SQLException {
    run(Script.RESET);
    readsInARow = 0;
    readsByDefault = false;
  }

  /** Whether a transaction is open, usable or failed. */
  public boolean inTransaction() {
    return executor.getTransactionState() != TransactionState.IDLE;
  }

  /** Whether a transaction is open in which something failed: all it can do is end. */
  public boolean isFailed() {
    return executor.getTransactionState() == TransactionState.FAILED;
  }

  /** Begins to be watched: from {@code deadline} on {@link #overdue} says so. */
  public void begin(Deadline deadline) {
    running = deadline;
  }

  /** Ends to be watched. */
  public void end() {
    running = null;
  }

  /** The deadline that what runs has passed; null when there is none. For any thread. */
  public @Nullable Deadline overdue() {
    Deadline deadline = running;
    return deadline != null && deadline.isOver() ? deadline : null;
  }

  /**
   * Asks Postgres to give up what runs. It may arrive late and hit what comes next, so the
   * connection counts as broken. For any thread.
   *
   * @throws SQLException when Postgres cannot be asked
   */
  public void cancel() throws SQLException {
    if (!cancelled) {
      cancelled = true;
      executor.sendQueryCancel();
    }
  }

  /** Whether {@link #cancel} was called. For any thread. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Closes the socket under whoever waits for it. For any thread. */
  public void abort() {
    cancelled = true;
    executor.abort();
  }

  /** Whether the connection must be closed instead of used again. */
  public boolean isBroken() {
    return broken || cancelled || executor.isClosed();
  }

  /** Whether the connection is closed for good. */
  public boolean isClosed() {
    return executor.isClosed();
  }

  private static final class TooManyRows extends RuntimeException {
    TooManyRows() {
      super("rows pass maxResultBuffer", null, false, false);
    }
  }

  /** What the driver tells; its errors, but not its notices. */
  private abstract static class Told extends ResultHandlerBase {

    @Override
    public void handleError(SQLException error) {
      // The driver stops in the middle of a row when rows pass maxResultBuffer, and would take the
      // rest of the row for messages. An error of the server, whatever its state, has a message.
      if (PSQLState.COMMUNICATION_ERROR.getState().equals(error.getSQLState())
          && !Faults.isOfServer(error)) {
        throw new TooManyRows();
      }
      super.handleError(error);
    }

    @Override
    public void handleWarning(SQLWarning warning) {
      // Notices are for psql: a loop that raises them must not fill the memory.
    }
  }

  /** Collects what the statements give, in their order. */
  private static final class Results extends Told {

    private final List<StepResult> steps;

    Results(int steps) {
      this.steps = new ArrayList<>(steps);
    }

    @Override
    public void handleResultRows(
        Query query, Field[] fields, List<Tuple> rows, @Nullable ResultCursor cursor) {
      steps.add(new StepResult(fields, rows, 0));
    }

    @Override
    public void handleCommandStatus(String status, long affected, long insertedOid) {
      steps.add(new StepResult(null, List.of(), affected));
    }
  }

  /** Holds some of the rows of one statement. */
  private static final class Parts extends Told {

    private Field @Nullable [] fields;
    private List<Tuple> rows = List.of();
    private @Nullable ResultCursor cursor;

    /** Before the next ones. */
    void begin() {
      rows = List.of();
      cursor = null;
    }

    Field[] fields() {
      if (fields == null) {
        throw new IllegalStateException("a statement without rows");
      }
      return fields;
    }

    @Override
    public void handleResultRows(
        Query query, Field[] columns, List<Tuple> some, @Nullable ResultCursor more) {
      fields = columns;
      rows = some;
      cursor = more;
    }
  }
}
