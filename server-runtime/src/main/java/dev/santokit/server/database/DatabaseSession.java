package dev.santokit.server.database;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.server.call.Answer;
import dev.santokit.server.call.Client;
import dev.santokit.server.call.Deadline;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.Session;
import dev.santokit.server.json.JsonOutput;
import dev.santokit.server.postgres.Faults;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.postgres.ParameterText;
import dev.santokit.server.postgres.RowLayout;
import dev.santokit.server.postgres.Script;
import dev.santokit.server.postgres.StepResult;
import dev.santokit.server.postgres.Unit;
import dev.santokit.server.trace.Span;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one call tree does on one database. Takes a connection when it first needs one. */
public final class DatabaseSession implements Session, AutoCloseable {

  /** Logic may work through more rows than it answers with. */
  private static final int LARGEST_ROWS_FOR_LOGIC = 8 << 20;

  private static final byte[] NO_ROWS = "[]".getBytes(StandardCharsets.US_ASCII);

  private final Database database;
  private final Deadline deadline;
  private final boolean readOnly;
  private final Around around;
  private final Deque<Open> open = new ArrayDeque<>();
  private Database.@Nullable Lease lease;
  private boolean changed;

  /**
   * For a call.
   *
   * @param deadline when the whole call tree must be over
   * @param readOnly whether nothing may be written in the whole tree
   * @param around what it happens in
   */
  public DatabaseSession(Database database, Deadline deadline, boolean readOnly, Around around) {
    this.database = database;
    this.deadline = deadline;
    this.readOnly = readOnly;
    this.around = around;
  }

  /** What a session happens in, which its statements are a part of. */
  public interface Around {

    /** Nothing that anybody would hear of. */
    Around NOTHING =
        new Around() {
          @Override
          public void failed(SQLException failure) {}

          @Override
          public void complain(String text) {}

          @Override
          public Span span() {
            return Span.NONE;
          }
        };

    /** Hears what Postgres refuses, for the log. */
    void failed(SQLException failure);

    /** Hears what is wrong with a statement that logic makes, for the log. */
    void complain(String text);

    /** What runs now. */
    Span span();
  }

  /** A statement, or several in one go, as a part of what runs. */
  private Span span() {
    return around.span().child(Span.Kind.DATABASE, database.spanName());
  }

  /** The connection of the tree. */
  public Link link() {
    if (lease == null) {
      lease = database.lease(deadline);
    }
    return lease.link();
  }

  /** The database that it is with. */
  public Database database() {
    return database;
  }

  /**
   * Runs a function's statements: as a transaction, or as a part of the open one that is undone
   * alone when it fails.
   *
   * @param values the script's values; null is NULL
   * @param mayOnlyRead whether this function may write nothing, whatever the tree may
   * @param until when this function must be over
   * @param outdated called when Postgres says that the statements no longer fit the schema
   * @throws Refusal as the contract's table says
   */
  public Answer run(
      Unit unit,
      @Nullable String[] values,
      boolean mayOnlyRead,
      Deadline until,
      Runnable outdated) {
    return run(unit, values, mayOnlyRead, until, outdated, Witness::nobody, Faults::refusal);
  }

  /** Writes down which rows were read, in the transaction that read them. */
  public interface Witness extends RowLayout.Keys {

    /** One that writes nothing. */
    static Witness nobody() {
      return NOBODY;
    }

    /**
     * Writes down the rows that it was told of, before they count as read.
     *
     * @throws SQLException when it cannot: nobody has read them then
     */
    void testify(Link link) throws SQLException;
  }

  private static final Witness NOBODY =
      new Witness() {
        @Override
        public void written(int place, @Nullable String key) {}

        @Override
        public void testify(Link link) {}
      };

  /**
   * Like the other one, with a witness of the rows that the layout of the unit's script gives keys,
   * for statements of which more is known.
   *
   * @param unit may write, or it is no transaction in which the witness could
   * @param witness makes one for each try
   * @param meaning what an error of Postgres means for the client
   */
  public Answer run(
      Unit unit,
      @Nullable String[] values,
      boolean mayOnlyRead,
      Deadline until,
      Runnable outdated,
      Supplier<Witness> witness,
      Function<SQLException, Refusal> meaning) {
    Link link = link();
    link.begin(until);
    Span span = span();
    try {
      return tried(link, unit, values, readOnly || mayOnlyRead, witness);
    } catch (SQLException failed) {
      if (Faults.isOfSchema(failed)) {
        outdated.run();
      }
      span.failed(Faults.state(failed));
      throw refusal(failed, until, meaning);
    } finally {
      span.close();
      link.begin(deadline);
    }
  }

  /**
   * Runs the one statement of a function that only reads, outside of any transaction, and sends its
   * rows as they come once they pass what is kept in memory.
   *
   * @param unit of one statement that gives rows
   * @param values as in {@link #run}
   * @param to takes the parts
   * @return the rest, or all of it when it is no more than an answer that is kept in memory
   * @throws Refusal as {@link #run}; RESULT_TOO_LARGE when it passes what the project allows
   */
  public Answer stream(
      Unit unit, @Nullable String[] values, Client to, Deadline until, Runnable outdated) {
    Link link = unbroken();
    link.begin(until);
    Span span = span();
    try {
      var out = new RowStream(database.largestResult(), database.largestStream(), to, until);
      link.run(Script.OPEN_READ_ONLY);
      Script script = unit.plain().script();
      link.read(
          script,
          values,
          (fields, rows) ->
              out.take(link.writer(script, fields, database.types(), database.style()), rows));
      link.run(Script.COMMIT);
      return Answer.of(out.rest());
    } catch (SQLException failed) {
      if (Faults.isOfSchema(failed)) {
        outdated.run();
      }
      span.failed(Faults.state(failed));
      throw refusal(failed, until);
    } finally {
      span.close();
      undo(link, Script.ROLLBACK);
      link.begin(deadline);
    }
  }

  /** Another connection when rows that nobody could keep have cost the one that there was. */
  private Link unbroken() {
    if (lease != null && lease.link().isBroken()) {
      lease.giveBack(changed);
      lease = null;
    }
    return link();
  }

  /** Once more when nothing but bad luck was in the way, and nothing else hangs on it. */
  private Answer tried(
      Link link,
      Unit unit,
      @Nullable String[] values,
      boolean mayOnlyRead,
      Supplier<Witness> witness)
      throws SQLException {
    Unit.Form form = form(link, unit, mayOnlyRead);
    try {
      return once(link, form, values, database.largestResult(), witness.get());
    } catch (SQLException failed) {
      boolean again = Faults.isRetryable(failed) || Faults.isStale(failed);
      if (!again || !open.isEmpty() || link.isBroken()) {
        throw failed;
      }
      link.forget(form.script());
      return once(link, form, values, database.largestResult(), witness.get());
    }
  }

  private Unit.Form form(Link link, Unit unit, boolean mayOnlyRead) throws SQLException {
    if (!open.isEmpty()) {
      return unit.form(true, mayOnlyRead);
    }
    if (!mayOnlyRead) {
      link.settleForWriting();
      return unit.form(false, false);
    }
    // Statements that logic makes at run time may have changed what the session does by default.
    return unit.readsAtOnce() && !changed && link.settleForReading()
        ? unit.plain()
        : unit.form(false, true);
  }

  private Answer once(
      Link link, Unit.Form form, @Nullable String[] values, int largest, Witness witness)
      throws SQLException {
    boolean done = false;
    try {
      List<StepResult> results = link.run(form.script(), values);
      Answer answer = answer(link, form.script(), results.get(form.result()), largest, witness);
      witness.testify(link);
      if (form.counted()) {
        answer = answer.withTotal(number(results.get(form.result() - 1)));
      }
      if (form.end() != null) {
        link.run(form.end());
      }
      done = true;
      return answer;
    } finally {
      if (!done) {
        undo(link, open.isEmpty() ? Script.ROLLBACK : Script.ROLLBACK_TO_SAVEPOINT);
      }
    }
  }

  private Answer answer(
      Link link, Script script, StepResult result, int largest, RowLayout.Keys keys)
      throws SQLException {
    if (result.fields() == null) {
      return new Answer(NO_ROWS, OptionalLong.of(result.affected()));
    }
    try {
      var out = new JsonOutput(largest);
      link.writer(script, result.fields(), database.types(), database.style())
          .write(result.rows(), out, keys);
      return Answer.of(out.toBytes());
    } catch (JsonOutput.TooLarge tooLarge) {
      throw Link.tooLarge();
    }
  }

  private static long number(StepResult counted) {
    byte[] text = counted.rows().getFirst().get(0);
    return text == null ? 0 : Long.parseLong(new String(text, StandardCharsets.US_ASCII));
  }

  private static void undo(Link link, Script how) {
    if (link.isBroken() || !link.inTransaction()) {
      return;
    }
    try {
      link.run(how);
    } catch (SQLException lost) {
      link.abort(); // Postgres undoes what a lost connection did
    }
  }

  /**
   * What a failure means for the client, told to the log.
   *
   * @param until when what failed had to be over
   */
  public Refusal refusal(SQLException failed, Deadline until) {
    return refusal(failed, until, Faults::refusal);
  }

  private Refusal refusal(
      SQLException failed, Deadline until, Function<SQLException, Refusal> meaning) {
    around.failed(failed);
    if (until.isOver()) {
      return Refusal.timeout(); // whatever broke, it broke because time was over
    }
    if (Faults.isAway(failed)) {
      database.suspect();
    }
    return meaning.apply(failed);
  }

  @Override
  public byte[] query(String sql, List<JsonNode> parameters) {
    Link link = link();
    changed = true;
    Span span = span();
    try {
      return asked(link, sql, parameters);
    } catch (SQLException failed) {
      span.failed(Faults.state(failed));
      throw refusal(failed, deadline);
    } catch (SqlSyntaxError | IllegalArgumentException refused) {
      around.complain(String.valueOf(refused.getMessage()));
      throw Refusal.internal();
    } finally {
      span.close();
    }
  }

  /** Once more when tables have changed since the statement was prepared. */
  private byte[] asked(Link link, String sql, List<JsonNode> parameters)
      throws SQLException, SqlSyntaxError {
    try {
      return askedOnce(link, sql, parameters);
    } catch (SQLException failed) {
      if (Faults.isOfSchema(failed)) {
        database.statements().forget(sql);
      }
      if (!Faults.isStale(failed) || !open.isEmpty() || link.isBroken()) {
        throw failed;
      }
      return askedOnce(link, sql, parameters);
    }
  }

  private byte[] askedOnce(Link link, String sql, List<JsonNode> parameters)
      throws SQLException, SqlSyntaxError {
    var statement = database.statements().of(sql, link, database.types());
    var values = values(statement.parameters(), parameters);
    if (!open.isEmpty() && !open.element().apart) {
      Unit.Form form = statement.unit().plain();
      StepResult result = link.run(form.script(), values).get(form.result());
      return answer(link, form.script(), result, LARGEST_ROWS_FOR_LOGIC, NOBODY).json();
    }
    Unit.Form form = form(link, statement.unit(), readOnly);
    return once(link, form, values, LARGEST_ROWS_FOR_LOGIC, NOBODY).json();
  }

  private static @Nullable String[] values(List<ParameterText> forms, List<JsonNode> parameters) {
    if (forms.size() != parameters.size()) {
      throw new IllegalArgumentException(
          "the statement has "
              + forms.size()
              + " parameters and got "
              + parameters.size()
              + " values");
    }
    @Nullable String[] values = new @Nullable String[forms.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = forms.get(i).of(parameters.get(i), "$" + (i + 1));
    }
    return values;
  }

  @Override
  public Transaction begin() {
    if (!open.isEmpty()) {
      return begin(Script.SAVEPOINT, false);
    }
    return begin(readOnly ? Script.OPEN_READ_ONLY : Script.OPEN, false);
  }

  /**
   * Opens a READ COMMITTED transaction for several calls, each of which behaves in it as if it were
   * alone: a statement that fails outside of a transaction of the call's own is undone alone.
   *
   * @throws Refusal UNAVAILABLE when the database is away
   */
  public Transaction beginTogether() {
    return begin(readOnly ? Script.OPEN_TOGETHER_READ_ONLY : Script.OPEN_TOGETHER, true);
  }

  /** Opens a part of {@link #beginTogether} for one call that may write nothing. */
  public Transaction beginReading() {
    return begin(Script.SAVEPOINT_READ_ONLY, true);
  }

  private Transaction begin(Script how, boolean apart) {
    Link link = link();
    try {
      link.run(how);
    } catch (SQLException failed) {
      throw refusal(failed, deadline);
    }
    var transaction = new Open(apart);
    open.push(transaction);
    return transaction;
  }

  private final class Open implements Transaction {
    /** Whether each statement in it is undone alone when it fails. */
    private final boolean apart;

    Open(boolean apart) {
      this.apart = apart;
    }

    @Override
    public byte[] query(String sql, List<JsonNode> parameters) {
      checkInnermost();
      return DatabaseSession.this.query(sql, parameters);
    }

    @Override
    public void commit() {
      checkInnermost();
      Link link = link();
      if (link.isFailed()) {
        rollback(); // Postgres would do the same and call it a success
        around.complain("a transaction in which a statement failed cannot be committed");
        throw Refusal.internal();
      }
      try {
        link.run(open.size() > 1 ? Script.RELEASE_SAVEPOINT : Script.COMMIT);
        open.pop();
      } catch (SQLException failed) {
        rollback();
        throw refusal(failed, deadline);
      }
    }

    @Override
    public void rollback() {
      if (!open.contains(this)) {
        return;
      }
      while (open.peek() != this) {
        open.pop(); // what was opened inside goes with it
        undo(link(), Script.ROLLBACK_TO_SAVEPOINT);
      }
      open.pop();
      undo(link(), open.isEmpty() ? Script.ROLLBACK : Script.ROLLBACK_TO_SAVEPOINT);
    }

    private void checkInnermost() {
      if (open.peek() != this) {
        around.complain("a transaction is over, or one that was opened inside it is not");
        throw Refusal.internal();
      }
    }
  }

  @Override
  public void close() {
    if (lease == null) {
      return;
    }
    if (!open.isEmpty()) {
      open.clear();
      undo(lease.link(), Script.ROLLBACK);
    }
    lease.giveBack(changed);
    lease = null;
  }
}
